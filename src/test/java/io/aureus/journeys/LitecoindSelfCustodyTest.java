package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.keys.MerchantCoins;
import io.aureus.payouts.HandedOver;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutState;
import io.aureus.testing.LitecoindNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A merchant with a wallet of Litecoin of his own, on real litecoind. */
class LitecoindSelfCustodyTest extends PsbtStories {
  private static final MerchantCoins WALLET = new MerchantCoins();

  @BeforeAll
  static void open() {
    town = new CoinTown(LitecoindNode.start());
    town.bring(WALLET.descriptor());
  }

  @AfterAll
  static void close() {
    town.close();
  }

  @Test
  void out12APsbtOfLitecoinIsSignedAndSentAndItsChangeIsSpentByTheNext() {
    Story story = sold("60");
    // His wallet has nothing else to pay the fee with.
    Payout whole = own(units(story.due().longValueExact()).text(), receiver());
    await(() -> words(whole.id()).contains("with the fee taken off the amount"));
    takeBack(whole.id());
    Payout first = own("0.01", receiver());
    HandedOver.Draft draft = draftOf(first.id());
    JsonNode decoded = town.node().rpc("decodepsbt", draft.psbt());
    assertThat(decoded.at("/inputs/0/non_witness_utxo/txid"))
        .isEqualTo(decoded.at("/tx/vin/0/txid"));
    assertThat(decoded.at("/inputs/0").has("witness_utxo")).isTrue();
    handedOver().sign(first.id(), WALLET.sign(draft.psbt()), "person:1");
    await(() -> inMempool(draft.txHash()));
    town.mineToDepth();
    assertThat(awaitState(first.id(), PayoutState.CONFIRMED).txHash()).isEqualTo(draft.txHash());
    Payout second = own("0.01", receiver());
    HandedOver.Draft next = draftOf(second.id());
    handedOver().sign(second.id(), WALLET.sign(next.psbt()), "person:1");
    await(() -> inMempool(next.txHash()));
    String spent =
        town.node().rpc("getrawtransaction", next.txHash(), true).at("/vin/0/txid").asString();
    assertThat(spent).isEqualTo(draft.txHash());
    town.mineToDepth();
    awaitState(second.id(), PayoutState.CONFIRMED);
    town.mustBalance();
  }
}
