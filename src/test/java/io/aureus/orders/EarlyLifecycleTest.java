package io.aureus.orders;

import static io.aureus.orders.OrderRefund.State.CONFIRMED;
import static io.aureus.orders.Orders.ETH;
import static io.aureus.orders.Orders.NOON;
import static io.aureus.orders.Orders.quote;
import static io.aureus.orders.Orders.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.ledger.Account;
import io.aureus.ledger.Entry;
import io.aureus.money.Amount;
import io.aureus.money.FiatAmount;
import io.aureus.orders.OrderFact.PaymentAway;
import io.aureus.orders.OrderFact.PaymentConfirmed;
import io.aureus.orders.OrderFact.PaymentDoubted;
import io.aureus.orders.OrderFact.PaymentDropped;
import io.aureus.orders.OrderFact.PaymentReplaced;
import io.aureus.orders.OrderFact.PaymentReversed;
import io.aureus.orders.OrderFact.PaymentTrusted;
import io.aureus.orders.OrderFact.RefundMoved;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What follows where an order's payment counts at another depth than the final one. */
class EarlyLifecycleTest {
  private static final FiatAmount WORTH = new FiatAmount("USD", BigDecimal.TEN);

  private Order order = waiting(0);
  private final List<Milestone> milestones = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();

  private static Order waiting(int confirmations) {
    return Orders.choosing()
        .withQuote(quote(1, ETH, "1", "0xA", 0).counting(confirmations, WORTH))
        .in(OrderState.WAITING);
  }

  private void tell(OrderFact... facts) {
    for (OrderFact fact : facts) {
      Outcome outcome = OrderLifecycle.apply(order, fact, NOON);
      order = outcome.order();
      milestones.addAll(outcome.milestones());
      entries.addAll(outcome.entries());
    }
  }

  @Test
  void aTrustedPaymentMakesTheOrderPaidAndItsMoneyStaysPending() {
    tell(seen(1, ETH, "1", NOON), new PaymentTrusted(1, 0));
    assertThat(order.state()).isEqualTo(OrderState.PAID);
    assertThat(milestones).containsExactly(Milestone.PAYMENT_SEEN, Milestone.SUCCEEDED);
    assertThat(entries).hasSize(1);
    assertThat(OrderInformations.of(order).obtained()).isEqualTo("0.992");
    tell(new PaymentConfirmed(1));
    assertThat(milestones)
        .containsExactly(Milestone.PAYMENT_SEEN, Milestone.SUCCEEDED, Milestone.PAYMENT_CONFIRMED);
    assertThat(OrderInformations.of(order).obtained()).isEqualTo("0.992");
  }

  @Test
  void aTrustedPaymentThatIsReplacedFlagsTheOrderAndReversesWhatWasPending() {
    tell(seen(1, ETH, "1", NOON), new PaymentTrusted(1, 0), new PaymentReplaced(1));
    assertThat(order.state()).isEqualTo(OrderState.PAID);
    assertThat(order.reversed()).isTrue();
    assertThat(order.payments().getFirst().state()).isEqualTo(Payment.State.REVERSED);
    assertThat(milestones).last().isEqualTo(Milestone.PAYMENT_REVERSED);
    assertThat(pending()).isZero();
    // It turns up in a block all the same.
    tell(seen(1, ETH, "1", NOON), new PaymentConfirmed(1));
    assertThat(order.reversed()).isFalse();
    assertThat(order.payments().getFirst().type()).isEqualTo(Payment.Type.ORDER);
  }

  @Test
  void aTrustedPaymentThatVanishesFlagsTheOrderToo() {
    tell(seen(1, ETH, "1", NOON), new PaymentTrusted(1, 1), new PaymentDropped(1));
    assertThat(order.reversed()).isTrue();
    assertThat(milestones).last().isEqualTo(Milestone.PAYMENT_REVERSED);
  }

  @Test
  void whatReplacesATrustedPaymentAndPaysTheOrderCountsForIt() {
    tell(seen(1, ETH, "1", NOON), new PaymentTrusted(1, 0), new PaymentReplaced(1));
    tell(seen(2, ETH, "1", NOON));
    assertThat(order.payments().getLast().quoteNo()).isEqualTo(1);
    assertThat(order.payments().getLast().type()).isEqualTo(Payment.Type.ORDER);
  }

  @Test
  void aPaymentThatWasReplacedBeforeItCountedLeavesTheOrderWaiting() {
    tell(seen(1, ETH, "1", NOON), new PaymentReplaced(1), new PaymentTrusted(1, 1));
    assertThat(order.state()).isEqualTo(OrderState.WAITING);
    assertThat(order.reversed()).isFalse();
    assertThat(milestones).containsExactly(Milestone.PAYMENT_SEEN, Milestone.PAYMENT_REPLACED);
  }

  @Test
  void aDoubtIsToldOnceAndEndsWhenThePaymentIsTrusted() {
    tell(seen(1, ETH, "1", NOON), new PaymentDoubted(1, "LOW_FEE"));
    long version = order.version();
    tell(new PaymentDoubted(1, "LOW_FEE"));
    assertThat(order.version()).isEqualTo(version);
    assertThat(order.payments().getFirst().early().doubt()).isEqualTo("LOW_FEE");
    tell(new PaymentTrusted(1, 1));
    assertThat(order.payments().getFirst().early().doubt()).isEmpty();
    assertThat(order.state()).isEqualTo(OrderState.PAID);
  }

  @Test
  void anOrderThatAsksForMoreThanTheFinalDepthWaitsForItThoughTheMoneyIsThere() {
    order = waiting(ETH.chain().confirmations() + 5);
    tell(seen(1, ETH, "1", NOON), new PaymentConfirmed(1));
    assertThat(order.state()).isEqualTo(OrderState.CONFIRMING);
    tell(new PaymentTrusted(1, ETH.chain().confirmations() + 5));
    assertThat(order.state()).isEqualTo(OrderState.PAID);
  }

  @Test
  void halfOfAnOrderThatIsTrustedDoesNotMakeItPaid() {
    tell(seen(1, ETH, "0.5", NOON), new PaymentTrusted(1, 0));
    assertThat(order.state()).isEqualTo(OrderState.UNDERPAID);
    tell(seen(2, ETH, "0.5", NOON));
    assertThat(order.state()).isEqualTo(OrderState.CONFIRMING);
    tell(new PaymentTrusted(2, 0));
    assertThat(order.state()).isEqualTo(OrderState.PAID);
  }

  @Test
  void whatCameBesideAnEarlyPaymentAndGoesBackDoesNotEndTheOrder() {
    tell(seen(1, ETH, "1", NOON), new PaymentTrusted(1, 0));
    tell(seen(2, ETH, "1", NOON), new PaymentConfirmed(2));
    Amount second = order.payments().getLast().amount();
    tell(Orders.refund(1, second), new RefundMoved(new UUID(0, 1), CONFIRMED, "0xback", ""));
    assertThat(order.state()).isEqualTo(OrderState.PAID);
  }

  @Test
  void whereOnePaymentWentBackAndTheOtherVanishesNothingIsLeft() {
    paidByTwoOfWhichOneWentBack();
    assertThat(order.state()).isEqualTo(OrderState.PAID);
    tell(new PaymentDropped(2));
    assertThat(order.state()).isEqualTo(OrderState.REFUNDED);
    assertThat(order.reversed()).isTrue();
    assertThat(milestones).endsWith(Milestone.PAYMENT_REVERSED, Milestone.REFUNDED);
    assertThat(pending()).isZero();
  }

  @Test
  void whereOnePaymentWentBackAHigherFeeForTheOtherIsStillAPaymentOfTheOrder() {
    paidByTwoOfWhichOneWentBack();
    tell(new PaymentReplaced(2));
    assertThat(order.state()).isEqualTo(OrderState.PAID);
    assertThat(order.reversed()).isTrue();
    tell(seen(3, ETH, "0.5", NOON), new PaymentConfirmed(3));
    assertThat(order.payments().getLast().type()).isEqualTo(Payment.Type.REST);
    assertThat(Refundable.of(order, ETH).left().text()).isEqualTo("0.5");
    assertThat(pending()).isZero();
  }

  @Test
  void whereOnePaymentWentBackTheOtherStillCountsWhenItIsUndoneAndComesAgain() {
    paidByTwoOfWhichOneWentBack();
    tell(new PaymentConfirmed(2), new PaymentReversed(2));
    assertThat(order.state()).isEqualTo(OrderState.PAID);
    assertThat(milestones).endsWith(Milestone.PAYMENT_REVERSED);
    tell(seen(2, ETH, "0.5", NOON), new PaymentConfirmed(2));
    assertThat(order.payments().getLast().type()).isEqualTo(Payment.Type.REST);
    assertThat(order.reversed()).isFalse();
  }

  @Test
  void whatComesAgainAfterTheEndCountsAndCanGoBackAndTheEndIsToldOnce() {
    paidByTwoOfWhichOneWentBack();
    tell(new PaymentDropped(2), seen(2, ETH, "0.5", NOON), new PaymentConfirmed(2));
    assertThat(order.state()).isEqualTo(OrderState.REFUNDED);
    assertThat(order.payments().getLast().type()).isEqualTo(Payment.Type.REST);
    assertThat(order.reversed()).isFalse();
    assertThat(Refundable.isOpen(order)).isTrue();
    Amount second = order.payments().getLast().amount();
    tell(Orders.refund(2, second), new RefundMoved(new UUID(0, 2), CONFIRMED, "0xback2", ""));
    assertThat(Refundable.isOpen(order)).isFalse();
    assertThat(milestones).containsOnlyOnce(Milestone.REFUNDED);
  }

  @Test
  void whatIsReplacedBeforeTheEndAndPaidAfterItCounts() {
    tell(seen(1, ETH, "0.5", NOON), new PaymentTrusted(1, 0));
    tell(seen(2, ETH, "0.5", NOON), new PaymentTrusted(2, 0), new PaymentConfirmed(1));
    Amount first = order.payments().getFirst().amount();
    tell(Orders.refund(1, first), new PaymentReplaced(2));
    tell(new RefundMoved(new UUID(0, 1), CONFIRMED, "0xback", ""));
    assertThat(order.state()).isEqualTo(OrderState.REFUNDED);
    tell(seen(3, ETH, "0.5", NOON));
    assertThat(order.payments().getLast().type()).isEqualTo(Payment.Type.REST);
    assertThat(milestones).doesNotContain(Milestone.PAYMENT_UNKNOWN);
  }

  private void paidByTwoOfWhichOneWentBack() {
    tell(seen(1, ETH, "0.5", NOON), new PaymentTrusted(1, 0));
    tell(seen(2, ETH, "0.5", NOON), new PaymentTrusted(2, 0), new PaymentConfirmed(1));
    Amount first = order.payments().getFirst().amount();
    tell(Orders.refund(1, first), new RefundMoved(new UUID(0, 1), CONFIRMED, "0xback", ""));
  }

  @Test
  void whatPaidTheOrderAndVanishesAgainAfterItCameBackIsReversedAgain() {
    tell(seen(1, ETH, "1", NOON), new PaymentTrusted(1, 0), new PaymentDropped(1));
    tell(seen(1, ETH, "1", NOON));
    assertThat(order.reversed()).isFalse();
    assertThat(order.payments().getFirst().early().takenAt()).isEqualTo(NOON);
    tell(new PaymentDropped(1));
    assertThat(order.reversed()).isTrue();
    assertThat(milestones).last().isEqualTo(Milestone.PAYMENT_REVERSED);
    assertThat(pending()).isZero();
  }

  @Test
  void aFinalPaymentThatTheChainUndoesTwiceIsReversedTwice() {
    order = waiting(ETH.chain().confirmations());
    tell(seen(1, ETH, "1", NOON), new PaymentConfirmed(1), new PaymentReversed(1));
    tell(seen(1, ETH, "1", NOON), new PaymentDropped(1));
    assertThat(order.state()).isEqualTo(OrderState.PAID);
    assertThat(order.reversed()).isTrue();
    assertThat(milestones).last().isEqualTo(Milestone.PAYMENT_REVERSED);
  }

  @Test
  void whatVanishesBesideEnoughIsNoReversal() {
    tell(seen(1, ETH, "1", NOON), seen(2, ETH, "1", NOON), new PaymentTrusted(1, 0));
    tell(new PaymentDropped(2));
    assertThat(order.reversed()).isFalse();
    assertThat(milestones).last().isEqualTo(Milestone.PAYMENT_DROPPED);
  }

  @Test
  void whatIsAwayCountsNoLongerAsTakenUnlessTheShopWasToldAlready() {
    tell(seen(1, ETH, "0.5", NOON), new PaymentTrusted(1, 0), new PaymentAway(1));
    tell(seen(2, ETH, "0.5", NOON), new PaymentConfirmed(2));
    assertThat(order.state()).isEqualTo(OrderState.CONFIRMING);
    tell(new PaymentTrusted(1, 0));
    assertThat(order.state()).isEqualTo(OrderState.PAID);
    tell(new PaymentAway(1));
    assertThat(order.payments().getFirst().early().takenAt()).isEqualTo(NOON);
  }

  private BigDecimal pending() {
    return entries.stream()
        .flatMap(entry -> entry.postings().stream())
        .filter(posting -> posting.account().kind() == Account.Kind.PENDING)
        .map(posting -> posting.amount().decimal())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
