package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.EvmNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/**
 * The scenarios of money in, told from outside: the order by the public API, the payment on the
 * chain, the callback at the shop. Run on every kind of node. After each story the invariants are
 * checked.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MoneyInJourneys {
  private Town town;

  /** A node of the kind that is tested, with this chain id. */
  abstract EvmNode node(long chainId);

  @BeforeAll
  void open() {
    town = new Town(this::node);
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
  void in1ExactAmountInTheWindowSucceedsAtTheRequiredDepth() {
    Story story = town.order("ETH", "18");
    story.pay(story.due());
    town.mine(1);
    story.awaitEvent("payment.seen");
    assertThat(story.status()).isEqualTo("PENDING");
    assertThat(story.callbacks()).isEmpty();
    town.mineToDepth();
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
    assertThat(story.types()).containsExactly("ORDER");
    assertThat(story.detail().get("obtained").asString()).isEqualTo(story.text("amount"));
  }

  @Test
  void in1ATokenIsPaidLikeACoin() {
    Story story = town.order("USDT-ERC20", "18");
    story.pay(story.due());
    town.mineToDepth();
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
  }

  @Test
  void in2TwoPaymentsThatAddUp() {
    Story story = town.order("USDT-ERC20", "20");
    BigInteger half = story.due().divide(BigInteger.TWO);
    story.pay(half);
    town.mineToDepth();
    story.awaitEvent("payment.confirmed");
    assertThat(story.status()).isEqualTo("PENDING");
    story.pay(story.due().subtract(half));
    town.mineToDepth();
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
    assertThat(story.types()).containsExactlyInAnyOrder("ORDER", "REST");
  }

  @Test
  void in3OneTransactionPaysTwoOrders() {
    Story first = town.order("USDT-ERC20", "5");
    Story second = town.order("USDT-ERC20", "7");
    town.node()
        .payTokenInside(
            town.contract("USDT-ERC20"),
            Map.of(first.address(), first.due(), second.address(), second.due()));
    town.mineToDepth();
    first.awaitStatus("SUCCESS");
    second.awaitStatus("SUCCESS");
    first.awaitSuccessCallbacks(1);
    second.awaitSuccessCallbacks(1);
    assertThat(first.detail().get("tx_hash")).isEqualTo(second.detail().get("tx_hash"));
  }

  @Test
  void in4ShortByNoMoreThanTheTolerance() {
    Story story = town.order("USDT-ERC20", "100");
    BigInteger short04 = story.due().multiply(BigInteger.valueOf(996)).divide(thousand());
    story.pay(short04);
    town.mineToDepth();
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
    assertThat(new BigDecimal(story.text("obtained")))
        .isLessThan(new BigDecimal(story.text("amount")));
  }

  @Test
  void in5and6ShortByMoreIsPartialAndTheRestMakesItsSuccess() {
    Story story = town.order("USDT-ERC20", "100");
    BigInteger part = story.due().multiply(BigInteger.valueOf(900)).divide(thousand());
    story.pay(part);
    town.mineToDepth();
    story.awaitEvent("payment.confirmed");
    story.endWindow();
    story.awaitStatus("PARTIAL");
    assertThat(story.types()).containsExactly("UNKNOWN");
    assertThat(story.callbacks()).isEmpty();
    JsonNode asked = town.shop().post("/api/v2/order/remaining/" + story.id(), Map.of());
    assertThat(asked.get("code").asInt()).isZero();
    story.pay(story.due().subtract(part));
    town.mineToDepth();
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
    assertThat(story.types()).containsExactlyInAnyOrder("ORDER", "REST");
    assertThat(story.events()).contains("order.partial", "order.remaining_requested");
  }

  @Test
  void in7MoreThanAskedSucceedsWithTheSurplusShown() {
    Story story = town.order("USDC-ERC20", "10");
    story.pay(story.due().multiply(BigInteger.TWO));
    town.mineToDepth();
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
    assertThat(new BigDecimal(story.text("obtained")))
        .isEqualByComparingTo(new BigDecimal(story.text("amount")).multiply(new BigDecimal(2)));
  }

  @Test
  void in8SeenInTheWindowAndConfirmedAfterItSucceeds() {
    Story story = town.order("ETH", "18");
    story.pay(story.due());
    town.mine(1);
    story.awaitEvent("payment.seen");
    story.endWindow();
    town.mineToDepth();
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
    assertThat(story.timeoutCallbacks()).isEmpty();
  }

  @Test
  void in9NothingComesIsOverdueAndCallsTheTimeoutOnce() {
    Story story = town.order("ETH", "18");
    story.endWindow();
    story.awaitStatus("OVERDUE");
    story.awaitTimeoutCallbacks(1);
    assertThat(story.callbacks()).isEmpty();
  }

  @Test
  void in10PaidAfterOverdueIsOfferedToTheMerchantWhoTakesIt() {
    Story story = town.order("USDT-ERC20", "25");
    story.endWindow();
    story.awaitStatus("OVERDUE");
    story.pay(story.due());
    town.mineToDepth();
    story.awaitEvent("payment.confirmed");
    assertThat(story.status()).isEqualTo("OVERDUE");
    assertThat(story.types()).containsExactly("UNKNOWN");
    assertThat(story.callbacks()).isEmpty();
    String payment = story.transactions().getFirst().get("tx_id").asString();
    JsonNode taken =
        town.shop().post("/api/v2/order/resolve/" + story.id(), Map.of("tx_id", payment));
    assertThat(taken.get("code").asInt()).as(taken.toString()).isZero();
    story.awaitStatus("RESOLVED");
    story.awaitSuccessCallbacks(1);
    assertThat(story.types()).containsExactly("RESOLVED");
    JsonNode again =
        town.shop().post("/api/v2/order/resolve/" + story.id(), Map.of("tx_id", payment));
    assertThat(again.get("code").asInt()).isEqualTo(409);
  }

  @Test
  void in11ASecondPaymentToAPaidOrderIsUnknown() {
    Story story = town.order("USDT-ERC20", "5");
    story.pay(story.due());
    town.mineToDepth();
    story.awaitStatus("SUCCESS");
    story.pay(story.due());
    town.mineToDepth();
    story.awaitEvent("payment.unknown");
    assertThat(story.status()).isEqualTo("SUCCESS");
    assertThat(story.types()).containsExactlyInAnyOrder("ORDER", "UNKNOWN");
    story.awaitSuccessCallbacks(1);
  }

  @Test
  void in12TheRightAddressAndTheWrongAsset() {
    Story story = town.order("USDT-ERC20", "5");
    town.node().payToken(town.contract("USDC-ERC20"), story.address(), story.due());
    town.mineToDepth();
    story.awaitEvent("payment.unknown");
    assertThat(story.status()).isEqualTo("PENDING");
    JsonNode payment = story.transactions().getFirst();
    assertThat(payment.get("currency").asString()).isEqualTo("USDC-ERC20");
    assertThat(story.callbacks()).isEmpty();
  }

  @Test
  void in13ATokenThatIsNotListedIsNotCredited() {
    Story story = town.order("USDT-ERC20", "5");
    String stranger = town.node().deployToken("USDT", 6);
    town.node().payToken(stranger, story.address(), story.due());
    town.mineToDepth();
    Story witness = town.order("USDT-ERC20", "5");
    witness.pay(witness.due());
    town.mineToDepth();
    witness.awaitStatus("SUCCESS");
    assertThat(story.status()).isEqualTo("PENDING");
    assertThat(story.transactions()).isEmpty();
  }

  @Test
  void in14PaidOnAnotherChainThatIsWatchedToo() {
    Story story = town.order("ETH", "18");
    town.otherNode().pay(story.address(), story.due());
    town.mineOtherToDepth();
    story.awaitEvent("payment.unknown");
    assertThat(story.status()).isEqualTo("PENDING");
    JsonNode payment = story.transactions().getFirst();
    assertThat(payment.get("chain").asString()).isEqualTo("BNB");
    assertThat(payment.get("currency").asString()).isEqualTo("BNB");
  }

  @Test
  void in15FailedAndEmptyTransfersAreNothingAndInnerCallsAreEverything() {
    Story failed = town.order("USDT-ERC20", "5");
    town.node().payTooMuch(town.contract("USDT-ERC20"), failed.address());
    town.node().payToken(town.contract("USDT-ERC20"), failed.address(), BigInteger.ZERO);
    Story empty = town.order("ETH", "5");
    town.node().pay(empty.address(), BigInteger.ZERO);
    Story inner = town.order("USDT-ERC20", "6");
    town.node().payTokenInside(town.contract("USDT-ERC20"), Map.of(inner.address(), inner.due()));
    Story innerCoin = town.order("ETH", "7");
    town.node().payInside(Map.of(innerCoin.address(), innerCoin.due()));
    town.mineToDepth();
    inner.awaitStatus("SUCCESS");
    innerCoin.awaitStatus("SUCCESS");
    innerCoin.awaitSuccessCallbacks(1);
    assertThat(failed.transactions()).isEmpty();
    assertThat(empty.transactions()).isEmpty();
  }

  @Test
  void in16to18NeedAMempoolThatReplacesWhichAnAccountChainDoesNotShow() {
    // Replacement on an account chain happens before a block; what is read here is in a block.
    Story story = town.order("ETH", "18");
    story.pay(story.due());
    assertThat(story.transactions()).as("nothing is seen before a block").isEmpty();
    town.mineToDepth();
    story.awaitStatus("SUCCESS");
  }

  @Test
  void in19MinedReorganisedAndMinedAgainIsOnePayment() {
    Story story = town.order("USDT-ERC20", "5");
    story.pay(story.due());
    town.mine(1);
    story.awaitEvent("payment.seen");
    town.node().reorg(1, true);
    town.mineToDepth();
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
    assertThat(story.types()).containsExactly("ORDER");
  }

  @Test
  void in20ConfirmedAndThenReorganisedAwayIsFlaggedAndReversed() {
    Story story = town.order("USDT-ERC20", "5");
    story.pay(story.due());
    town.mineToDepth();
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
    town.node().reorg(Town.DEPTH + 1, false);
    town.mineToDepth();
    story.awaitEvent("payment.reversed");
    assertThat(story.status()).isEqualTo("SUCCESS");
    assertThat(story.transactions().getFirst().get("status").asString()).isEqualTo("FAILED");
    assertThat(story.callbacks()).hasSize(1);
  }

  @Test
  void in21NoOrderIsLateWhileItsNodeIsAway() {
    Story story = town.order("USDT-ERC20", "5");
    town.cutTheLine();
    try {
      story.pay(story.due());
      town.mineToDepth();
      town.letTheClockCatchUp();
      story.endWindow();
      town.pause();
      assertThat(story.status()).isEqualTo("PENDING");
    } finally {
      town.mendTheLine();
    }
    town.mine(1);
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
    assertThat(story.timeoutCallbacks()).isEmpty();
  }

  @Test
  void in25WithOneCoinEnabledPayUrlMakesTheOrderAtOnce() {
    town.enable(List.of("USDC-ERC20"));
    try {
      JsonNode made =
          town.shop().created("/api/order/pay-url", Map.of("price", "9.5", "currency", "usd"));
      String id = made.get("order_id").asString();
      assertThat(made.get("pay_url").asString()).endsWith("/#/cashier/" + id);
      assertThat(town.shop().detail(id).get("currency").asString()).isEqualTo("USDC-ERC20");
    } finally {
      town.enable(town.everyAsset());
    }
    JsonNode open =
        town.shop().created("/api/order/pay-url", Map.of("price", "9.5", "currency", "USD"));
    assertThat(open.get("order_id").isNull()).isTrue();
  }

  @Test
  void in26TheFirstAddressIsPaidAfterTheCoinWasChanged() {
    Map<String, Object> wish = new HashMap<>();
    wish.put("price", 30);
    wish.put("currency", "USD");
    Story story = town.checkout(wish, "USDT-ERC20");
    BigInteger first = story.due();
    String firstAddress = story.address();
    story.change("ETH");
    assertThat(story.address()).isNotEqualTo(firstAddress);
    town.node().payToken(town.contract("USDT-ERC20"), firstAddress, first);
    town.mineToDepth();
    story.awaitStatus("SUCCESS");
    assertThat(story.text("currency")).isEqualTo("USDT-ERC20");
  }

  @Test
  void in27AStablecoinAtAFixedPriceAndOtherCoinsRefused() {
    Story story = town.order("USDT-ERC20", "12.34", Map.of("fixed_encrypt_price", true));
    assertThat(story.text("amount")).isEqualTo("12.34");
    story.pay(story.due());
    town.mineToDepth();
    story.awaitStatus("SUCCESS");
    Map<String, Object> wish = town.wish("ETH", "12.34");
    wish.put("fixed_encrypt_price", true);
    JsonNode refused = town.shop().post("/api/order/pay-info", wish);
    assertThat(refused.get("code").asInt()).isEqualTo(400);
    assertThat(refused.get("message").asString()).contains("fixed_encrypt_price");
  }

  @Test
  void aCallbackByPostHoldsAllTwentySixFields() {
    Story story = town.order("USDT-ERC20", "5", Map.of("enable_post_callback", true));
    story.pay(story.due());
    town.mineToDepth();
    story.awaitSuccessCallbacks(1);
    List<CallbackTrap.Call> calls = story.callbacks();
    assertThat(calls.getFirst().method()).isEqualTo("POST");
    JsonNode body = Town.JSON.readTree(calls.getFirst().body());
    assertThat(body.size()).isEqualTo(26);
    assertThat(body.get("status").asString()).isEqualTo("SUCCESS");
    assertThat(body.get("order_id").asString()).isEqualTo(story.id());
  }

  private static BigInteger thousand() {
    return BigInteger.valueOf(1000);
  }
}
