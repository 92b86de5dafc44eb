package io.aureus.keys;

import static io.aureus.keys.SweptChain.FIVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.EvmBench;
import io.aureus.testing.EvmKey;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** The sweeper on a real chain, as it is meant to be used. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SweeperTest {
  private static final BigInteger COIN = BigInteger.TEN.pow(16);

  private SweptChain chain;
  private EvmBench bench;

  @BeforeAll
  void start() {
    chain = new SweptChain();
    bench = chain.bench;
  }

  @AfterAll
  void stop() {
    chain.close();
  }

  @Test
  void oneTransactionSweepsManyAddressesAndTheyPayNothing() {
    String token = chain.node.deployToken("USDC", 6);
    List<EvmKey> orders = chain.paid(token, 20);

    JsonNode receipt = chain.sweep(token, orders);

    assertThat(EvmBench.succeeded(receipt)).isTrue();
    assertThat(receipt.path("type").asString()).isEqualTo("0x4");
    assertThat(receipt.path("logs")).hasSize(20);
    assertThat(chain.held(token, orders)).isZero();
    assertThat(bench.tokens(token, chain.hot.address()))
        .isEqualTo(FIVE.multiply(BigInteger.valueOf(20)));
    assertThat(orders).allMatch(order -> bench.coins(order.address()).signum() == 0);
  }

  @Test
  void anAddressThatDelegatedBeforeIsSweptAgainWithoutAnyAuthorization() {
    String token = chain.node.deployToken("USDC", 6);
    List<EvmKey> orders = chain.paid(token, 3);
    chain.sweep(token, orders);
    chain.pay(token, orders);

    JsonNode receipt = chain.sweep(chain.hot, token, orders, List.of());

    assertThat(EvmBench.succeeded(receipt)).isTrue();
    assertThat(receipt.path("type").asString()).isEqualTo("0x2");
    assertThat(chain.held(token, orders)).isZero();
  }

  @Test
  void aTokenThatAnswersNothingIsSwept() {
    String token = bench.deploy("QuietToken");
    List<EvmKey> orders = chain.paid(token, 2);

    JsonNode receipt = chain.sweep(token, orders);

    assertThat(receipt.path("logs")).hasSize(2);
    assertThat(chain.held(token, orders)).isZero();
  }

  @Test
  void whereOneAddressFailsTheOthersAreSweptAndTheFailureIsTold() {
    String token = bench.deploy("QuietToken");
    List<EvmKey> orders = chain.paid(token, 6);
    List<EvmKey> bad = orders.subList(0, 4);
    for (int whim = 1; whim <= 4; whim++) {
      String call =
          EvmBench.call(
              "setWhim(address,uint8)", EvmBench.address(bad.get(whim - 1).address()), whim);
      bench.send(chain.stranger, 100_000, token, call, List.of());
    }

    JsonNode receipt = chain.sweep(token, orders);

    assertThat(EvmBench.succeeded(receipt)).isTrue();
    assertThat(chain.held(token, bad)).isEqualTo(FIVE.multiply(BigInteger.valueOf(4)));
    assertThat(chain.held(token, orders.subList(4, 6))).isZero();
    assertThat(skipped(receipt)).isEqualTo(bad.stream().map(EvmKey::address).toList());
  }

  @Test
  void ofTwoAddressesTheSecondIsSweptThoughTheFirstUsesUpAllGasThatItMay() {
    String token = bench.deploy("QuietToken");
    List<EvmKey> orders = chain.paid(token, 2);
    // They have delegated before: the limit is the lowest that there is for two.
    bench.send(chain.hot, 200_000, chain.hot.address(), "0x", chain.authorizations(orders));
    String burn =
        EvmBench.call("setWhim(address,uint8)", EvmBench.address(orders.get(0).address()), 3);
    bench.send(chain.stranger, 100_000, token, burn, List.of());

    JsonNode receipt = chain.sweep(chain.hot, token, orders, List.of());

    assertThat(EvmBench.succeeded(receipt)).isTrue();
    assertThat(skipped(receipt)).containsExactly(orders.get(0).address());
    assertThat(chain.held(token, orders)).isEqualTo(FIVE);
  }

  @Test
  void anAddressWithoutDelegationIsSkippedAndTold() {
    String token = chain.node.deployToken("USDC", 6);
    List<EvmKey> orders = chain.paid(token, 2);
    EvmKey absent = orders.get(0);

    JsonNode receipt =
        chain.sweep(chain.hot, token, orders, chain.authorizations(orders.subList(1, 2)));

    assertThat(skipped(receipt)).containsExactly(absent.address());
    assertThat(chain.held(token, orders)).isEqualTo(FIVE);
  }

  @Test
  void nativeCoinIsSwept() {
    List<EvmKey> orders = chain.orders(2);
    orders.forEach(order -> chain.node.pay(order.address(), COIN));
    chain.node.mine(1);
    BigInteger before = bench.coins(chain.hot.address());

    JsonNode receipt = chain.sweep(chain.hot, null, orders, chain.authorizations(orders));

    assertThat(skipped(receipt)).isEmpty();
    assertThat(bench.coins(chain.hot.address()))
        .isEqualTo(before.add(COIN.multiply(BigInteger.TWO)).subtract(cost(receipt)));
    assertThat(orders).allMatch(order -> bench.coins(order.address()).signum() == 0);
  }

  @Test
  void aPlainPaymentOfCoinStillArrivesAtAnAddressThatHasDelegated() {
    String token = chain.node.deployToken("USDC", 6);
    List<EvmKey> orders = chain.paid(token, 1);
    chain.sweep(token, orders);
    String order = orders.get(0).address();
    assertThat(bench.codeAt(order)).isEqualToIgnoringCase("0xef0100" + chain.shadow.substring(2));

    // What most wallets and exchanges allow a transfer: 21,000 gas, and nothing for any code.
    JsonNode paid = bench.send(chain.stranger, 21_000, order, COIN, "0x", List.of());
    assertThat(EvmBench.succeeded(paid)).isTrue();
    assertThat(EvmBench.gas(paid)).isEqualTo(21_000);
    String contract = bench.deploy("Rivals");
    String barely = EvmBench.call("payBarely(address)", EvmBench.address(order));
    JsonNode inner = bench.send(chain.stranger, 100_000, contract, COIN, barely, List.of());
    assertThat(EvmBench.succeeded(inner)).isTrue();
    assertThat(bench.coins(order)).isEqualTo(COIN.add(COIN));
  }

  /** The reason for the shadow: what would happen to payers without it. */
  @Test
  void atAnAddressThatDelegatedToTheSweeperItselfAPlainPaymentWouldFail() {
    EvmKey order = chain.orders(1).get(0);
    EvmKey.Authorization lasting = order.authorize(SweptChain.CHAIN_ID, chain.sweeper, 0);
    bench.send(chain.hot, 100_000, chain.hot.address(), "0x", List.of(lasting));

    JsonNode paid = bench.send(chain.stranger, 21_000, order.address(), COIN, "0x", List.of());

    assertThat(EvmBench.succeeded(paid)).isFalse();
    assertThat(bench.coins(order.address())).isZero();
  }

  @Test
  void anAddressThatHasDelegatedStillSpendsByItsOwnKey() {
    List<EvmKey> orders = chain.orders(1);
    EvmKey order = orders.get(0);
    chain.sweep(null, orders);
    bench.fund(order);

    JsonNode sent = bench.send(order, 21_000, chain.stranger.address(), COIN, "0x", List.of());

    assertThat(EvmBench.succeeded(sent)).isTrue();
  }

  @Test
  void theSweeperAndItsShadowKeepNothing() {
    String token = chain.node.deployToken("USDC", 6);
    chain.node.payToken(token, chain.sweeper, FIVE);
    chain.node.pay(chain.sweeper, COIN);
    chain.node.pay(chain.shadow, COIN);
    chain.node.mine(1);
    BigInteger before = bench.coins(chain.hot.address());

    for (String swept : List.of(token, "0x" + "0".repeat(40))) {
      String call = EvmBench.call("sweep(address)", EvmBench.address(swept));
      bench.send(chain.stranger, 200_000, chain.sweeper, call, List.of());
    }
    JsonNode receipt = chain.sweep(chain.hot, null, List.of(), List.of());

    assertThat(bench.tokens(token, chain.hot.address())).isEqualTo(FIVE);
    assertThat(bench.coins(chain.hot.address()))
        .isEqualTo(before.add(COIN).add(COIN).subtract(cost(receipt)));
    assertThat(bench.codeAt(chain.shadow)).isEqualTo("0x");
  }

  private static BigInteger cost(JsonNode receipt) {
    String price = receipt.path("effectiveGasPrice").asString().substring(2);
    return new BigInteger(price, 16).multiply(BigInteger.valueOf(EvmBench.gas(receipt)));
  }

  /** The addresses that the sweeper told to have skipped. */
  private List<String> skipped(JsonNode receipt) {
    List<String> skipped = new ArrayList<>();
    for (JsonNode log : receipt.path("logs")) {
      if (log.path("address").asString().equalsIgnoreCase(chain.sweeper)) {
        skipped.add("0x" + log.path("data").asString().substring(26));
      }
    }
    return skipped;
  }
}
