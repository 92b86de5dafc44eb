package io.aureus.keys;

import static io.aureus.keys.SweptChain.CHAIN_ID;
import static io.aureus.keys.SweptChain.FIVE;
import static org.assertj.core.api.Assertions.assertThat;

import com.esaulpaugh.headlong.abi.Address;
import com.esaulpaugh.headlong.abi.Tuple;
import io.aureus.testing.EvmBench;
import io.aureus.testing.EvmKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** What sweeping costs, in gas: the table of {@code docs/operate/sweeps.md}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SweepGasTest {
  private static final Logger LOG = LoggerFactory.getLogger(SweepGasTest.class);
  private static final BigInteger EVER = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

  private SweptChain chain;
  private EvmBench bench;
  private String rivals;
  private String token;

  /** Gas and transactions of one way. */
  private record Cost(long gas, int transactions) {}

  @BeforeAll
  void start() {
    chain = new SweptChain();
    bench = chain.bench;
    rivals = bench.deploy("Rivals");
    token = bench.deploy("SignedToken");
    // A hot address in use holds the token already: no way pays for its first balance.
    chain.node.payToken(token, chain.hot.address(), FIVE);
    chain.node.mine(1);
  }

  @AfterAll
  void stop() {
    chain.close();
  }

  @Test
  void atTwentyAddressesOneTransactionReplacesFortyAndCostsLess() {
    Cost first = delegatingAnew(20);
    Cost again = delegatedBefore(20);
    Cost topUp = topUp(20);

    assertThat(first.transactions).isEqualTo(1);
    assertThat(topUp.transactions).isEqualTo(40);
    assertThat(first.gas).isLessThan(topUp.gas);
    assertThat(again.gas).isLessThan(first.gas);
    assertThat(first.gas).isLessThan(permits(20).gas).isLessThan(transfers(20).gas);
    // What leaving no code behind costs is small against taking each delegation back.
    long standing = standing(20).gas;
    assertThat(first.gas - standing).isLessThan(resetting(20).gas / 4);
  }

  @Test
  void itPaysFromThreeFreshAddressesOrTwoThatDelegatedBefore() {
    assertThat(delegatingAnew(2).gas).isGreaterThan(topUp(2).gas);
    assertThat(delegatingAnew(3).gas).isLessThan(topUp(3).gas);
    assertThat(delegatedBefore(1).gas).isGreaterThan(topUp(1).gas);
    assertThat(delegatedBefore(2).gas).isLessThan(topUp(2).gas);
  }

  @Test
  void forNativeCoinItIsCheaperThatTheAddressSendsItself() {
    assertThat(nativeCoin(20).gas).isGreaterThan(20 * 21_000);
  }

  @Test
  void theTableIsMeasured() {
    for (int count : new int[] {1, 5, 20, 50}) {
      Map<String, Cost> all =
          Map.of(
              "1 7702, delegating anew", delegatingAnew(count),
              "2 7702, delegated before", delegatedBefore(count),
              "3 top-up and transfer", topUp(count),
              "4 ERC-2612 permit", permits(count),
              "5 ERC-3009", transfers(count),
              "6 7702, lasting code", standing(count),
              "7 taking delegations back", resetting(count),
              "8 7702, native coin", nativeCoin(count));
      new TreeMap<>(all)
          .forEach(
              (way, cost) ->
                  LOG.info(
                      "sweep of {} | {} | {} gas | {} each | {} transactions",
                      count,
                      way,
                      cost.gas,
                      cost.gas / count,
                      cost.transactions));
      assertThat(all.values()).allMatch(cost -> cost.gas > 0);
    }
  }

  private Cost delegatingAnew(int count) {
    return swept(chain.sweep(token, chain.paid(token, count)), count);
  }

  private Cost delegatedBefore(int count) {
    List<EvmKey> orders = chain.paid(token, count);
    chain.sweep(token, orders);
    chain.pay(token, orders);
    return swept(chain.sweep(chain.hot, token, orders, List.of()), count);
  }

  private Cost nativeCoin(int count) {
    List<EvmKey> orders = chain.orders(count);
    orders.forEach(order -> chain.node.pay(order.address(), FIVE));
    chain.node.mine(1);
    JsonNode receipt = chain.sweep(null, orders);
    assertThat(orders).allMatch(order -> bench.coins(order.address()).signum() == 0);
    return new Cost(EvmBench.gas(receipt), 1);
  }

  private Cost topUp(int count) {
    List<EvmKey> orders = chain.paid(token, count);
    BigInteger fuel = BigInteger.TEN.pow(15);
    String move =
        EvmBench.call("transfer(address,uint256)", EvmBench.address(chain.hot.address()), FIVE);
    long gas = 0;
    for (EvmKey order : orders) {
      gas += EvmBench.gas(bench.send(chain.hot, 21_000, order.address(), fuel, "0x", List.of()));
      gas += EvmBench.gas(bench.send(order, 100_000, token, move, List.of()));
    }
    assertThat(chain.held(token, orders)).isZero();
    return new Cost(gas, 2 * count);
  }

  /** Delegating to the sweeper itself, which then stays the code of the addresses. */
  private Cost standing(int count) {
    List<EvmKey> orders = chain.paid(token, count);
    String call =
        EvmBench.call("sweepStanding(address,address[])", EvmBench.address(token), all(orders));
    long limit = SweeperContract.gasLimit(count, count);
    return swept(
        bench.send(chain.hot, limit, rivals, call, authorizations(orders, chain.sweeper)), count);
  }

  /** A transaction that does nothing but take the delegations back. */
  private Cost resetting(int count) {
    List<EvmKey> orders = chain.paid(token, count);
    chain.sweep(token, orders);
    JsonNode receipt =
        bench.send(
            chain.hot,
            SweeperContract.gasLimit(count, count),
            chain.hot.address(),
            "0x",
            authorizations(orders, SweptChain.NO_TOKEN));
    assertThat(orders).allMatch(order -> bench.codeAt(order.address()).equals("0x"));
    return new Cost(EvmBench.gas(receipt), 1);
  }

  private Cost permits(int count) {
    return signed(
        "sweepPermits(address,address,(address,uint256,uint8,bytes32,bytes32)[])",
        "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)",
        count,
        order -> word(order) + word(rivals) + word(FIVE) + word(BigInteger.ZERO) + word(EVER));
  }

  private Cost transfers(int count) {
    return signed(
        "sweepTransfers(address,address,(address,uint256,uint8,bytes32,bytes32)[])",
        "TransferWithAuthorization(address from,address to,uint256 value,"
            + "uint256 validAfter,uint256 validBefore,bytes32 nonce)",
        count,
        order ->
            word(order)
                + word(chain.hot.address())
                + word(FIVE)
                + word(BigInteger.ZERO)
                + word(EVER)
                + word(BigInteger.ZERO));
  }

  private Cost signed(String method, String type, int count, UnaryOperator<String> words) {
    List<EvmKey> orders = chain.paid(token, count);
    String domain =
        bench
            .rpc(
                "eth_call",
                Map.of("to", token, "data", EvmBench.call("DOMAIN_SEPARATOR()")),
                "latest")
            .asString()
            .substring(2);
    List<Tuple> signatures = new ArrayList<>();
    for (EvmKey order : orders) {
      String struct = hex(EvmKey.keccak(type.getBytes(StandardCharsets.UTF_8)));
      byte[] inner = EvmKey.keccak(bytes(struct + words.apply(order.address())));
      EvmKey.Signature signature = order.sign(EvmKey.keccak(bytes("1901" + domain + hex(inner))));
      signatures.add(
          Tuple.of(
              EvmBench.address(order.address()),
              FIVE,
              signature.v(),
              bytes(word(signature.r())),
              bytes(word(signature.s()))));
    }
    String call =
        EvmBench.call(
            method,
            EvmBench.address(token),
            EvmBench.address(chain.hot.address()),
            signatures.toArray(Tuple[]::new));
    JsonNode receipt = bench.send(chain.hot, 10_000_000, rivals, call, List.of());
    assertThat(EvmBench.succeeded(receipt)).isTrue();
    assertThat(chain.held(token, orders)).isZero();
    return new Cost(EvmBench.gas(receipt), 1);
  }

  private static Cost swept(JsonNode receipt, int count) {
    assertThat(EvmBench.succeeded(receipt)).isTrue();
    assertThat(receipt.path("logs")).hasSize(count);
    return new Cost(EvmBench.gas(receipt), 1);
  }

  private List<EvmKey.Authorization> authorizations(List<EvmKey> orders, String delegate) {
    return orders.stream()
        .map(order -> order.authorize(CHAIN_ID, delegate, bench.nonce(order.address())))
        .toList();
  }

  private static Address[] all(List<EvmKey> orders) {
    return orders.stream().map(order -> EvmBench.address(order.address())).toArray(Address[]::new);
  }

  private static String word(String address) {
    return "0".repeat(24) + address.substring(2);
  }

  private static String word(BigInteger number) {
    String digits = number.toString(16);
    return "0".repeat(64 - digits.length()) + digits;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
