/**
 * The outbox: legacy callbacks and the event feed; delivery, retry, every attempt's record.
 *
 * <p>It refuses private addresses, redirects and endless bodies.
 */
@ApplicationModule(
    allowedDependencies = {
      "orders",
      "payouts",
      "merchants",
      "keys",
      "money",
      "errors",
      "jobs",
      "web"
    })
@NullMarked
package io.aureus.callbacks;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
