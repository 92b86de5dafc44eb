package io.aureus.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the gateway of a {@link Town} is told, where a story says nothing else. */
final class TownSettings {
  private TownSettings() {}

  /**
   * @param rpc of Ethereum
   * @param otherRpc of the other chain
   * @param contracts of tokens on Ethereum, by asset
   */
  static Map<String, Object> of(String rpc, String otherRpc, Map<String, String> contracts) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("aureus.data", folder().toString());
    settings.put("aureus.web.metrics-token", Town.METRICS_TOKEN);
    for (String chain : List.of("eth", "bnb")) {
      settings.put("aureus.chains." + chain + ".network", "simulated");
      settings.put("aureus.chains." + chain + ".confirmations", Town.DEPTH);
      settings.put("aureus.chains." + chain + ".poll", "100ms");
      settings.put("aureus.chains." + chain + ".timeout", "5s");
    }
    settings.put("aureus.chains.eth.rpc", rpc);
    settings.put("aureus.chains.bnb.rpc", otherRpc);
    settings.put("aureus.api.rate-per-minute", "100000");
    settings.put("aureus.payouts.poll", "200ms");
    settings.put("aureus.payouts.bump-after", "3s");
    settings.put("aureus.keys.policy.cold-address", Town.COLD);
    settings.put("aureus.keys.policy.block-list", Town.BLOCKED);
    settings.put("aureus.payouts.cold-above.bnb", "50");
    settings.put("aureus.payouts.cold-keep.bnb", "10");
    contracts.forEach(
        (asset, contract) -> settings.put("aureus.chains.eth.contracts[" + asset + "]", contract));
    return settings;
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("aureus-town");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
