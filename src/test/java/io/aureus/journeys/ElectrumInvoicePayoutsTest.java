package io.aureus.journeys;

import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.lightning.nodes.LightningNodes;
import io.aureus.testing.ElectrumDaemon;
import io.aureus.testing.LightningPair;
import java.util.Map;

/** On two real Electrum daemons. */
class ElectrumInvoicePayoutsTest extends InvoicePayoutJourneys {
  @Override
  PayingPair pair() {
    LightningPair both = LightningPair.start();
    LightningNode own = node(both.shop());
    LightningNode receiver = node(both.payer());
    return new PayingPair() {
      @Override
      public Map<String, Object> settings() {
        String secret = secret(both.shop());
        return Map.of(
            "aureus.chains.bln.network",
            "regtest",
            "aureus.chains.bln.rpc",
            both.shop().url(),
            "aureus.chains.bln.timeout",
            "30s",
            "aureus.chains.bln.lightning.program",
            "electrum",
            "aureus.chains.bln.lightning.receiving-secret",
            secret,
            "aureus.chains.bln.lightning.paying-secret",
            secret);
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
        both.payer().rpc("enable_htlc_settle", !isHeld);
      }

      @Override
      public void close() {
        both.close();
      }
    };
  }

  private static LightningNode node(ElectrumDaemon daemon) {
    return PayingPair.node(LightningNodes.ELECTRUM, daemon.url(), secret(daemon));
  }

  private static String secret(ElectrumDaemon daemon) {
    return daemon.user() + ":" + daemon.password();
  }
}
