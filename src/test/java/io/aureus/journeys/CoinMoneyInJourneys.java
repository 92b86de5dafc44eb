package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.CoinNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/**
 * The usual scenarios of money in on a chain of coins, told from outside: the order by the public
 * API, the payment on the chain, the callback at the shop. Run on every kind of node. After each
 * story the invariants are checked.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CoinMoneyInJourneys {
  private CoinTown town;

  /** A node of the kind that is tested. */
  abstract CoinNode node();

  /** The gateway that reads it. */
  CoinTown found() {
    return new CoinTown(node());
  }

  final CoinTown town() {
    return town;
  }

  @BeforeAll
  void open() {
    town = found();
  }

  @AfterAll
  void close() {
    if (town != null) {
      town.close();
    }
  }

  @AfterEach
  void theBooksAgreeWithTheChain() {
    town.mustBalance();
  }

  @Test
  void in1ExactAmountIsSeenInTheMempoolAndSucceedsAtTheRequiredDepth() {
    Story story = town.order("18");
    BigInteger due = story.due();
    long began = System.nanoTime();
    story.pay(due);
    story.awaitEvent("payment.seen");
    long millis = (System.nanoTime() - began) / 1_000_000;
    System.out.printf("%s: shown %d ms after it was sent%n", getClass().getSimpleName(), millis);
    // Two seconds are promised; a loaded machine gets more.
    assertThat(millis).isLessThan(10_000);
    assertThat(story.status()).isEqualTo("PENDING");
    assertThat(story.callbacks()).isEmpty();
    town.mine(1);
    assertThat(story.status()).isEqualTo("PENDING");
    town.mineToDepth();
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
    assertThat(story.types()).containsExactly("ORDER");
    assertThat(story.detail().get("obtained").asString()).isEqualTo(story.text("amount"));
  }

  @Test
  void in2TwoPaymentsThatAddUp() {
    Story story = town.order("20");
    BigInteger half = story.due().divide(BigInteger.TWO);
    BigInteger rest = story.due().subtract(half);
    story.pay(half);
    town.mineToDepth();
    story.awaitEvent("payment.confirmed");
    assertThat(story.status()).isEqualTo("PENDING");
    story.pay(rest);
    town.mineToDepth();
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
    assertThat(story.types()).containsExactlyInAnyOrder("ORDER", "REST");
  }

  @Test
  void in3OneTransactionPaysTwoOrders() {
    Story first = town.order("5");
    Story second = town.order("7");
    town.node()
        .pay(
            Map.of(
                first.address(), first.due().longValueExact(),
                second.address(), second.due().longValueExact()));
    town.mineToDepth();
    first.awaitStatus("SUCCESS");
    second.awaitStatus("SUCCESS");
    first.awaitSuccessCallbacks(1);
    second.awaitSuccessCallbacks(1);
    assertThat(first.detail().get("tx_hash")).isEqualTo(second.detail().get("tx_hash"));
  }

  @Test
  void in4ShortByNoMoreThanTheTolerance() {
    Story story = town.order("100");
    story.pay(thousandths(story, 996));
    town.mineToDepth();
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
    assertThat(new BigDecimal(story.text("obtained")))
        .isLessThan(new BigDecimal(story.text("amount")));
  }

  @Test
  void in5and6ShortByMoreIsPartialAndTheRestMakesItsSuccess() {
    Story story = town.order("100");
    BigInteger part = thousandths(story, 900);
    BigInteger rest = story.due().subtract(part);
    story.pay(part);
    town.mineToDepth();
    story.awaitEvent("payment.confirmed");
    story.endWindow();
    story.awaitStatus("PARTIAL");
    assertThat(story.types()).containsExactly("UNKNOWN");
    assertThat(story.callbacks()).isEmpty();
    JsonNode asked = town.shop().post("/api/v2/order/remaining/" + story.id(), Map.of());
    assertThat(asked.get("code").asInt()).isZero();
    story.pay(rest);
    town.mineToDepth();
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
    assertThat(story.types()).containsExactlyInAnyOrder("ORDER", "REST");
  }

  @Test
  void in7MoreThanAskedSucceedsWithTheSurplusShown() {
    Story story = town.order("10");
    story.pay(story.due().multiply(BigInteger.TWO));
    town.mineToDepth();
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
    assertThat(new BigDecimal(story.text("obtained")))
        .isEqualByComparingTo(new BigDecimal(story.text("amount")).multiply(new BigDecimal(2)));
  }

  @Test
  void in8SeenInTheMempoolInTheWindowAndConfirmedAfterItSucceeds() {
    Story story = town.order("18");
    String txid = story.pay(story.due());
    story.awaitEvent("payment.seen");
    // Empty blocks pass the deadline while the payment waits.
    town.node().evict(txid);
    story.awaitPage("Pay again only if your wallet shows it as failed");
    story.endWindow();
    story.awaitPage("ask the shop before you pay again");
    town.node().resubmit(txid);
    story.awaitPage("Seen, not in a block yet");
    town.mineToDepth();
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
    assertThat(story.timeoutCallbacks()).isEmpty();
  }

  @Test
  void in9NothingComesIsOverdueAndCallsTheTimeoutOnce() {
    Story story = town.order("18");
    story.endWindow();
    story.awaitStatus("OVERDUE");
    story.awaitTimeoutCallbacks(1);
    assertThat(story.callbacks()).isEmpty();
  }

  final BigInteger thousandths(Story story, long share) {
    return story.due().multiply(BigInteger.valueOf(share)).divide(BigInteger.valueOf(1000));
  }
}
