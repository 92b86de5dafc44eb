package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.merchants.DepthBand;
import io.aureus.merchants.MerchantDepths;
import io.aureus.money.FiatAmount;
import io.aureus.orders.OrderBook;
import io.aureus.orders.OrderId;
import io.aureus.testing.CoinNode;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A shop that waits for less where little is at stake: up to 20 dollars a payment counts when it is
 * seen, up to 50 after one block, above that after three, where two are final.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EarlyCoinJourneys {
  private CoinTown town;

  abstract CoinNode node();

  final CoinTown town() {
    return town;
  }

  @BeforeAll
  void open() {
    CoinNode node = node();
    String least = "aureus.depths.least." + node.chain().toLowerCase(Locale.ROOT);
    town = new CoinTown(node, Map.of(least, "0"), Map.of());
  }

  @AfterAll
  void close() {
    if (town != null) {
      town.close();
    }
  }

  @BeforeEach
  void theShopSetsItsBands() {
    risk("1000");
    band("20", 0);
    band("50", 1);
    band(null, 3);
  }

  @AfterEach
  void theBooksAgreeWithTheChain() {
    town.mineToDepth();
    town.mustBalance();
  }

  private MerchantDepths depths() {
    return town.gateway().bean(MerchantDepths.class);
  }

  private void risk(String most) {
    depths().risk(town.merchant(), new FiatAmount("USD", new BigDecimal(most)));
  }

  private void band(String upTo, int confirmations) {
    depths()
        .add(
            town.merchant(),
            new DepthBand(
                town.node().chain(),
                upTo == null ? null : new BigDecimal(upTo),
                upTo == null ? "" : "USD",
                confirmations));
  }

  private String payForGood(Story story) {
    return town.node().payForGood(story.address(), story.due().longValueExact());
  }

  private boolean isReversed(Story story) {
    return town.gateway()
        .bean(OrderBook.class)
        .find(new OrderId(story.id()))
        .orElseThrow()
        .reversed();
  }

  @Test
  void aSmallPaymentThatWillNotBeReplacedCountsBeforeAnyBlock() {
    Story story = town.order("12");
    payForGood(story);
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
    assertThat(story.events()).doesNotContain("payment.confirmed");
    town.mineToDepth();
    story.awaitEvent("payment.confirmed");
    story.awaitSuccessCallbacks(1);
  }

  @Test
  void onePaymentThatSaysThatItMayBeReplacedWaitsForABlock() {
    Story story = town.order("13");
    story.pay(story.due());
    story.awaitDoubt("REPLACEABLE");
    assertThat(story.status()).isEqualTo("PENDING");
    town.mine(1);
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
    assertThat(story.events()).doesNotContain("payment.confirmed");
  }

  @Test
  void aMiddlingPaymentCountsAfterOneBlockAndALargeOneAfterThree() {
    Story middling = town.order("40");
    Story large = town.order("90");
    payForGood(middling);
    payForGood(large);
    middling.awaitEvent("payment.seen");
    large.awaitEvent("payment.seen");
    assertThat(middling.status()).isEqualTo("PENDING");
    town.mine(1);
    middling.awaitStatus("SUCCESS");
    town.mine(1);
    large.awaitEvent("payment.confirmed");
    assertThat(large.status()).isEqualTo("PENDING");
    town.mine(1);
    large.awaitStatus("SUCCESS");
    middling.awaitSuccessCallbacks(1);
    large.awaitSuccessCallbacks(1);
  }

  @Test
  void whatHeldWhenTheOrderWasQuotedHoldsThoughTheShopChangesItsMind() {
    Story story = town.order("14");
    band("20", 1);
    payForGood(story);
    story.awaitStatus("SUCCESS");
    Story next = town.order("14");
    payForGood(next);
    next.awaitEvent("payment.seen");
    ChainTime.sleep(1500);
    assertThat(next.status()).isEqualTo("PENDING");
  }

  @Test
  void beyondWhatTheShopRisksAtATimePaymentsWait() {
    risk("25");
    Story first = town.order("15");
    Story second = town.order("15");
    payForGood(first);
    first.awaitStatus("SUCCESS");
    payForGood(second);
    second.awaitDoubt("TOO_MUCH_AT_RISK");
    assertThat(second.status()).isEqualTo("PENDING");
    town.mine(1);
    second.awaitStatus("SUCCESS");
    Story third = town.order("15");
    payForGood(third);
    third.awaitStatus("SUCCESS");
  }

  @Test
  void aPaymentThatCountedAndIsReplacedIsReversedAndNeverSilent() {
    Story story = town.order("16");
    String txid = payForGood(story);
    story.awaitStatus("SUCCESS");
    takeBack(txid);
    story.awaitEvent("payment.reversed");
    assertThat(story.status()).isEqualTo("SUCCESS");
    assertThat(isReversed(story)).isTrue();
    story.awaitSuccessCallbacks(1);
  }

  @Test
  void aPaymentThatCountedAfterOneBlockAndIsReorganisedAwayForGoodIsReversed() {
    Story story = town.order("41");
    String txid = payForGood(story);
    town.mine(1);
    story.awaitStatus("SUCCESS");
    town.node().reorg(1, CoinNode.Fate.WAITING);
    takeBack(txid);
    story.awaitEvent("payment.reversed");
    assertThat(story.status()).isEqualTo("SUCCESS");
    assertThat(isReversed(story)).isTrue();
  }

  /** The payer spends the same coins himself, at a higher fee. */
  void takeBack(String txid) {
    town.node().replace(txid, Map.of());
  }
}
