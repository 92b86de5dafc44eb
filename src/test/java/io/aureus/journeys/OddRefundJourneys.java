package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.Refusal;
import io.aureus.orders.OrderRefund;
import io.aureus.orders.OrderRefund.FeeBearer;
import io.aureus.orders.OrderRefund.Kind;
import io.aureus.orders.RefundLinks;
import io.aureus.orders.Refundable;
import io.aureus.orders.Refunds;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Refunds of what did not come as it should, at once, and undone. */
abstract class OddRefundJourneys extends RefundJourneys {
  private static final String USDT = "USDT-ERC20";

  @Test
  void in10ALatePaymentGoesBackAndTheOrderIsRefunded() {
    Story story = back().town().order(USDT, "12");
    story.endWindow();
    story.awaitStatus("OVERDUE");
    story.pay(story.due());
    back().town().mineToDepth();
    story.awaitEvent("payment.confirmed");
    back().refund(story, Kind.FULL, null, back().payer(), FeeBearer.PAYER);
    back().mineUntil(story, "REFUNDED");
    assertThat(story.callbacks()).isEmpty();
  }

  @Test
  void in12AWrongAssetGoesBackInItself() {
    Story story = back().paid(USDT, "6");
    BigInteger wrong = BigInteger.valueOf(9_000_000);
    back().town().node().payToken(back().town().contract("USDC-ERC20"), story.address(), wrong);
    back().town().mineToDepth();
    Paybacks.awaitTrue(() -> Refundable.of(back().order(story)).size() == 2);
    OrderRefund asked =
        back()
            .request(
                story,
                Paybacks.wish(Kind.FULL, "USDC-ERC20", null, back().payer(), FeeBearer.PAYER));
    assertThat(asked.amount().units()).isEqualTo(wrong);
    back().mineUntilDone(story);
    assertThat(story.status()).isEqualTo("SUCCESS");
  }

  @Test
  void out13TwoHundredAtOnceGiveBackExactlyWhatCameIn() throws Exception {
    Story story = back().paid(USDT, "50");
    List<OrderRefund> given = new ArrayList<>();
    int refused = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<OrderRefund>> asked = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        asked.add(
            threads.submit(
                () -> back().refund(story, Kind.PARTIAL, "7", back().payer(), FeeBearer.PAYER)));
      }
      for (Future<OrderRefund> one : asked) {
        try {
          given.add(one.get());
        } catch (ExecutionException e) {
          assertThat(e.getCause())
              .isInstanceOf(Refusal.class)
              .hasMessageContaining("49.0 went back");
          refused++;
        }
      }
    }
    assertThat(given).hasSize(7);
    assertThat(refused).isEqualTo(193);
    given.add(back().refund(story, Kind.FULL, null, back().payer(), FeeBearer.PAYER));
    back().mineUntil(story, "REFUNDED");
    BigInteger back =
        given.stream().map(one -> one.amount().units()).reduce(BigInteger.ZERO, BigInteger::add);
    assertThat(back).isEqualTo(story.due());
    assertThat(story.events()).containsOnlyOnce("order.refunded");
  }

  @Test
  void theSameRequestGivesTheSameRefund() {
    Story story = back().paid(USDT, "8");
    Refunds.Wish wish =
        new Refunds.Wish(
            Kind.FULL, null, null, back().payer(), FeeBearer.PAYER, "ref-" + story.id(), "token:1");
    OrderRefund first = back().request(story, wish);
    assertThat(back().request(story, wish).id()).isEqualTo(first.id());
    assertThat(back().order(story).refunds()).hasSize(1);
    back().mineUntil(story, "REFUNDED");
  }

  @Test
  void anAddressFromTheRefundLinkIsTakenAndStandsFromThenOn() {
    Story story = back().paid(USDT, "9");
    RefundLinks links = back().town().gateway().bean(RefundLinks.class);
    RefundLinks.Made ended = links.make(back().town().merchant(), Paybacks.id(story), null);
    RefundLinks.Made made = links.make(back().town().merchant(), Paybacks.id(story), null);
    assertThat(links.find(ended.token())).as("a newer link ends the older").isEmpty();
    assertThatThrownBy(() -> links.give(made.token(), "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("Bitcoin");
    links.give(made.token(), back().payer());
    String payer = back().payer();
    links.give(made.token(), payer);
    OrderRefund asked = back().refund(story, Kind.FULL, null, null, FeeBearer.PAYER);
    assertThat(asked.destination()).isEqualToIgnoringCase(payer);
    assertThatThrownBy(() -> links.give(made.token(), back().payer()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("stands");
    back().mineUntil(story, "REFUNDED");
    assertThat(back().held(USDT, payer)).isEqualTo(asked.received().units());
  }

  @Test
  void aRefundThatTheChainUndoesIsOfferedAgainAndNotToldTwice() {
    Story story = back().paid(USDT, "11");
    // Else the sweep that it is paid out of is undone too, and may come back after it.
    back().fund(USDT, "11");
    back().town().mine(Town.DEPTH + 2);
    String payer = back().payer();
    OrderRefund asked = back().refund(story, Kind.FULL, null, payer, FeeBearer.PAYER);
    back().mineUntil(story, "REFUNDED");
    back().town().node().reorg(Town.DEPTH + 2, false);
    back().town().mine(1);
    Paybacks.awaitTrue(
        () -> back().order(story).refunds().getFirst().state() == OrderRefund.State.PENDING);
    back().mineUntilDone(story);
    assertThat(story.status()).isEqualTo("REFUNDED");
    assertThat(story.events()).containsOnlyOnce("order.refunded");
    assertThat(back().held(USDT, payer)).isEqualTo(asked.received().units());
  }
}
