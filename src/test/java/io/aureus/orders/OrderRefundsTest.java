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
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.orders.OrderFact.PaymentAccepted;
import io.aureus.orders.OrderFact.PaymentConfirmed;
import io.aureus.orders.OrderFact.RefundMoved;
import io.aureus.orders.OrderFact.RemainderRequested;
import io.aureus.orders.OrderFact.WindowEnded;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Refunds, as far as one order is concerned. */
class OrderRefundsTest {
  private static final Instant LATE = NOON.plus(WINDOW).plusSeconds(1);

  private final List<Milestone> announced = new ArrayList<>();

  @Test
  void aRefundOfEverythingMakesTheOrderRefundedWhenItIsConfirmed() {
    Order asked = after(paid("100"), refund(1, USDT, "100"));
    assertThat(asked.state()).isEqualTo(OrderState.PAID);
    assertThat(Refundable.isOpen(asked)).isFalse();
    Order seen = after(asked, moved(1, OrderRefund.State.PENDING));
    assertThat(seen.state()).isEqualTo(OrderState.PAID);
    Order gone = after(seen, moved(1, OrderRefund.State.CONFIRMED));
    assertThat(gone.state()).isEqualTo(OrderState.REFUNDED);
    assertThat(gone.refunds()).extracting(OrderRefund::txHash).containsExactly("0xrefund1");
    Order again = after(gone, moved(1, OrderRefund.State.PENDING));
    assertThat(after(again, moved(1, OrderRefund.State.CONFIRMED)).state())
        .isEqualTo(OrderState.REFUNDED);
    assertThat(announced).containsOnlyOnce(Milestone.REFUNDED);
  }

  @Test
  void partsAddUpAndNeverToMoreThanCameIn() {
    Order half = after(paid("100"), refund(1, USDT, "60"));
    assertThat(Refundable.of(half).getFirst().left().text()).isEqualTo("40.0");
    assertThatThrownBy(() -> after(half, refund(2, USDT, "40.000001")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("at most 40.0");
    Order both = after(half, refund(2, USDT, "40"), moved(1, OrderRefund.State.CONFIRMED));
    assertThat(both.state()).isEqualTo(OrderState.PAID);
    assertThat(after(both, moved(2, OrderRefund.State.CONFIRMED)).state())
        .isEqualTo(OrderState.REFUNDED);
  }

  @Test
  void whatFailedIsThereAgain() {
    Order failed = after(paid("100"), refund(1, USDT, "100"), moved(1, OrderRefund.State.FAILED));
    assertThat(failed.state()).isEqualTo(OrderState.PAID);
    assertThat(Refundable.of(failed).getFirst().left().text()).isEqualTo("100.0");
    Order again = after(failed, refund(2, USDT, "100"), moved(2, OrderRefund.State.CONFIRMED));
    assertThat(again.state()).isEqualTo(OrderState.REFUNDED);
  }

  @Test
  void in7TheSurplusIsWhatCameBeyondThePrice() {
    Order over = paid("120");
    assertThat(Refundable.of(over).getFirst().surplus().text()).isEqualTo("20.0");
    Order part = after(over, refund(1, USDT, "5"));
    assertThat(Refundable.of(part).getFirst().surplus().text()).isEqualTo("15.0");
    Order more = after(over, refund(1, USDT, "50"));
    assertThat(Refundable.of(more).getFirst().surplus().isZero()).isTrue();
  }

  @Test
  void thePriceGoesBackOnceHoweverOftenItIsAskedFor() {
    Order over = paid("120");
    assertThat(Refundable.of(over).getFirst().owed().text()).isEqualTo("100.0");
    Order coins = after(over, refund(1, USDT, "100", OrderRefund.Kind.COIN_EQUAL));
    assertThat(Refundable.of(coins).getFirst().owed().isZero()).isTrue();
    assertThat(Refundable.of(coins).getFirst().surplus().text()).isEqualTo("20.0");
    Order part = after(over, refund(1, USDT, "30"));
    assertThat(Refundable.of(part).getFirst().owed().text()).isEqualTo("70.0");
    Order surplus = after(over, refund(1, USDT, "20", OrderRefund.Kind.SURPLUS));
    assertThat(Refundable.of(surplus).getFirst().owed().text()).isEqualTo("100.0");
    assertThat(Refundable.of(surplus).getFirst().surplus().isZero()).isTrue();
    Order failed = after(coins, moved(1, OrderRefund.State.FAILED));
    assertThat(Refundable.of(failed).getFirst().owed().text()).isEqualTo("100.0");
  }

  @Test
  void thePriceInFiatGoesBackOnceThoughTheCoinHasDoubledSince() {
    // Half of the coins are worth the whole price now.
    OrderFact whole =
        Orders.refund(
            1,
            OrderRefund.Kind.FIAT_EQUAL,
            Amount.ofDecimal(USDT, new BigDecimal("50")),
            new BigDecimal("100"));
    Order back = after(paid("100"), whole);
    assertThat(FiatOwed.of(back)).isZero();
    assertThatThrownBy(() -> RefundPlan.fiat(back, null))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("went back");
    assertThat(Refundable.of(back).getFirst().left().text()).isEqualTo("50.0");
    Order failed = after(back, moved(1, OrderRefund.State.FAILED));
    assertThat(RefundPlan.fiat(failed, null).text()).isEqualTo("100.0");
  }

  @Test
  void whatWentBackInCoinsIsTakenOffThePriceAtTheRateOfTheOrder() {
    Order part = after(paid("120"), refund(1, USDT, "30"));
    assertThat(FiatOwed.of(part)).isEqualByComparingTo("70");
    assertThat(RefundPlan.fiat(part, new BigDecimal("70")).text()).isEqualTo("70.0");
    assertThatThrownBy(() -> RefundPlan.fiat(part, new BigDecimal("70.01")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("at most 70.0");
    assertThat(FiatOwed.of(after(paid("120"), refund(1, USDT, "20", OrderRefund.Kind.SURPLUS))))
        .isEqualByComparingTo("100");
  }

  @Test
  void aRefundThatIsAskedForTwiceDoesNotTakeTheNextCoin() {
    Order both = after(paid("100"), seen(2, ETH, "1", NOON), new PaymentConfirmed(2));
    assertThat(RefundPlan.sums(both, null).cameIn().asset()).isEqualTo(USDT);
    Order back = after(both, refund(1, USDT, "100"));
    assertThatThrownBy(() -> RefundPlan.sums(back, null))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("say currency: ETH");
    assertThat(RefundPlan.sums(back, "ETH").left().text()).isEqualTo("1.0");
  }

  @Test
  void in11ASecondPaymentIsSurplusAndItsRefundLeavesTheOrderPaid() {
    Order twice = after(paid("100"), seen(2, USDT, "100", NOON), new PaymentConfirmed(2));
    assertThat(Refundable.of(twice).getFirst().surplus().text()).isEqualTo("100.0");
    Order back = after(twice, refund(1, USDT, "100"), moved(1, OrderRefund.State.CONFIRMED));
    assertThat(back.state()).isEqualTo(OrderState.PAID);
    assertThat(Refundable.isOpen(back)).isTrue();
  }

  @Test
  void in12AnotherAssetIsSurplusAsAWholeAndRefundedInItself() {
    Order wrong =
        after(
            Orders.waiting(), seen(1, ETH, "1", NOON), new PaymentConfirmed(1), new WindowEnded());
    Refundable sums = Refundable.of(wrong).getFirst();
    assertThat(sums.surplus()).isEqualTo(Amount.ofDecimal(ETH, BigDecimal.ONE));
    assertThatThrownBy(() -> after(wrong, refund(1, USDT, "1"))).isInstanceOf(Refusal.class);
    Order back = after(wrong, refund(1, ETH, "1"), moved(1, OrderRefund.State.CONFIRMED));
    assertThat(back.state()).isEqualTo(OrderState.REFUNDED);
  }

  @Test
  void anOrderThatMayStillBePaidIsNotRefunded() {
    Order half = after(Orders.waiting(), seen(1, USDT, "60", NOON), new PaymentConfirmed(1));
    assertThatThrownBy(() -> after(half, refund(1, USDT, "60")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("PENDING");
    Order ended = after(half, new WindowEnded());
    assertThat(after(ended, refund(1, USDT, "60")).refunds()).hasSize(1);
  }

  @Test
  void anOrderThatWasNotPaidIsNotRefunded() {
    Order unpaid = after(Orders.waiting(), new WindowEnded());
    assertThatThrownBy(() -> after(unpaid, refund(1, USDT, "1")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("nothing that is confirmed came in");
    Order unconfirmed = after(unpaid, seen(1, USDT, "100", LATE));
    assertThatThrownBy(() -> after(unconfirmed, refund(1, USDT, "1")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("nothing that is confirmed came in");
  }

  @Test
  void whatGoesBackCannotBeTakenForTheOrderAsWell() {
    Order late =
        after(
            Orders.waiting(),
            new WindowEnded(),
            seen(1, USDT, "100", LATE),
            new PaymentConfirmed(1));
    UUID payment = late.payments().getFirst().id();
    Order asked = after(late, refund(1, USDT, "1"));
    assertThatThrownBy(() -> after(asked, new PaymentAccepted(payment)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("only 99.0 USDT-ERC20 of what came is still here");
    Order failed = after(asked, moved(1, OrderRefund.State.FAILED));
    assertThat(after(failed, new PaymentAccepted(payment)).state()).isEqualTo(OrderState.RESOLVED);
  }

  @Test
  void noRestIsAskedForOfAnOrderThatIsRefunded() {
    Order partial =
        after(
            Orders.waiting(),
            seen(1, USDT, "60", NOON),
            new PaymentConfirmed(1),
            new WindowEnded(),
            refund(1, USDT, "10"));
    assertThatThrownBy(() -> after(partial, new RemainderRequested(quote(2, USDT, "40", "0xA", 1))))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("went back");
  }

  @Test
  void whatComesAfterTheRefundCanGoBackToo() {
    Order gone = after(paid("100"), refund(1, USDT, "100"), moved(1, OrderRefund.State.CONFIRMED));
    Order late = after(gone, seen(2, USDT, "7", LATE), new PaymentConfirmed(2));
    assertThat(late.state()).isEqualTo(OrderState.REFUNDED);
    assertThat(Refundable.isOpen(late)).isTrue();
    Order back = after(late, refund(2, USDT, "7"), moved(2, OrderRefund.State.CONFIRMED));
    assertThat(Refundable.isOpen(back)).isFalse();
    assertThat(announced).containsOnlyOnce(Milestone.REFUNDED);
  }

  private Order paid(String amount) {
    return after(Orders.waiting(), seen(1, USDT, amount, NOON), new PaymentConfirmed(1));
  }

  private static OrderFact refund(int no, Asset asset, String amount) {
    return Orders.refund(no, Amount.ofDecimal(asset, new BigDecimal(amount)));
  }

  private static OrderFact refund(int no, Asset asset, String amount, OrderRefund.Kind kind) {
    return Orders.refund(no, kind, Amount.ofDecimal(asset, new BigDecimal(amount)), null);
  }

  private static OrderFact moved(int no, OrderRefund.State state) {
    return new RefundMoved(new UUID(0, no), state, "0xrefund" + no, "");
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
}
