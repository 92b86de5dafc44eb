/**
 * The merchant's and the operator's pages.
 *
 * <p>It refuses to show a stored secret a second time.
 */
@ApplicationModule(
    allowedDependencies = {
      "orders",
      "callbacks",
      "merchants",
      "pricing",
      "chains",
      "chains :: lightning",
      "keys",
      "ledger",
      "wallets",
      "payouts",
      "books",
      "audit",
      "money",
      "errors",
      "web",
      "jobs"
    })
@NullMarked
package io.aureus.dashboard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
