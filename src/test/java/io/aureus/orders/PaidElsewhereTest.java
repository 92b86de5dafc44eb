package io.aureus.orders;

import static io.aureus.orders.Orders.NOON;
import static io.aureus.orders.Orders.quote;
import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.ledger.Account;
import io.aureus.ledger.Entry;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.CatalogueFile;
import io.aureus.orders.OrderFact.CoinChosen;
import io.aureus.orders.OrderFact.PaymentConfirmed;
import io.aureus.orders.OrderFact.PaymentDropped;
import io.aureus.orders.OrderFact.PaymentReversed;
import io.aureus.orders.OrderFact.PaymentSeen;
import io.aureus.orders.OrderFact.Sighting;
import io.aureus.wallets.Custody;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * An order with an address of ours, and an invoice of the merchant's own node that says it is paid
 * when it is not: our fee is taken all the same.
 */
class PaidElsewhereTest {
  private static final CatalogueFile.Choice SIMULATED =
      new CatalogueFile.Choice("simulated", 0, Map.of());
  private static final Catalogue CATALOGUE =
      CatalogueFile.read(Map.of("BTC", SIMULATED, "BLN", SIMULATED));
  private static final Asset COIN = CATALOGUE.known("BTC");
  private static final Asset LIGHTNING = CATALOGUE.known("BTC-LN");

  private final List<Entry> entries = new ArrayList<>();
  private Order order = Orders.choosing();

  private void tell(OrderFact... facts) {
    for (OrderFact fact : facts) {
      Outcome outcome = OrderLifecycle.apply(order, fact, NOON);
      order = outcome.order();
      entries.addAll(outcome.entries());
    }
  }

  /** Both are offered together. */
  private void beside() {
    tell(
        new CoinChosen(
            List.of(quote(1, LIGHTNING, "1", "invoice", 0), quote(2, COIN, "1", "address", 0))));
  }

  /** Who chooses another coin may do so by the same link as the payer. */
  private void changed() {
    tell(new CoinChosen(List.of(quote(1, COIN, "1", "address", 0))));
    tell(new CoinChosen(List.of(quote(2, LIGHTNING, "1", "invoice", 0))));
  }

  private void changedBack() {
    tell(new CoinChosen(List.of(quote(1, LIGHTNING, "1", "invoice", 0))));
    tell(new CoinChosen(List.of(quote(2, COIN, "1", "address", 0))));
  }

  @Test
  void theNodeLiesWhenTheCoinsAreSeen() {
    beside();
    mustTakeTheFeeOfWhatIsSeenFirst();
  }

  @Test
  void theNodeLiesAfterAChangeOfTheCoin() {
    changed();
    mustTakeTheFeeOfWhatIsSeenFirst();
  }

  @Test
  void theNodeLiesAfterAChangeToTheCoins() {
    changedBack();
    mustTakeTheFeeOfWhatIsSeenFirst();
  }

  private void mustTakeTheFeeOfWhatIsSeenFirst() {
    tell(coins(1, "1"), settled(2), new PaymentConfirmed(2), new PaymentConfirmed(1));
    mustBePaidElsewhere();
    assertThat(taken()).isEqualByComparingTo("0.008");
  }

  @Test
  void theNodeLiesBeforeTheCoinsAreSeen() {
    changed();
    tell(settled(2), new PaymentConfirmed(2), coins(1, "1"), new PaymentConfirmed(1));
    mustBePaidElsewhere();
    assertThat(taken()).isEqualByComparingTo("0.008");
  }

  @Test
  void theFeeOfAConfirmedPartIsNotGivenBack() {
    beside();
    tell(coins(1, "0.5"), new PaymentConfirmed(1), settled(2), new PaymentConfirmed(2));
    mustBePaidElsewhere();
    assertThat(taken()).isEqualByComparingTo("0.004");
  }

  /** As the merchant's own payment to its own wallet, replaced once the order was sold for it. */
  @Test
  void whatItWasPaidWithIsTakenBackBeforeTheCoinsAreFinal() {
    beside();
    tell(coins(1, "1"), settled(2), new PaymentConfirmed(2), new PaymentReversed(2));
    tell(new PaymentConfirmed(1));
    assertThat(taken()).isEqualByComparingTo("0.008");
  }

  @Test
  void whatIsUndoneGivesItsFeeBack() {
    beside();
    tell(coins(1, "1"), settled(2), new PaymentConfirmed(2), new PaymentConfirmed(1));
    tell(new PaymentReversed(1));
    assertThat(taken()).isZero();
  }

  /** A part that came to the own node takes nothing from what paid the order here. */
  @Test
  void whereTheCoinsPayTheFeeIsTakenOfThemOnce() {
    beside();
    tell(settled(1), coins(2, "1"), new PaymentConfirmed(2), new PaymentConfirmed(1));
    assertThat(taken()).isEqualByComparingTo("0.008");
    tell(coins(3, "1"), new PaymentConfirmed(3));
    assertThat(taken()).as("a surplus beside it costs nothing").isEqualByComparingTo("0.008");
  }

  /** What was on its way to the merchant itself, and never came, paid nothing. */
  @Test
  void whatNeverCameToTheMerchantLeavesASurplusFree() {
    beside();
    tell(settled(1), new PaymentDropped(1), coins(2, "1"), new PaymentConfirmed(2));
    tell(coins(3, "1"), new PaymentConfirmed(3));
    assertThat(taken()).isEqualByComparingTo("0.008");
  }

  @Test
  void whatTookThePlaceOfWhatWasUndoneLeavesASurplusFree() {
    beside();
    tell(settled(1), new PaymentConfirmed(1), new PaymentReversed(1));
    tell(coins(2, "1"), new PaymentConfirmed(2), coins(3, "1"), new PaymentConfirmed(3));
    assertThat(taken()).isEqualByComparingTo("0.008");
  }

  private void mustBePaidElsewhere() {
    assertThat(order.state()).isEqualTo(OrderState.PAID);
    assertThat(order.principalQuote().orElseThrow().amount().asset()).isEqualTo(LIGHTNING);
    assertThat(OrderInformations.of(order).obtained()).isEqualTo("0.992");
    assertThat(order.payments())
        .filteredOn(payment -> payment.custody() == Custody.CUSTODIAL)
        .allMatch(payment -> payment.type() == Payment.Type.UNKNOWN);
  }

  /** As the journal has it, which is as the payments have it. */
  private BigDecimal taken() {
    BigDecimal booked =
        entries.stream()
            .flatMap(entry -> entry.postings().stream())
            .filter(posting -> posting.account().kind() == Account.Kind.FEES)
            .map(posting -> posting.amount().decimal())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(booked)
        .isEqualByComparingTo(
            order.payments().stream()
                .filter(payment -> payment.custody() == Custody.CUSTODIAL)
                .filter(payment -> payment.state() == Payment.State.CONFIRMED)
                .map(payment -> payment.fee().decimal())
                .reduce(BigDecimal.ZERO, BigDecimal::add));
    return booked;
  }

  private static PaymentSeen settled(long transfer) {
    return seen(transfer, LIGHTNING, "invoice", "1", Custody.SELF);
  }

  private static PaymentSeen coins(long transfer, String amount) {
    return seen(transfer, COIN, "address", amount, Custody.CUSTODIAL);
  }

  private static PaymentSeen seen(
      long transfer, Asset asset, String to, String amount, Custody custody) {
    Amount sum = Amount.ofDecimal(asset, new BigDecimal(amount));
    return new PaymentSeen(
        new Sighting(transfer, "hash" + transfer, null, to, sum, null, NOON, custody));
  }
}
