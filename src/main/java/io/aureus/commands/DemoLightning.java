package io.aureus.commands;

import io.aureus.database.DataFolder;
import io.aureus.sandbox.SimulatedLightning;
import io.aureus.sandbox.SimulatedLnd;
import java.util.Map;

/** The simulated Lightning of a demo: where it lies and how the gateway reads it. */
final class DemoLightning {
  static final String CHAIN = "BLN";

  private DemoLightning() {}

  /** Starts a payer's node and the shop's. */
  static SimulatedLightning start(DataFolder folder) {
    return SimulatedLightning.start(
        folder.file("sandbox-bln"),
        SimulatedLightning.Ports.free(),
        SharedBeans.clock(),
        SharedBeans.random());
  }

  /** The settings of a gateway whose node answers at {@code url}. */
  static Map<String, Object> settings(String url) {
    String chain = "aureus.chains.bln";
    return Map.of(
        chain + ".network",
        "simulated",
        chain + ".rpc",
        url,
        chain + ".lightning.program",
        "lnd",
        chain + ".lightning.receiving-secret",
        SimulatedLnd.MACAROON,
        chain + ".lightning.paying-secret",
        SimulatedLnd.MACAROON);
  }
}
