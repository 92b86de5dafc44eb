/**
 * The Aurpay-compatible HTTP surface: one controller per documented group, envelope, public names.
 *
 * <p>It refuses to decide anything about money.
 */
@ApplicationModule(
    allowedDependencies = {
      "orders",
      "callbacks",
      "merchants",
      "pricing",
      "chains",
      "wallets",
      "payouts",
      "ledger",
      "audit",
      "money",
      "errors",
      "web",
      "jobs"
    })
@NullMarked
package io.aureus.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
