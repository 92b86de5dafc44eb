package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.bitcoin.ElectrumServer;
import io.aureus.orders.OrderRefund;
import io.aureus.payouts.HandedOver;
import io.aureus.payouts.PayoutId;
import io.aureus.payouts.PayoutState;
import io.aureus.testing.BitcoindNode;
import io.aureus.testing.ElectrumDaemon;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A merchant whose wallet is Debian's Electrum, with a seed of Electrum's own kind. */
class ElectrumPsbtTest extends PsbtStories {
  private static ElectrumServer server;
  private static ElectrumDaemon wallet;

  @BeforeAll
  static void open() {
    BitcoindNode node = BitcoindNode.start();
    server = ElectrumServer.telling(node);
    wallet = ElectrumDaemon.start(server.url());
    wallet.create();
    town = CoinTown.byElectrum(node, Map.of(), Map.of());
    town.bring("wpkh(" + wallet.rpc("getmpk").asString() + "/<0;1>/*)");
  }

  @AfterAll
  static void close() {
    town.close();
    wallet.close();
    server.close();
  }

  @Test
  void out12ARefundIsSignedByElectrumAsAPsbtAndItsChangeIsTheWallets() {
    Story story = sold("20");
    sold("60");
    ElectrumDaemon.await("both payments", () -> history() == 2);
    // The fee comes on top, out of the other coin: so something comes back.
    OrderRefund refund = town.refund(story, OrderRefund.FeeBearer.MERCHANT);
    PayoutId id = new PayoutId(refund.id().toString());
    HandedOver.Draft draft = draftOf(id);
    String signed = wallet.rpc("signtransaction", draft.psbt()).asString();
    handedOver().sign(id, signed, "person:1");
    await(() -> inMempool(draft.txHash()));
    town.mineToDepth();
    awaitState(id, PayoutState.CONFIRMED);
    story.awaitStatus("REFUNDED");
    ElectrumDaemon.await("the refund", () -> history() == 3);
    assertThat(changeOf(draft)).isNotEmpty().allMatch(ElectrumPsbtTest::isOfWallet);
    town.mustBalance();
  }

  private static int history() {
    return wallet.rpc("onchain_history").path("transactions").size();
  }

  /** Where it sends what it does not pay to the payer's own address. */
  private static List<String> changeOf(HandedOver.Draft draft) {
    return town.node()
        .rpc("getrawtransaction", draft.txHash(), true)
        .path("vout")
        .valueStream()
        .map(out -> out.at("/scriptPubKey/address").asString())
        .filter(to -> !town.node().rpc("getaddressinfo", to).path("ismine").asBoolean())
        .toList();
  }

  private static boolean isOfWallet(String address) {
    return wallet.rpc("ismine", address).asBoolean();
  }
}
