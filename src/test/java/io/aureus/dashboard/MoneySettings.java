package io.aureus.dashboard;

import java.util.Map;

/** Of an installation that is strict about money, and has a node of Lightning that is away. */
final class MoneySettings {
  static final Map<String, Object> STRICT =
      Map.of(
          "aureus.dashboard.money-needs-app",
          "true",
          "aureus.dashboard.money-after-enrolling",
          "24h",
          "aureus.chains.bln.rpc",
          "http://127.0.0.1:9",
          "aureus.chains.bln.network",
          "simulated",
          "aureus.chains.bln.lightning.program",
          "lnd",
          "aureus.chains.bln.lightning.receiving-secret",
          "00");

  private MoneySettings() {}
}
