package io.aureus.orders;

import static io.aureus.orders.Orders.ETH;
import static io.aureus.orders.Orders.NOON;
import static io.aureus.orders.Orders.USDT;
import static io.aureus.orders.Orders.WINDOW;
import static io.aureus.orders.Orders.quote;
import static io.aureus.orders.Orders.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.Refusal;
import io.aureus.orders.OrderFact.ClosedByHand;
import io.aureus.orders.OrderFact.CoinChosen;
import io.aureus.orders.OrderFact.PaymentAccepted;
import io.aureus.orders.OrderFact.PaymentConfirmed;
import io.aureus.orders.OrderFact.PaymentDropped;
import io.aureus.orders.OrderFact.PaymentReversed;
import io.aureus.orders.OrderFact.RemainderRequested;
import io.aureus.orders.OrderFact.WindowEnded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The scenarios of money in, as far as one order is concerned. */
class OrderLifecycleTest {
  private static final Instant LATE = NOON.plus(WINDOW).plusSeconds(1);

  private final List<Milestone> announced = new ArrayList<>();

  @Test
  void in1ExactAmountSucceedsAtTheRequiredDepth() {
    Order seen = after(Orders.waiting(), seen(1, USDT, "100", NOON));
    assertThat(seen.state()).isEqualTo(OrderState.CONFIRMING);
    Order paid = after(seen, new PaymentConfirmed(1));
    assertThat(paid.state()).isEqualTo(OrderState.PAID);
    assertThat(types(paid)).containsExactly(Payment.Type.ORDER);
    assertThat(announced)
        .containsExactly(Milestone.PAYMENT_SEEN, Milestone.PAYMENT_CONFIRMED, Milestone.SUCCEEDED);
  }

  @Test
  void in2TwoPaymentsThatAddUpSucceedWhenTheSumIsConfirmed() {
    Order half = after(Orders.waiting(), seen(1, USDT, "60", NOON), new PaymentConfirmed(1));
    assertThat(half.state()).isEqualTo(OrderState.UNDERPAID);
    Order whole = after(half, seen(2, USDT, "40", NOON));
    assertThat(whole.state()).isEqualTo(OrderState.CONFIRMING);
    Order paid = after(whole, new PaymentConfirmed(2));
    assertThat(paid.state()).isEqualTo(OrderState.PAID);
    assertThat(types(paid)).containsExactly(Payment.Type.ORDER, Payment.Type.REST);
    assertThat(announced).containsOnlyOnce(Milestone.SUCCEEDED);
  }

  @Test
  void in4ShortByNoMoreThanTheToleranceSucceeds() {
    assertThat(after(Orders.waiting(), seen(1, USDT, "99.5", NOON)).state())
        .isEqualTo(OrderState.CONFIRMING);
    assertThat(after(Orders.waiting(), seen(1, USDT, "99.499999", NOON)).state())
        .isEqualTo(OrderState.UNDERPAID);
  }

  @Test
  void in5ShortByMoreIsPartialWhenTheWindowEnds() {
    Order partial =
        after(
            Orders.waiting(),
            seen(1, USDT, "90", NOON),
            new PaymentConfirmed(1),
            new WindowEnded());
    assertThat(partial.state()).isEqualTo(OrderState.PARTIAL);
    assertThat(announced).contains(Milestone.FELL_SHORT);
    assertThat(announced).doesNotContain(Milestone.SUCCEEDED, Milestone.TIMED_OUT);
  }

  @Test
  void in6TheRestOfAPartialOrderMakesItsSuccess() {
    Order partial =
        after(
            Orders.waiting(),
            seen(1, USDT, "90", NOON),
            new PaymentConfirmed(1),
            new WindowEnded());
    OrderQuote rest = quote(2, USDT, "10", "0xA", 1);
    Order asked = after(partial, new RemainderRequested(rest));
    assertThat(asked.state()).isEqualTo(OrderState.REMAINDER_REQUESTED);
    assertThat(asked.state().status()).isEqualTo(OrderStatus.PARTIAL);
    Order paid = after(asked, seen(2, USDT, "10", NOON), new PaymentConfirmed(2));
    assertThat(paid.state()).isEqualTo(OrderState.PAID);
    assertThat(types(paid)).containsExactly(Payment.Type.ORDER, Payment.Type.REST);
    assertThat(announced).containsOnlyOnce(Milestone.SUCCEEDED);
  }

  @Test
  void in6ARestThatDoesNotComeLeavesTheOrderPartial() {
    Order partial =
        after(
            Orders.waiting(),
            seen(1, USDT, "90", NOON),
            new PaymentConfirmed(1),
            new WindowEnded());
    Order asked = after(partial, new RemainderRequested(quote(2, USDT, "10", "0xA", 1)));
    assertThat(after(asked, new WindowEnded()).state()).isEqualTo(OrderState.PARTIAL);
  }

  @Test
  void in7MoreThanAskedSucceedsAndKeepsWhatCame() {
    Order paid = after(Orders.waiting(), seen(1, USDT, "120", NOON), new PaymentConfirmed(1));
    assertThat(paid.state()).isEqualTo(OrderState.PAID);
    assertThat(paid.payments().getFirst().amount().text()).isEqualTo("120.0");
  }

  @Test
  void in8SeenInTheWindowAndConfirmedAfterItSucceedsWithoutATimeout() {
    Order seen = after(Orders.waiting(), seen(1, USDT, "100", NOON.plus(WINDOW)));
    Order waited = after(seen, new WindowEnded());
    assertThat(waited.state()).isEqualTo(OrderState.CONFIRMING);
    assertThat(after(waited, new PaymentConfirmed(1)).state()).isEqualTo(OrderState.PAID);
    assertThat(announced).doesNotContain(Milestone.TIMED_OUT);
  }

  @Test
  void in9NothingComesIsOverdue() {
    Order expired = after(Orders.waiting(), new WindowEnded());
    assertThat(expired.state().status()).isEqualTo(OrderStatus.OVERDUE);
    assertThat(announced).containsExactly(Milestone.TIMED_OUT);
  }

  @Test
  void in10PaidAfterOverdueStaysOverdueUntilTheMerchantTakesIt() {
    Order late =
        after(
            Orders.waiting(),
            new WindowEnded(),
            seen(1, USDT, "100", LATE),
            new PaymentConfirmed(1));
    assertThat(late.state()).isEqualTo(OrderState.EXPIRED);
    assertThat(types(late)).containsExactly(Payment.Type.UNKNOWN);
    assertThat(announced).doesNotContain(Milestone.SUCCEEDED, Milestone.RESOLVED);
    Order resolved = after(late, new PaymentAccepted(late.payments().getFirst().id()));
    assertThat(resolved.state()).isEqualTo(OrderState.RESOLVED);
    assertThat(announced).containsOnlyOnce(Milestone.RESOLVED);
  }

  @Test
  void in10AnUnconfirmedLatePaymentCannotBeTaken() {
    Order late = after(Orders.waiting(), new WindowEnded(), seen(1, USDT, "100", LATE));
    assertThatThrownBy(() -> after(late, new PaymentAccepted(late.payments().getFirst().id())))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("not confirmed");
  }

  @Test
  void in11ASecondPaymentToAPaidOrderIsUnknown() {
    Order paid = after(Orders.waiting(), seen(1, USDT, "100", NOON), new PaymentConfirmed(1));
    Order again = after(paid, seen(2, USDT, "100", NOON), new PaymentConfirmed(2));
    assertThat(again.state()).isEqualTo(OrderState.PAID);
    assertThat(types(again)).containsExactly(Payment.Type.ORDER, Payment.Type.UNKNOWN);
    assertThat(announced).containsOnlyOnce(Milestone.SUCCEEDED);
  }

  @Test
  void in12TheWrongAssetChangesNothing() {
    Order wrong = after(Orders.waiting(), seen(1, ETH, "1", NOON), new PaymentConfirmed(1));
    assertThat(wrong.state()).isEqualTo(OrderState.WAITING);
    assertThat(types(wrong)).containsExactly(Payment.Type.UNKNOWN);
    assertThat(announced).containsExactly(Milestone.PAYMENT_UNKNOWN, Milestone.PAYMENT_CONFIRMED);
  }

  @Test
  void in16ADroppedPaymentLeavesTheOrderUnpaid() {
    Order dropped = after(Orders.waiting(), seen(1, USDT, "100", NOON), new PaymentDropped(1));
    assertThat(dropped.state()).isEqualTo(OrderState.WAITING);
    assertThat(after(dropped, new WindowEnded()).state()).isEqualTo(OrderState.EXPIRED);
  }

  @Test
  void in18APaymentThatComesBackCountsByItsFirstSight() {
    Order back =
        after(
            Orders.waiting(),
            seen(1, USDT, "100", NOON),
            new PaymentDropped(1),
            seen(1, USDT, "100", NOON));
    assertThat(back.state()).isEqualTo(OrderState.CONFIRMING);
    assertThat(back.payments()).hasSize(1);
  }

  @Test
  void in20AConfirmedPaymentThatIsUndoneFlagsTheOrderAndIsNeverSilent() {
    Order paid = after(Orders.waiting(), seen(1, USDT, "100", NOON), new PaymentConfirmed(1));
    Order reversed = after(paid, new PaymentReversed(1));
    assertThat(reversed.state()).isEqualTo(OrderState.PAID);
    assertThat(reversed.reversed()).isTrue();
    assertThat(announced).containsOnlyOnce(Milestone.PAYMENT_REVERSED);
    Order again = after(reversed, seen(1, USDT, "100", NOON), new PaymentConfirmed(1));
    assertThat(again.reversed()).isFalse();
    assertThat(announced).containsOnlyOnce(Milestone.SUCCEEDED);
  }

  @Test
  void in26AFirstAddressPaidAfterTheCoinWasChangedCountsAtItsOwnQuote() {
    Order changed = after(Orders.waiting(), new CoinChosen(quote(2, ETH, "0.04", "0xB", 0)));
    Order seen = after(changed, seen(1, USDT, "100", NOON));
    assertThat(seen.state()).isEqualTo(OrderState.CONFIRMING);
    assertThat(seen.payments().getFirst().quoteNo()).isEqualTo(1);
    assertThat(seen.principalQuote().orElseThrow().amount().asset()).isEqualTo(USDT);
  }

  @Test
  void in26AfterItsWindowTheFirstAddressIsLate() {
    OrderQuote ended = quote(1, USDT, "100", "0xA", 0);
    OrderQuote open =
        new OrderQuote(
            2,
            ended.amount(),
            "0xB",
            ended.rate(),
            ended.sources(),
            NOON,
            NOON,
            NOON.plus(WINDOW).plus(Duration.ofMinutes(5)),
            0);
    Order changed = after(Orders.waiting(), new CoinChosen(open));
    Order late = after(changed, seen(1, USDT, "100", LATE));
    assertThat(late.state()).isEqualTo(OrderState.WAITING);
    assertThat(types(late)).containsExactly(Payment.Type.UNKNOWN);
  }

  @Test
  void theCoinCannotBeChangedOnceAPaymentWasSeen() {
    Order seen = after(Orders.waiting(), seen(1, USDT, "1", NOON));
    assertThatThrownBy(() -> after(seen, new CoinChosen(quote(2, ETH, "0.04", "0xB", 0))))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void aPaidOrderCannotBeClosedByHand() {
    Order paid = after(Orders.waiting(), seen(1, USDT, "100", NOON), new PaymentConfirmed(1));
    assertThatThrownBy(() -> after(paid, new ClosedByHand())).isInstanceOf(Refusal.class);
    assertThat(after(Orders.waiting(), new ClosedByHand()).state())
        .isEqualTo(OrderState.TERMINATED);
  }

  @Test
  void theFeeIsExactWhileTheOrderWaits() {
    assertThat(OrderInformations.of(Orders.waiting()).fee()).isEqualTo("0.8");
  }

  private Order after(Order order, OrderFact... facts) {
    Order next = order;
    for (OrderFact fact : facts) {
      Outcome outcome = OrderLifecycle.apply(next, fact, LATE);
      announced.addAll(outcome.milestones());
      next = outcome.order();
    }
    return next;
  }

  private static List<Payment.Type> types(Order order) {
    return order.payments().stream().map(Payment::type).toList();
  }
}
