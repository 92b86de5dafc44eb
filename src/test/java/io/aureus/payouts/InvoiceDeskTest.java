package io.aureus.payouts;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.lightning.InvoicePaying;
import io.aureus.chains.lightning.LightningAccess;
import io.aureus.chains.lightning.LightningNode;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // nothing but the credential is looked at
class InvoiceDeskTest {
  private static final Chain BLN = new Chain("BLN", "Lightning", "lightning", "regtest", 0, 1);
  private static final Asset COIN = new Asset("BTC-LN", BLN, "BTC", 11, 8, "", "");

  /** A node that makes invoices, and is not to pay any. */
  private static final LightningAccess RECEIVING =
      new LightningAccess() {
        @Override
        public LightningNode node(Chain chain) {
          throw new IllegalStateException("no node is asked");
        }

        @Override
        public Optional<InvoicePaying> paying(Chain chain) {
          return Optional.empty();
        }
      };

  @Test
  void withoutACredentialThatPaysNothingIsPaidAndThatIsSaid() {
    InvoiceDesk desk =
        new InvoiceDesk(
            null,
            null,
            new LightningPayoutSettings(100, 10, Duration.ofMinutes(3)),
            new InvoiceDesk.Outside(RECEIVING, null, null, null, Clock.systemUTC()));
    assertThatThrownBy(() -> desk.destination(new PayeeServices.Asker("m", "x"), COIN, "lnbcrt1"))
        .hasMessageContaining("aureus.chains.bln.lightning.paying-secret")
        .extracting(e -> ((Refusal) e).code())
        .isEqualTo(ErrorCode.UNSUPPORTED);
    assertThatThrownBy(() -> desk.fee(Amount.ofUnits(COIN, 1_000)))
        .as("so that no refund is promised to a payer's wallet")
        .hasMessageContaining("paying-secret");
  }
}
