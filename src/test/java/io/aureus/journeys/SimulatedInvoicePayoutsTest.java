package io.aureus.journeys;

import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.lightning.nodes.LightningNodes;
import io.aureus.sandbox.SimulatedLightning;
import io.aureus.sandbox.SimulatedLnd;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;

/** On two simulated LNDs. */
class SimulatedInvoicePayoutsTest extends InvoicePayoutJourneys {
  @TempDir static Path folder;

  @Override
  PayingPair pair() {
    SimulatedLightning both =
        SimulatedLightning.start(
            folder, SimulatedLightning.Ports.free(), Clock.systemUTC(), new SplittableRandom(17));
    LightningNode own = node(both.shop());
    LightningNode receiver = node(both.payer());
    return new PayingPair() {
      @Override
      public Map<String, Object> settings() {
        return Map.of(
            "aureus.chains.bln.network",
            "simulated",
            "aureus.chains.bln.rpc",
            both.shop().url(),
            "aureus.chains.bln.lightning.program",
            "lnd",
            "aureus.chains.bln.lightning.receiving-secret",
            SimulatedLnd.MACAROON,
            "aureus.chains.bln.lightning.paying-secret",
            SimulatedLnd.MACAROON);
      }

      @Override
      public LightningNode own() {
        return own;
      }

      @Override
      public LightningNode receiver() {
        return receiver;
      }

      @Override
      public void hold(boolean isHeld) {
        both.payer().hold(isHeld);
      }

      @Override
      public void close() {
        both.close();
      }
    };
  }

  private static LightningNode node(SimulatedLnd lnd) {
    return PayingPair.node(LightningNodes.LND, lnd.url(), SimulatedLnd.MACAROON);
  }
}
