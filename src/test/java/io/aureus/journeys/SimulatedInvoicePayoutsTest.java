package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

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
