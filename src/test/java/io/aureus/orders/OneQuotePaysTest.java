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
import io.aureus.orders.OrderFact.PaymentConfirmed;
import io.aureus.orders.OrderFact.PaymentReplaced;
import io.aureus.orders.OrderFact.PaymentReversed;
import io.aureus.orders.OrderFact.PaymentSeen;
import io.aureus.orders.OrderFact.PaymentTrusted;
import io.aureus.orders.OrderFact.RefundMoved;
import io.aureus.orders.OrderFact.RemainderRequested;
import io.aureus.orders.OrderFact.Sighting;
import io.aureus.orders.OrderFact.WindowEnded;
import io.aureus.wallets.Custody;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An order that may be paid to an address or by an invoice, and is paid both ways. */
class OneQuotePaysTest {
  private static final CatalogueFile.Choice SIMULATED =
      new CatalogueFile.Choice("simulated", 0, Map.of());
  private static final Catalogue CATALOGUE =
      CatalogueFile.read(Map.of("BTC", SIMULATED, "BLN", SIMULATED));
  private static final Asset COIN = CATALOGUE.known("BTC");
  private static final Asset LIGHTNING = CATALOGUE.known("BTC-LN");

  private final List<Milestone> milestones = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();
  private Order order =
      Orders.choosing()
          .withQuote(quote(1, LIGHTNING, "1", "invoice", 0))
          .withQuote(quote(2, COIN, "1", "address", 0))
          .in(OrderState.WAITING);

  private void tell(OrderFact... facts) {
    for (OrderFact fact : facts) {
      Outcome outcome = OrderLifecycle.apply(order, fact, NOON);
      order = outcome.order();
      milestones.addAll(outcome.milestones());
      entries.addAll(outcome.entries());
    }
  }

  /** After each story: what the journal took is what the payments say. */
  @AfterEach
  void theFeesAreThoseOfTheConfirmedPayments() {
    for (Asset asset : List.of(COIN, LIGHTNING)) {
      assertThat(fees(asset))
          .isEqualByComparingTo(
              order.payments().stream()
                  .filter(payment -> payment.state() == Payment.State.CONFIRMED)
                  .map(Payment::fee)
                  .filter(fee -> fee.asset().equals(asset))
                  .map(Amount::decimal)
                  .reduce(BigDecimal.ZERO, BigDecimal::add));
    }
  }

  @Test
  void theInvoiceIsSettledWhileTheCoinsConfirm() {
    tell(coins(1, "1"), settled(2), new PaymentConfirmed(2));
    assertThat(order.state()).isEqualTo(OrderState.PAID);
    tell(new PaymentConfirmed(1));
    mustBePaidBy(LIGHTNING, COIN, "1.0");
    assertThat(types()).containsExactly(Payment.Type.UNKNOWN, Payment.Type.ORDER);
    assertThat(milestones)
        .containsExactly(
            Milestone.PAYMENT_SEEN,
            Milestone.PAYMENT_SEEN,
            Milestone.PAYMENT_CONFIRMED,
            Milestone.PAYMENT_UNKNOWN,
            Milestone.SUCCEEDED,
            Milestone.PAYMENT_CONFIRMED);
  }

  @Test
  void theCoinsConfirmBeforeTheSettlementIsFinal() {
    tell(settled(1), coins(2, "1"), new PaymentConfirmed(2), new PaymentConfirmed(1));
    mustBePaidBy(COIN, LIGHTNING, "1.0");
    assertThat(types()).containsExactly(Payment.Type.UNKNOWN, Payment.Type.ORDER);
  }

  @Test
  void theCoinsCountUnconfirmedBeforeTheSettlementIsFinal() {
    tell(settled(1), coins(2, "1"), new PaymentTrusted(2, 0));
    tell(new PaymentConfirmed(1), new PaymentConfirmed(2));
    mustBePaidBy(COIN, LIGHTNING, "1.0");
  }

  @Test
  void theCoinsComeAfterTheSettlement() {
    tell(settled(1), new PaymentConfirmed(1), coins(2, "1"), new PaymentConfirmed(2));
    mustBePaidBy(LIGHTNING, COIN, "1.0");
  }

  /** The offer beside an invoice is of the same quote, and both may be paid. */
  @Test
  void theSameQuoteIsSettledTwiceBeforeTheFirstIsFinal() {
    tell(settled(1), settled(2), new PaymentConfirmed(1), new PaymentConfirmed(2));
    assertThat(order.state()).isEqualTo(OrderState.PAID);
    assertThat(types()).containsExactly(Payment.Type.ORDER, Payment.Type.UNKNOWN);
    assertThat(fees(LIGHTNING)).isEqualByComparingTo("0.008");
    assertThat(Refundable.of(order, LIGHTNING).surplus().text()).isEqualTo("1.0");
    assertThat(milestones).containsOnlyOnce(Milestone.SUCCEEDED, Milestone.PAYMENT_UNKNOWN);
  }

  @Test
  void theSameQuoteIsSettledOnceMoreAfterTheFirst() {
    tell(settled(1), new PaymentConfirmed(1), settled(2), new PaymentConfirmed(2));
    assertThat(types()).containsExactly(Payment.Type.ORDER, Payment.Type.UNKNOWN);
    assertThat(Refundable.of(order, LIGHTNING).surplus().text()).isEqualTo("1.0");
  }

  @Test
  void aHalfOnTheChainIsGivenBackWhereTheWholeComesByLightning() {
    tell(coins(1, "0.5"), settled(2), new PaymentConfirmed(2), new PaymentConfirmed(1));
    mustBePaidBy(LIGHTNING, COIN, "0.5");
    assertThat(types()).containsExactly(Payment.Type.UNKNOWN, Payment.Type.ORDER);
  }

  @Test
  void theFeesOfHalvesThatWereConfirmedAreGivenBack() {
    tell(coins(1, "0.25"), coins(2, "0.25"), new PaymentConfirmed(1), new PaymentConfirmed(2));
    assertThat(fees(COIN)).isEqualByComparingTo("0.004");
    int before = entries.size();
    tell(settled(3), new PaymentConfirmed(3));
    mustBePaidBy(LIGHTNING, COIN, "0.5", 2);
    // A fact books each of its entries under a name of its own.
    assertThat(entries.subList(before, entries.size()))
        .extracting(Entry::reference)
        .doesNotHaveDuplicates()
        .hasSize(4);
  }

  @Test
  void theInvoicePaysWhereTheCoinsAreReplaced() {
    tell(coins(1, "1"), settled(2), new PaymentReplaced(1), new PaymentConfirmed(2));
    assertThat(order.state()).isEqualTo(OrderState.PAID);
    assertThat(order.principalQuote().orElseThrow().amount().asset()).isEqualTo(LIGHTNING);
    assertThat(milestones).doesNotContain(Milestone.PAYMENT_UNKNOWN);
    assertThat(fees(COIN)).isZero();
  }

  @Test
  void theCoinsAreReplacedAfterTheInvoicePaid() {
    tell(coins(1, "1"), settled(2), new PaymentConfirmed(2), new PaymentReplaced(1));
    assertThat(milestones).last().isEqualTo(Milestone.PAYMENT_REPLACED);
    assertThat(order.reversed()).isFalse();
    assertThat(order.state()).isEqualTo(OrderState.PAID);
    assertThat(Refundable.of(order, LIGHTNING).surplus().isZero()).isTrue();
  }

  @Test
  void theInvoicePaysWhereAConfirmedHalfIsUndoneAndTheHalfIsNoneWhenItIsBack() {
    tell(coins(1, "0.5"), new PaymentConfirmed(1), new PaymentReversed(1));
    tell(settled(2), new PaymentConfirmed(2));
    assertThat(order.state()).isEqualTo(OrderState.PAID);
    assertThat(milestones).doesNotContain(Milestone.PAYMENT_UNKNOWN);
    tell(coins(1, "0.5"), new PaymentConfirmed(1));
    mustBePaidBy(LIGHTNING, COIN, "0.5");
  }

  @Test
  void theCoinsAreUndoneAndTheInvoiceIsPaidInTheirPlaceBeforeTheyAreBack() {
    tell(coins(1, "1"), new PaymentConfirmed(1), new PaymentReversed(1));
    tell(settled(2), new PaymentConfirmed(2), coins(1, "1"), new PaymentConfirmed(1));
    mustBePaidBy(LIGHTNING, COIN, "1.0");
    assertThat(order.reversed()).isFalse();
  }

  @Test
  void whatDidNotCountDoesNotCountWhereWhatPaidIsUndone() {
    tell(settled(1), coins(2, "1"), new PaymentConfirmed(2), new PaymentConfirmed(1));
    tell(new PaymentReversed(2));
    assertThat(order.isUndone()).isTrue();
    assertThat(Refundable.of(order, LIGHTNING).surplus().text()).isEqualTo("1.0");
    tell(coins(2, "1"), new PaymentConfirmed(2));
    mustBePaidBy(COIN, LIGHTNING, "1.0");
  }

  @Test
  void twoHalvesAreNotAddedUpAndTheRestOfTheOneFreesTheOther() {
    order = order.withQuote(quote(3, COIN, "1", "other", 0));
    tell(coins(1, "0.6"), new PaymentConfirmed(1), coinsTo("other", 2, "0.5"));
    tell(new PaymentConfirmed(2), new WindowEnded());
    assertThat(order.state()).isEqualTo(OrderState.PARTIAL);
    tell(new RemainderRequested(quote(4, COIN, "0.4", "address", 2)));
    tell(coins(3, "0.4"), new PaymentConfirmed(3));
    assertThat(types())
        .containsExactly(Payment.Type.ORDER, Payment.Type.UNKNOWN, Payment.Type.REST);
    assertThat(Refundable.of(order, COIN).surplus().text()).isEqualTo("0.5");
    assertThat(fees(COIN)).isEqualByComparingTo("0.008");
  }

  @Test
  void theSurplusGoesBackAndTheOrderStaysPaid() {
    tell(coins(1, "1"), settled(2), new PaymentConfirmed(2), new PaymentConfirmed(1));
    Amount surplus = Refundable.of(order, COIN).surplus();
    tell(Orders.refund(1, OrderRefund.Kind.SURPLUS, surplus, null));
    tell(new RefundMoved(new UUID(0, 1), OrderRefund.State.CONFIRMED, "0xback", ""));
    assertThat(order.state()).isEqualTo(OrderState.PAID);
    assertThat(Refundable.of(order, COIN).left().isZero()).isTrue();
    assertThat(Refundable.of(order, LIGHTNING).owed().text()).isEqualTo("1.0");
  }

  private void mustBePaidBy(Asset asset, Asset other, String surplus) {
    mustBePaidBy(asset, other, surplus, 1);
  }

  private void mustBePaidBy(Asset asset, Asset other, String surplus, int unknown) {
    assertThat(order.state()).isEqualTo(OrderState.PAID);
    assertThat(order.principalQuote().orElseThrow().amount().asset()).isEqualTo(asset);
    assertThat(order.countedPayments())
        .filteredOn(payment -> payment.state().isLive())
        .allMatch(payment -> payment.amount().asset().equals(asset));
    assertThat(fees(asset)).isEqualByComparingTo("0.008");
    assertThat(fees(other)).isZero();
    assertThat(Refundable.of(order, asset).surplus().isZero()).isTrue();
    assertThat(Refundable.of(order, other).surplus().text()).isEqualTo(surplus);
    assertThat(OrderInformations.of(order).obtained()).isEqualTo("0.992");
    assertThat(milestones).containsOnlyOnce(Milestone.SUCCEEDED);
    assertThat(milestones.stream().filter(Milestone.PAYMENT_UNKNOWN::equals)).hasSize(unknown);
  }

  private List<Payment.Type> types() {
    return order.payments().stream().map(Payment::type).toList();
  }

  private BigDecimal fees(Asset asset) {
    return entries.stream()
        .flatMap(entry -> entry.postings().stream())
        .filter(posting -> posting.account().kind() == Account.Kind.FEES)
        .filter(posting -> posting.amount().asset().equals(asset))
        .map(posting -> posting.amount().decimal())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static PaymentSeen settled(long transfer) {
    return seen(transfer, LIGHTNING, "invoice", "1");
  }

  private static PaymentSeen coins(long transfer, String amount) {
    return coinsTo("address", transfer, amount);
  }

  private static PaymentSeen coinsTo(String address, long transfer, String amount) {
    return seen(transfer, COIN, address, amount);
  }

  private static PaymentSeen seen(long transfer, Asset asset, String to, String amount) {
    return new PaymentSeen(
        new Sighting(
            transfer,
            "hash" + transfer,
            null,
            to,
            Amount.ofDecimal(asset, new BigDecimal(amount)),
            null,
            NOON,
            Custody.CUSTODIAL));
  }
}
