/**
 * What an operator types: demo, serve, pay, sink, verify, signer, bench; the settings and their
 * validation.
 *
 * <p>It refuses a setting it does not know.
 */
@ApplicationModule(
    allowedDependencies = {
      "money",
      "errors",
      "database",
      "jobs",
      "web",
      "keys",
      "merchants",
      "pricing",
      "chains",
      "chains :: lightning",
      "ledger",
      "wallets",
      "payouts",
      "audit",
      "backup",
      "orders",
      "callbacks",
      "sandbox"
    })
@NullMarked
package io.aureus.commands;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
