/**
 * The life of an order from quote to its end; owns the transition table.
 *
 * <p>It refuses any move that is not in the table, and any side door around it.
 */
@ApplicationModule(
    allowedDependencies = {
      "merchants",
      "pricing",
      "chains",
      "chains :: lightning",
      "keys",
      "ledger",
      "wallets",
      "payouts",
      "money",
      "errors",
      "jobs"
    })
@NullMarked
package io.aureus.orders;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
