package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.EvmNode;
import java.math.BigDecimal;
import java.math.BigInteger;
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

  final Town town() {
    return town;
  }

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
    BigDecimal due = new BigDecimal(story.text("amount"));
    BigDecimal pending = walletOf("USDT-ERC20", "pending");
    BigDecimal available = walletOf("USDT-ERC20", "available");
    story.pay(story.due());
    town.mine(1);
    story.awaitEvent("payment.seen");
    assertThat(walletOf("USDT-ERC20", "pending").subtract(pending)).isEqualByComparingTo(due);
    assertThat(walletOf("USDT-ERC20", "available")).isEqualByComparingTo(available);
    town.mineToDepth();
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
    assertThat(walletOf("USDT-ERC20", "pending")).isEqualByComparingTo(pending);
    assertThat(walletOf("USDT-ERC20", "available").subtract(available)).isEqualByComparingTo(due);
  }

  private BigDecimal walletOf(String asset, String field) {
    for (JsonNode wallet : town.shop().get("/api/v2/wallet").get("data")) {
      if (wallet.get("currency").asString().equals(asset)) {
        return new BigDecimal(wallet.get(field).asString());
      }
    }
    throw new AssertionError("there is no wallet of " + asset);
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
