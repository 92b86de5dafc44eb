/**
 * Money leaving: withdrawals, refunds and sweeps. Each is reserved in the journal before anything
 * is signed, signed once, and from then on decided by what the chain says alone.
 *
 * <p>It refuses to build anything anew while the fate of what it signed is open.
 */
@ApplicationModule(
    allowedDependencies = {
      "wallets",
      "ledger",
      "chains",
      "chains :: lightning",
      "keys",
      "merchants",
      "pricing",
      "money",
      "errors",
      "jobs"
    })
@NullMarked
package io.aureus.payouts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
