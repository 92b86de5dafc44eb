package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The scenarios of money in that are out of the ordinary: late, twice, elsewhere, undone. */
abstract class OddMoneyJourneys extends MoneyInJourneys {
  @Test
  void in10PaidAfterOverdueIsOfferedToTheMerchantWhoTakesIt() {
    Story story = town().order("USDT-ERC20", "25");
    story.endWindow();
    story.awaitStatus("OVERDUE");
    story.pay(story.due());
    town().mineToDepth();
    story.awaitEvent("payment.confirmed");
    assertThat(story.status()).isEqualTo("OVERDUE");
    assertThat(story.types()).containsExactly("UNKNOWN");
    assertThat(story.callbacks()).isEmpty();
    String payment = story.transactions().getFirst().get("tx_id").asString();
    JsonNode taken =
        town().shop().post("/api/v2/order/resolve/" + story.id(), Map.of("tx_id", payment));
    assertThat(taken.get("code").asInt()).as(taken.toString()).isZero();
    story.awaitStatus("RESOLVED");
    story.awaitSuccessCallbacks(1);
    assertThat(story.types()).containsExactly("RESOLVED");
    JsonNode again =
        town().shop().post("/api/v2/order/resolve/" + story.id(), Map.of("tx_id", payment));
    assertThat(again.get("code").asInt()).isEqualTo(409);
  }

  @Test
  void in10AtTodaysRateALatePaymentIsTakenOnlyWhereItCoversThePrice() {
    Story story = town().order("USDT-ERC20", "25");
    story.endWindow();
    story.awaitStatus("OVERDUE");
    String less = story.pay(story.due().subtract(BigInteger.valueOf(500_000)));
    String enough = story.pay(story.due());
    town().mineToDepth();
    story.awaitTransaction(less, "SUCCESS", "UNKNOWN");
    story.awaitTransaction(enough, "SUCCESS", "UNKNOWN");
    JsonNode refused = takenAtTodaysRate(story, less);
    assertThat(refused.get("code").asInt()).isEqualTo(409);
    assertThat(refused.get("message").asString())
        .contains("at today's rate the price is " + story.text("amount") + " USDT-ERC20");
    assertThat(story.status()).isEqualTo("OVERDUE");
    JsonNode taken = takenAtTodaysRate(story, enough);
    assertThat(taken.get("code").asInt()).as(taken.toString()).isZero();
    story.awaitStatus("RESOLVED");
    story.awaitSuccessCallbacks(1);
    assertThat(story.types()).containsExactlyInAnyOrder("RESOLVED", "UNKNOWN");
  }

  private JsonNode takenAtTodaysRate(Story story, String txHash) {
    String payment =
        story.transactions().stream()
            .filter(one -> one.get("tx_hash").asString().equals(txHash))
            .map(one -> one.get("tx_id").asString())
            .findFirst()
            .orElseThrow();
    return town()
        .shop()
        .post(
            "/api/v2/order/resolve/" + story.id(),
            Map.of("tx_id", payment, "at_todays_rate", true));
  }

  @Test
  void in11ASecondPaymentToAPaidOrderIsUnknown() {
    Story story = town().order("USDT-ERC20", "5");
    story.pay(story.due());
    town().mineToDepth();
    story.awaitStatus("SUCCESS");
    story.pay(story.due());
    town().mineToDepth();
    story.awaitEvent("payment.unknown");
    assertThat(story.status()).isEqualTo("SUCCESS");
    assertThat(story.types()).containsExactlyInAnyOrder("ORDER", "UNKNOWN");
    story.awaitSuccessCallbacks(1);
  }

  @Test
  void in12TheRightAddressAndTheWrongAsset() {
    Story story = town().order("USDT-ERC20", "5");
    town().node().payToken(town().contract("USDC-ERC20"), story.address(), story.due());
    town().mineToDepth();
    story.awaitEvent("payment.unknown");
    assertThat(story.status()).isEqualTo("PENDING");
    JsonNode payment = story.transactions().getFirst();
    assertThat(payment.get("currency").asString()).isEqualTo("USDC-ERC20");
    assertThat(story.callbacks()).isEmpty();
  }

  @Test
  void in13ATokenThatIsNotListedIsNotCredited() {
    Story story = town().order("USDT-ERC20", "5");
    String stranger = town().node().deployToken("USDT", 6);
    town().node().payToken(stranger, story.address(), story.due());
    town().mineToDepth();
    Story witness = town().order("USDT-ERC20", "5");
    witness.pay(witness.due());
    town().mineToDepth();
    witness.awaitStatus("SUCCESS");
    assertThat(story.status()).isEqualTo("PENDING");
    assertThat(story.transactions()).isEmpty();
  }

  @Test
  void in14PaidOnAnotherChainThatIsWatchedToo() {
    Story story = town().order("ETH", "18");
    town().otherNode().pay(story.address(), story.due());
    town().mineOtherToDepth();
    story.awaitEvent("payment.unknown");
    assertThat(story.status()).isEqualTo("PENDING");
    JsonNode payment = story.transactions().getFirst();
    assertThat(payment.get("chain").asString()).isEqualTo("BNB");
    assertThat(payment.get("currency").asString()).isEqualTo("BNB");
  }

  @Test
  void in15FailedAndEmptyTransfersAreNothingAndInnerCallsAreEverything() {
    Story failed = town().order("USDT-ERC20", "5");
    town().node().payTooMuch(town().contract("USDT-ERC20"), failed.address());
    town().node().payToken(town().contract("USDT-ERC20"), failed.address(), BigInteger.ZERO);
    Story empty = town().order("ETH", "5");
    town().node().pay(empty.address(), BigInteger.ZERO);
    Story inner = town().order("USDT-ERC20", "6");
    town()
        .node()
        .payTokenInside(town().contract("USDT-ERC20"), Map.of(inner.address(), inner.due()));
    Story innerCoin = town().order("ETH", "7");
    town().node().payInside(Map.of(innerCoin.address(), innerCoin.due()));
    town().mineToDepth();
    inner.awaitStatus("SUCCESS");
    innerCoin.awaitStatus("SUCCESS");
    innerCoin.awaitSuccessCallbacks(1);
    assertThat(failed.transactions()).isEmpty();
    assertThat(empty.transactions()).isEmpty();
  }

  @Test
  void in16to18NeedAMempoolThatReplacesWhichAnAccountChainDoesNotShow() {
    // Replacement on an account chain happens before a block; what is read here is in a block.
    Story story = town().order("ETH", "18");
    story.pay(story.due());
    assertThat(story.transactions()).as("nothing is seen before a block").isEmpty();
    town().mineToDepth();
    story.awaitStatus("SUCCESS");
  }

  @Test
  void in19MinedReorganisedAndMinedAgainIsOnePayment() {
    Story story = town().order("USDT-ERC20", "5");
    story.pay(story.due());
    town().mine(1);
    story.awaitEvent("payment.seen");
    town().node().reorg(1, true);
    town().mineToDepth();
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
    assertThat(story.types()).containsExactly("ORDER");
  }

  @Test
  void in20ConfirmedAndThenReorganisedAwayIsFlaggedAndReversed() {
    Story story = town().order("USDT-ERC20", "5");
    story.pay(story.due());
    town().mineToDepth();
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
    town().node().reorg(Town.DEPTH + 1, false);
    town().mineToDepth();
    story.awaitEvent("payment.reversed");
    assertThat(story.status()).isEqualTo("SUCCESS");
    assertThat(story.transactions().getFirst().get("status").asString()).isEqualTo("FAILED");
    assertThat(story.callbacks()).hasSize(1);
  }

  @Test
  void in21NoOrderIsLateWhileItsNodeIsAway() {
    Story story = town().order("USDT-ERC20", "5");
    town().cutTheLine();
    try {
      story.pay(story.due());
      town().mineToDepth();
      town().time().letTheClockCatchUp();
      story.endWindow();
      town().pause();
      assertThat(story.status()).isEqualTo("PENDING");
    } finally {
      town().mendTheLine();
    }
    town().mine(1);
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
    assertThat(story.timeoutCallbacks()).isEmpty();
  }

  @Test
  void in25WithOneCoinEnabledPayUrlMakesTheOrderAtOnce() {
    town().enable(List.of("USDC-ERC20"));
    try {
      JsonNode made =
          town().shop().created("/api/order/pay-url", Map.of("price", "9.5", "currency", "usd"));
      String id = made.get("order_id").asString();
      assertThat(made.get("pay_url").asString()).endsWith("/#/cashier/" + id);
      assertThat(town().shop().detail(id).get("currency").asString()).isEqualTo("USDC-ERC20");
    } finally {
      town().enable(town().everyAsset());
    }
    JsonNode open =
        town().shop().created("/api/order/pay-url", Map.of("price", "9.5", "currency", "USD"));
    assertThat(open.get("order_id").isNull()).isTrue();
  }

  @Test
  void in26TheFirstAddressIsPaidAfterTheCoinWasChanged() {
    Map<String, Object> wish = new HashMap<>();
    wish.put("price", 30);
    wish.put("currency", "USD");
    Story story = town().checkout(wish, "USDT-ERC20");
    BigInteger first = story.due();
    String firstAddress = story.address();
    story.change("ETH");
    assertThat(story.address()).isNotEqualTo(firstAddress);
    town().node().payToken(town().contract("USDT-ERC20"), firstAddress, first);
    town().mineToDepth();
    story.awaitStatus("SUCCESS");
    assertThat(story.text("currency")).isEqualTo("USDT-ERC20");
  }

  @Test
  void in27AStablecoinAtAFixedPriceAndOtherCoinsRefused() {
    Story story = town().order("USDT-ERC20", "12.34", Map.of("fixed_encrypt_price", true));
    assertThat(story.text("amount")).isEqualTo("12.34");
    story.pay(story.due());
    town().mineToDepth();
    story.awaitStatus("SUCCESS");
    Map<String, Object> wish = town().wish("ETH", "12.34");
    wish.put("fixed_encrypt_price", true);
    JsonNode refused = town().shop().post("/api/order/pay-info", wish);
    assertThat(refused.get("code").asInt()).isEqualTo(400);
    assertThat(refused.get("message").asString()).contains("fixed_encrypt_price");
  }
}
