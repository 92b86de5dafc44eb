package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.Refusal;
import io.aureus.ledger.Account;
import io.aureus.orders.OrderId;
import io.aureus.orders.OrderRefund;
import io.aureus.orders.OrderRefund.FeeBearer;
import io.aureus.orders.OrderRefund.Kind;
import io.aureus.orders.Refunds;
import io.aureus.payouts.PayoutId;
import io.aureus.payouts.PayoutState;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** OUT-13 in coins: money back to the payer. */
abstract class CoinRefundJourneys extends CoinPayoutStories {
  @Test
  void out13AnOrderIsRefundedInPartAndThenInFull() {
    earn("100");
    Story story = earn("200");
    String payer = receiver();
    BigDecimal part = new BigDecimal("0.0001");
    OrderRefund first = refund(story, Kind.PARTIAL, part, payer, FeeBearer.MERCHANT);
    OrderRefund rest = refund(story, Kind.FULL, null, payer, FeeBearer.PAYER);
    assertThat(first.amount().plus(rest.amount()).units()).isEqualTo(story.due());
    assertThat(rest.received().plus(rest.fee())).isEqualTo(rest.amount());
    awaitTrue(
        () -> {
          pause(300);
          town().mine(1);
          return story.status().equals("REFUNDED");
        },
        story::transactions);
    for (OrderRefund one : List.of(first, rest)) {
      assertThat(paying(payer, one.received().units().longValueExact())).hasSize(1);
    }
    assertThat(story.events()).containsOnlyOnce("order.refunded");
    assertThatThrownBy(() -> refund(story, Kind.FULL, null, payer, FeeBearer.PAYER))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("all that came in");
  }

  @Test
  void out13OfTheSurplusOnlyAndOfAnOrderThatIsNotPaidNothing() {
    earn("100");
    Story story = town().order("40");
    BigInteger due = story.due();
    String payer = receiver();
    assertThatThrownBy(() -> refund(story, Kind.FULL, null, payer, FeeBearer.PAYER))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("paid");
    story.pay(due.multiply(BigInteger.TWO));
    town().mineToDepth();
    story.awaitStatus("SUCCESS");
    OrderRefund surplus = refund(story, Kind.SURPLUS, null, payer, FeeBearer.MERCHANT);
    assertThat(surplus.amount().units()).isEqualTo(due);
    mineUntil(new PayoutId(surplus.id().toString()), PayoutState.CONFIRMED);
    assertThat(paying(payer, due.longValueExact())).hasSize(1);
    assertThat(story.status()).isEqualTo("SUCCESS");
    assertThatThrownBy(() -> refund(story, Kind.SURPLUS, null, payer, FeeBearer.MERCHANT))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("no surplus is left");
  }

  @Test
  void out13ToABadAddressOrWithABadAmountReservesNothing() {
    Story story = earn("50");
    for (String wrong : List.of("", "bc1q", "0x70997970C51812dc3A010C7d01b50e0d17dc79C8", hot())) {
      assertThatThrownBy(() -> refund(story, Kind.FULL, null, wrong, FeeBearer.PAYER))
          .as(wrong)
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("address");
    }
    for (String wrong : List.of("0", "-1", "0.000000001", "0.00000001", "1000")) {
      BigDecimal amount = new BigDecimal(wrong);
      assertThatThrownBy(() -> refund(story, Kind.PARTIAL, amount, receiver(), FeeBearer.PAYER))
          .as(wrong)
          .isInstanceOf(Refusal.class);
    }
    assertThat(balance(Account.Kind.RESERVED)).isZero();
  }

  private OrderRefund refund(
      Story story, Kind kind, BigDecimal amount, String address, FeeBearer bearer) {
    return town()
        .gateway()
        .bean(Refunds.class)
        .request(
            town().merchant(),
            new OrderId(story.id()),
            new Refunds.Wish(kind, null, amount, address, bearer, null, "token:1"));
  }
}
