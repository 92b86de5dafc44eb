package io.aureus.journeys;

import static io.aureus.ledger.Account.Kind.AVAILABLE;
import static io.aureus.ledger.Account.Kind.RESERVED;
import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.money.Amount;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutId;
import io.aureus.payouts.PayoutState;
import io.aureus.sandbox.SimulatedLnd;
import io.aureus.testing.RawHttp;
import io.aureus.testing.SimulatedLightningNodes;
import io.aureus.testing.TwoLightningNodes;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/** On two simulated LNDs. */
class SimulatedInvoicePayoutsTest extends InvoicePayoutJourneys {
  private SimulatedLightningNodes nodes;

  @Override
  TwoLightningNodes pair() {
    nodes = SimulatedLightningNodes.start(Clock.systemUTC());
    return nodes;
  }

  @Test
  void anInvoiceWithoutAnAmountIsPaidWithTheOneThatIsAskedFor() {
    String open = anyAmount();
    assertThat(town().withdraw(open).message()).contains("amount is missing");
    assertThat(amount(open, "0.000000001").message()).contains("0.00000001 is the least");
    assertThat(amount(open, "1000000").message()).contains("at most");
    assertThat(amount(open + "," + anyAmount(), "0.0001").message()).contains("one invoice alone");
    PayoutId id = new PayoutId(amount(open, "0.00005").data().get("tx_id").asString());
    Payout done = town().await(id, PayoutState.CONFIRMED);
    assertThat(done.amount()).isEqualTo(town().satoshi(5_000));
  }

  @Test
  void whatRoutingTookIsTheMerchantsAndTheRestOfTheCapComesBack() {
    Amount before = town().balance(AVAILABLE);
    long local = town().local();
    // 1,234 and 0.25 % of 30,000,000: where the cap is 1 %.
    nodes.routingFee(1_234, 2_500);
    Payout done = routed(30_000, PayoutState.CONFIRMED);
    Amount took = Amount.ofUnits(town().coin(), 76_234);
    assertThat(done.spent()).isEqualTo(took);
    assertThat(done.fee()).isEqualTo(took);
    assertThat(town().balance(RESERVED).isZero()).isTrue();
    assertThat(town().balance(AVAILABLE))
        .isEqualTo(before.minus(town().satoshi(30_000)).minus(took));
    assertThat(town().local()).isEqualTo(local - 30_076_234);
    assertThat(town().payouts().history(done.id()).getLast().words()).contains(took.text());
  }

  @Test
  void aRouteThatTakesTheWholeCapIsTakenAndADearerOneIsNotAndAllComesBack() {
    Amount before = town().balance(AVAILABLE);
    nodes.routingFee(0, 10_000);
    Payout whole = routed(40_000, PayoutState.CONFIRMED);
    assertThat(whole.fee()).isEqualTo(town().satoshi(400));
    Amount left = before.minus(town().satoshi(40_400));
    assertThat(town().balance(AVAILABLE)).isEqualTo(left);
    nodes.routingFee(1, 10_000);
    long local = town().local();
    Payout failed = routed(40_000, PayoutState.FAILED);
    assertThat(town().payouts().history(failed.id()).getLast().words())
        .contains("no way to the payee within the fee cap");
    assertThat(failed.spent()).isNull();
    assertThat(town().balance(AVAILABLE)).isEqualTo(left);
    assertThat(town().balance(RESERVED).isZero()).isTrue();
    assertThat(town().local()).isEqualTo(local);
  }

  @Test
  void whereEveryAnswerIsLostTheRecordIsAskedAndTheNodeIsToldOnce() {
    nodes.shopLnd().loseAnswers(1);
    try {
      for (int i = 0; i < 3; i++) {
        town().await(town().asked(town().invoice(1_000 + i)).id(), PayoutState.CONFIRMED);
      }
    } finally {
      nodes.shopLnd().loseAnswers(0);
    }
    assertThat(nodes.shopLnd().repeated()).isZero();
  }

  /** Paid while a hop takes its fee; the cap is kept until the node's last word. */
  private Payout routed(long satoshi, PayoutState end) {
    Amount before = town().balance(AVAILABLE);
    hold(true);
    Payout asked = town().asked(town().invoice(satoshi));
    assertThat(asked.fee()).isEqualTo(town().satoshi(satoshi / 100));
    if (end == PayoutState.CONFIRMED) {
      town().await(asked.id(), PayoutState.BROADCASTING);
      assertThat(town().balance(AVAILABLE)).isEqualTo(before.minus(asked.reserved()));
    }
    hold(false);
    Payout done = town().await(asked.id(), end);
    nodes.routingFee(0, 0);
    return done;
  }

  private RawHttp.Answer amount(String invoices, String coins) {
    String body = "{\"ln_invoices\":\"%s\",\"amount\":\"%s\"}".formatted(invoices, coins);
    return town().withdraw(0, body, "");
  }

  /** An invoice of the receiver whose payer chooses the amount. */
  private String anyAmount() {
    return new RawHttp(nodes.payerUrl())
        .post(
            "/v1/invoices",
            "Grpc-Metadata-macaroon: " + SimulatedLnd.MACAROON,
            "{\"memo\":\"as you like\",\"expiry\":\"864000\"}")
        .json()
        .get("payment_request")
        .asString();
  }
}
