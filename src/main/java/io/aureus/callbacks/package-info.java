/**
 * The outbox: legacy callbacks and the event feed; delivery, retry, every attempt's record; the
 * guard of hosts that merchants name, and what is asked of receivers' services on Lightning behind
 * it.
 *
 * <p>It refuses private addresses, redirects and endless bodies.
 */
@ApplicationModule(
    allowedDependencies = {
      "orders",
      "payouts",
      "merchants",
      "chains :: lightning",
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
