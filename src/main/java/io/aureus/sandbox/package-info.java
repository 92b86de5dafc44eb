/**
 * Simulated nodes that speak the real nodes' wire protocols, the controls that pay, pay late and
 * reorganise on them, and the customer who uses both.
 *
 * <p>It refuses to exist in live mode.
 */
@ApplicationModule(
    allowedDependencies = {
      "chains",
      "chains :: lightning",
      "orders",
      "wallets",
      "merchants",
      "pricing",
      "money",
      "errors",
      "web",
      "jobs"
    })
@NullMarked
package io.aureus.sandbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
