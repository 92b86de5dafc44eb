/**
 * Where a merchant's money arrives and lies: a fresh address per order, from a prepared pool or
 * from the wallet that the merchant brought, or an invoice of Lightning.
 *
 * <p>It refuses to give one address to two orders, and to take what could spend.
 */
@ApplicationModule(
    allowedDependencies = {
      "merchants",
      "chains",
      "chains :: lightning",
      "keys",
      "ledger",
      "money",
      "errors",
      "jobs"
    })
@NullMarked
package io.aureus.wallets;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
