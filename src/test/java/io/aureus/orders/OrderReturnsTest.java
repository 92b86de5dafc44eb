package io.aureus.orders;

import static io.aureus.orders.Orders.ETH;
import static io.aureus.orders.Orders.NOON;
import static io.aureus.orders.Orders.USDT;
import static io.aureus.orders.Orders.WINDOW;
import static io.aureus.orders.Orders.quote;
import static io.aureus.orders.Orders.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.orders.OrderFact.CoinChosen;
import io.aureus.orders.OrderFact.PaymentAccepted;
import io.aureus.orders.OrderFact.PaymentConfirmed;
import io.aureus.orders.OrderFact.PaymentDropped;
import io.aureus.orders.OrderFact.PaymentReversed;
import io.aureus.orders.OrderFact.WindowEnded;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What comes back, and what comes in another coin than the last one chosen. */
class OrderReturnsTest {
  private static final Instant LATE = NOON.plus(WINDOW).plusSeconds(1);

  @Test
  void in18APaymentThatComesBackStillCountsInAPartialOrder() {
    Order back =
        after(
            Orders.waiting(),
            seen(1, USDT, "90", NOON),
            new WindowEnded(),
            new PaymentDropped(1),
            seen(1, USDT, "90", NOON));
    assertThat(back.state()).isEqualTo(OrderState.PARTIAL);
    assertThat(types(back)).containsExactly(Payment.Type.ORDER);
    assertThat(Standing.missing(back, back.quotes().getFirst()).text()).isEqualTo("10.0");
  }

  @Test
  void in20APaymentThatTheMerchantTookStaysTakenWhenItComesBack() {
    Order late =
        after(
            Orders.waiting(),
            new WindowEnded(),
            seen(1, USDT, "100", LATE),
            new PaymentConfirmed(1));
    Order back =
        after(
            late,
            new PaymentAccepted(late.payments().getFirst().id()),
            new PaymentReversed(1),
            seen(1, USDT, "100", LATE),
            new PaymentConfirmed(1));
    assertThat(types(back)).containsExactly(Payment.Type.RESOLVED);
    assertThat(back.payments().getFirst().fee().text()).isEqualTo("0.8");
    assertThat(back.reversed()).isFalse();
  }

  @Test
  void in26TheCoinThatMostWasPaidInIsTheOneThatTheOrderIsKnownBy() {
    Order both =
        after(
            Orders.waiting(),
            new CoinChosen(quote(2, ETH, "0.04", "0xA", 0)),
            seen(1, ETH, "0.036", NOON),
            seen(2, USDT, "1", NOON));
    assertThat(both.principalQuote().orElseThrow().amount().asset()).isEqualTo(ETH);
    Order paid =
        after(both, seen(3, ETH, "0.004", NOON), new PaymentConfirmed(2), new PaymentConfirmed(1));
    Order whole = after(paid, new PaymentConfirmed(3));
    assertThat(whole.state()).isEqualTo(OrderState.PAID);
    OrderInformation told = OrderInformations.of(whole);
    assertThat(told.currency()).isEqualTo("ETH");
    assertThat(told.obtained()).isEqualTo("0.03968");
  }

  @Test
  void in16ADroppedCoinIsNotTheOneThatIsWaitedFor() {
    Order changed =
        after(
            Orders.waiting(),
            seen(1, USDT, "100", NOON),
            new PaymentDropped(1),
            new CoinChosen(quote(2, ETH, "0.04", "0xB", 0)));
    assertThat(changed.principalQuote().orElseThrow().amount().asset()).isEqualTo(ETH);
  }

  private static Order after(Order order, OrderFact... facts) {
    Order next = order;
    for (OrderFact fact : facts) {
      next = OrderLifecycle.apply(next, fact, LATE).order();
    }
    return next;
  }

  private static List<Payment.Type> types(Order order) {
    return order.payments().stream().map(Payment::type).toList();
  }
}
