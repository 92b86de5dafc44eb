package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.SentPayment;
import io.aureus.testing.CoinNode;
import io.aureus.testing.SimulatedCoinNode;
import io.aureus.testing.SimulatedLightningNodes;
import io.aureus.testing.TwoLightningNodes;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** On two simulated LNDs; and where the payer may pay on the chain as well. */
class SimulatedLightningJourneysTest extends LightningMoneyInJourneys {
  private final CoinNode chain = SimulatedCoinNode.start("BTC", Clock.systemUTC());

  @Override
  TwoLightningNodes nodes() {
    return SimulatedLightningNodes.start(Clock.systemUTC());
  }

  @Override
  Map<String, Object> more() {
    Map<String, Object> more = new HashMap<>();
    String user = chain.user() + ":" + chain.password();
    more.put("aureus.chains.btc.rpc", chain.url().replace("http://", "http://" + user + "@"));
    more.put("aureus.chains.btc.network", chain.network());
    more.put("aureus.chains.btc.confirmations", 1);
    more.put("aureus.chains.btc.poll", "100ms");
    return more;
  }

  @AfterAll
  void closeTheChain() {
    chain.close();
  }

  @Test
  void in26PaidByLightningThoughTheCoinWasChangedTheFirstPaymentWins() {
    Story story = town().checkout("18", LightningTown.COIN);
    Invoice invoice = town().invoice(story.address());
    story.change("BTC");
    String address = story.address();
    long due = story.due().longValueExact();
    assertThat(town().send(invoice)).isInstanceOf(SentPayment.Paid.class);
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
    assertThat(story.types()).containsExactly("ORDER");
    String txid = chain.pay(address, due);
    chain.mine(1);
    story.awaitTransaction(txid, "SUCCESS", "UNKNOWN");
    assertThat(story.status()).isEqualTo("SUCCESS");
    story.awaitSuccessCallbacks(1);
    JsonNode refundable = town().shop().get("/api/v2/order/refund-info/" + story.id());
    assertThat(refundable.get("code").asInt()).as("%s", refundable).isZero();
  }

  @Test
  void in26PaidOnTheChainThoughTheCoinWasChangedToLightning() {
    Story story = town().checkout("18", "BTC");
    String address = story.address();
    long due = story.due().longValueExact();
    story.change(LightningTown.COIN);
    Invoice invoice = town().invoice(story.address());
    String txid = chain.pay(address, due);
    chain.mine(1);
    story.awaitStatus("SUCCESS");
    story.awaitTransaction(txid, "SUCCESS", "ORDER");
    assertThat(town().send(invoice)).isInstanceOf(SentPayment.Paid.class);
    story.awaitTransaction(invoice.terms().paymentHash(), "SUCCESS", "UNKNOWN");
    story.awaitSuccessCallbacks(1);
  }

  @Test
  void in26ChangedBackToLightningThereIsAnotherInvoiceAndTheFirstStillCounts() {
    Story story = town().checkout("18", LightningTown.COIN);
    Invoice first = town().invoice(story.address());
    story.change("BTC");
    story.change(LightningTown.COIN);
    Invoice second = town().invoice(story.address());
    assertThat(second.terms().paymentHash()).isNotEqualTo(first.terms().paymentHash());
    assertThat(town().send(first)).isInstanceOf(SentPayment.Paid.class);
    story.awaitStatus("SUCCESS");
    assertThat(town().send(second)).isInstanceOf(SentPayment.Paid.class);
    story.awaitTransaction(second.terms().paymentHash(), "SUCCESS", "UNKNOWN");
    story.awaitSuccessCallbacks(1);
  }
}
