package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.Refusal;
import io.aureus.money.Amount;
import io.aureus.orders.OrderRefund;
import io.aureus.orders.OrderRefund.FeeBearer;
import io.aureus.orders.OrderRefund.Kind;
import io.aureus.testing.EvmNode;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Scenario OUT-13: money back to the payer. The invariants are checked after each story. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RefundJourneys {
  private static final String USDT = "USDT-ERC20";

  private Paybacks back;

  /** A node of the kind that is tested, with this chain id. */
  abstract EvmNode node(long chainId);

  @BeforeAll
  void open() {
    back = Paybacks.open(this::node);
  }

  @AfterAll
  void close() {
    if (back != null) {
      back.close();
    }
  }

  final Paybacks back() {
    return back;
  }

  @AfterEach
  void theBooksAgreeAndNoOrderGaveBackMoreThanItGot() {
    back.town().mustBalance();
    assertThat(
            back.count(
                """
                select count(*) from
                  (select order_id, asset, sum(units) as units from order_refund
                    where state <> 'FAILED' group by order_id, asset) back
                  left join
                  (select order_id, asset, sum(units) as units from payment
                    where state = 'CONFIRMED' group by order_id, asset) came
                  using (order_id, asset)
                 where came.units is null or back.units > came.units
                """))
        .isZero();
    assertThat(
            back.count(
                """
                select count(*) from order_refund r join payout p on p.id = r.payout_id
                 where r.order_id <> p.order_id or p.kind <> 'REFUND'
                    or r.units <> p.units
                       + case when r.fee_bearer = 'PAYER' then p.fee_units else 0 end
                    or (r.state = 'CONFIRMED') <> (p.state = 'CONFIRMED')
                    or (r.state = 'FAILED') <> (p.state in ('FAILED', 'CANCELLED'))
                """))
        .as("refunds that are not as their payout")
        .isZero();
  }

  @Test
  void out13InFullMakesTheOrderRefundedWhenItIsConfirmed() {
    Story story = back.paid(USDT, "25");
    int calls = story.callbacks().size();
    String payer = back.payer();
    assertThat(story.detail().get("refund").asBoolean()).isTrue();
    OrderRefund asked = back.refund(story, Kind.FULL, null, payer, FeeBearer.PAYER);
    assertThat(asked.amount().units()).isEqualTo(story.due());
    assertThat(story.detail().get("refund").asBoolean()).isFalse();
    assertThat(story.status()).isEqualTo("SUCCESS");
    assertThat(back.refundRow(story).get("status").asString()).isEqualTo("PENDING");
    back.mineUntil(story, "REFUNDED");
    assertThat(back.held(USDT, payer)).isEqualTo(asked.received().units());
    assertThat(asked.received().plus(asked.fee())).isEqualTo(asked.amount());
    assertThat(story.events()).containsOnlyOnce("order.refunded");
    JsonNode row = back.refundRow(story);
    assertThat(row.get("status").asString()).isEqualTo("SUCCESS");
    assertThat(row.get("amount").asString()).isEqualTo(asked.amount().text());
    assertThat(row.get("obtained").asString()).isEqualTo(asked.received().text());
    assertThat(row.get("to_addr").asString()).isEqualToIgnoringCase(payer);
    assertThat(row.get("tx_hash").asString()).startsWith("0x");
    assertThat(story.callbacks()).as("a refund calls no legacy URL").hasSize(calls);
    assertThatThrownBy(() -> back.refund(story, Kind.FULL, null, payer, FeeBearer.PAYER))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("all that came in");
    assertThat(back.words(story)).anyMatch(words -> words.contains("was asked for by token:1"));
    assertThat(back.words(story)).anyMatch(words -> words.contains("is confirmed"));
  }

  @Test
  void out13TwiceInPartsWithTheFeeOnTop() {
    Story story = back.paid(USDT, "20");
    String payer = back.payer();
    OrderRefund first = back.refund(story, Kind.PARTIAL, "7.5", payer, FeeBearer.MERCHANT);
    OrderRefund second = back.refund(story, Kind.FULL, null, payer, FeeBearer.MERCHANT);
    assertThat(first.amount().plus(second.amount()).units()).isEqualTo(story.due());
    assertThatThrownBy(() -> back.refund(story, Kind.PARTIAL, "0.000001", payer, FeeBearer.PAYER))
        .isInstanceOf(Refusal.class);
    back.mineUntil(story, "REFUNDED");
    assertThat(back.held(USDT, payer)).as("all of it, fees aside").isEqualTo(story.due());
    assertThat(story.types()).containsExactly("REFUND", "REFUND", "ORDER");
  }

  /** BTCPay 4812: only what was paid too much is to go back. */
  @Test
  void out13TheSurplusOnlyLeavesTheOrderPaid() {
    Story story = back.town().order("DAI-ERC20", "10");
    BigInteger surplus = story.due().divide(BigInteger.TWO);
    story.pay(story.due().add(surplus));
    back.town().mineToDepth();
    story.awaitStatus("SUCCESS");
    OrderRefund asked = back.refund(story, Kind.SURPLUS, null, back.payer(), FeeBearer.PAYER);
    assertThat(asked.amount().units()).isEqualTo(surplus);
    back.mineUntilDone(story);
    assertThat(story.status()).isEqualTo("SUCCESS");
    assertThat(story.detail().get("refund").asBoolean()).isTrue();
    assertThatThrownBy(() -> back.refund(story, Kind.SURPLUS, null, back.payer(), FeeBearer.PAYER))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("no surplus is left");
  }

  /** BTCPay 4812, 890: the payer gets the coins that he was asked for, whatever they are worth. */
  @Test
  void out13TheCoinsThatWereAskedForAndNoneOfTheSurplus() {
    Story story = back.town().order(USDT, "12");
    BigInteger surplus = BigInteger.valueOf(3_000_000);
    story.pay(story.due().add(surplus));
    back.town().mineToDepth();
    story.awaitStatus("SUCCESS");
    OrderRefund asked = back.refund(story, Kind.COIN_EQUAL, null, back.payer(), FeeBearer.PAYER);
    assertThat(asked.amount().units()).isEqualTo(story.due());
    back.mineUntilDone(story);
    assertThat(story.status()).as("the surplus is still here").isEqualTo("SUCCESS");
    assertThatThrownBy(
            () -> back.refund(story, Kind.COIN_EQUAL, null, back.payer(), FeeBearer.PAYER))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("went back or are on their way back", "PARTIAL");
    OrderRefund rest = back.refund(story, Kind.SURPLUS, null, back.payer(), FeeBearer.PAYER);
    assertThat(rest.amount().units()).isEqualTo(surplus);
    back.mineUntil(story, "REFUNDED");
  }

  /** BTCPay 890: at today's rate, or the coins that came. */
  @Test
  void out13AsMuchAsThePriceIsWorthTodayButNoMoreThanCame() {
    Story story = back.paid("ETH", "30");
    Amount worth = back.preview(story, Kind.FIAT_EQUAL, "15").amount();
    assertThat(worth.units()).isBetween(story.due().divide(BigInteger.TWO), story.due());
    OrderRefund part = back.refund(story, Kind.FIAT_EQUAL, "15", back.payer(), FeeBearer.PAYER);
    assertThat(part.amount()).isEqualTo(worth);
    OrderRefund rest = back.refund(story, Kind.FIAT_EQUAL, null, back.payer(), FeeBearer.PAYER);
    assertThat(part.amount().plus(rest.amount()).units()).isEqualTo(story.due());
    back.mineUntil(story, "REFUNDED");
  }

  @Test
  void out13ToABadAddressOrWithABadAmountReservesNothing() {
    Story story = back.paid(USDT, "5");
    Amount before = back.reserved(USDT);
    String own = story.address();
    for (String wrong :
        List.of(
            "0x123",
            Town.BLOCKED,
            "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu",
            "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD",
            own,
            back.town().contract(USDT))) {
      assertThatThrownBy(() -> back.refund(story, Kind.FULL, null, wrong, FeeBearer.PAYER))
          .as(wrong)
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("address");
    }
    for (String wrong : List.of("0", "-1", "0.0000001", "1e-40", "6", "1e40")) {
      assertThatThrownBy(
              () -> back.refund(story, Kind.PARTIAL, wrong, back.payer(), FeeBearer.PAYER))
          .as(wrong)
          .isInstanceOf(Refusal.class);
    }
    assertThatThrownBy(() -> back.refund(story, Kind.FULL, null, null, FeeBearer.PAYER))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("refund link");
    assertThat(back.reserved(USDT)).isEqualTo(before);
    assertThat(back.order(story).refunds()).isEmpty();
  }

  @Test
  void out13OfAnOrderThatWasNotPaidOrMayStillBe() {
    Story unpaid = back.town().order("ETH", "18");
    assertThatThrownBy(() -> back.refund(unpaid, Kind.FULL, null, back.payer(), FeeBearer.PAYER))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("PENDING");
    unpaid.endWindow();
    unpaid.awaitStatus("OVERDUE");
    assertThatThrownBy(() -> back.refund(unpaid, Kind.FULL, null, back.payer(), FeeBearer.PAYER))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("nothing that is confirmed came in");
  }
}
