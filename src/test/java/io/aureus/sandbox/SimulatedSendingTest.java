package io.aureus.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.testing.EvmKey;
import io.aureus.testing.JsonRpc;
import io.aureus.testing.SimulatedNode;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the simulated node can be told besides, and what it has in common with geth, not anvil. */
class SimulatedSendingTest {
  private static final long CHAIN_ID = 31337;
  private static final String ONE = "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed";
  private static final BigInteger GWEI = BigInteger.TEN.pow(9);
  private static final BigInteger COIN = BigInteger.TEN.pow(18);
  private static final BigInteger FEE = GWEI.multiply(BigInteger.valueOf(20));

  @TempDir Path dir;
  private SimulatedNode node;
  private final EvmKey key = EvmKey.of("a sender");

  @BeforeEach
  void setUp() {
    node = SimulatedNode.start(dir, CHAIN_ID, Clock.systemUTC());
    node.pay(key.address(), COIN);
    node.mine(1);
  }

  @AfterEach
  void tearDown() {
    node.close();
  }

  @Test
  void aReplacementMustOfferATenthMoreOfBoth() {
    String first = send(transfer(0));
    BigInteger tenth = FEE.divide(BigInteger.TEN);
    assertRefused(
        transfer(0).withFees(GWEI.shiftLeft(1), FEE.add(tenth).subtract(BigInteger.ONE)),
        "replacement transaction underpriced");
    assertRefused(
        transfer(0).withFees(GWEI, FEE.shiftLeft(1)), "replacement transaction underpriced");
    BigInteger tip = GWEI.multiply(BigInteger.valueOf(11)).divide(BigInteger.TEN);
    String second = send(transfer(0).withFees(tip, FEE.add(tenth)));
    assertThat(call("eth_getTransactionByHash", first).isNull()).isTrue();
    node.mine(1);
    assertThat(receipt(second).path("status").asString()).isEqualTo("0x1");
  }

  @Test
  void allThatWaitsMustBeCovered() {
    BigInteger most = COIN.divide(BigInteger.TWO);
    send(transfer(0).withValue(most));
    assertRefused(transfer(1).withValue(most), "insufficient funds");
    send(transfer(1).withValue(BigInteger.ONE));
  }

  @Test
  void whatOffersTooLittleWaitsUntilTheBaseFeeFalls() {
    String hash = send(transfer(0));
    node.baseFee(FEE.add(BigInteger.ONE));
    node.mine(3);
    assertThat(call("eth_getTransactionByHash", hash).path("blockNumber").isNull()).isTrue();
    node.baseFee(FEE);
    node.mine(1);
    JsonNode receipt = receipt(hash);
    assertThat(receipt.path("effectiveGasPrice").asString()).isEqualTo("0x" + FEE.toString(16));
  }

  @Test
  void whatAReorganisationTakesAwayMayWaitAgain() {
    String hash = send(transfer(0));
    node.mine(2);
    node.control("sim_reorg", Map.of("depth", 2, "keep", false, "wait", true));
    assertThat(call("eth_getTransactionReceipt", hash).isNull()).isTrue();
    assertThat(call("eth_getTransactionByHash", hash).path("hash").asString()).isEqualTo(hash);
    assertThat(count("latest")).isZero();
    assertThat(count("pending")).isEqualTo(1);
    node.mine(1);
    assertThat(receipt(hash).path("status").asString()).isEqualTo("0x1");
  }

  @Test
  void theNodeTakesATransactionAndFailsToSaySo() {
    long nonce = 0;
    for (String kind : List.of("reset", "error", "bad_gateway")) {
      String raw = key.sign(transfer(nonce++));
      failAfterTaking(kind);
      assertThatThrownBy(() -> call("eth_sendRawTransaction", raw))
          .isInstanceOfAny(
              IllegalStateException.class,
              UncheckedIOException.class,
              tools.jackson.core.JacksonException.class);
      assertThatThrownBy(() -> call("eth_sendRawTransaction", raw)).hasMessageContaining("already");
    }
    failAfterTaking("twice");
    String raw = key.sign(transfer(nonce));
    assertThatThrownBy(() -> call("eth_sendRawTransaction", raw)).hasMessageContaining("already");
    assertThat(count("pending")).isEqualTo(nonce + 1);
  }

  @Test
  void everythingIsAsItWasAfterARestart() {
    node.baseFee(GWEI.shiftLeft(1));
    String mined = send(transfer(0));
    node.mine(1);
    String waiting = send(transfer(1));
    send(transfer(3));
    String head = call("eth_getBlockByNumber", "latest", false).path("hash").asString();
    BigInteger held = held("", key.address());
    node.close();
    node = SimulatedNode.start(dir, CHAIN_ID, Clock.systemUTC());
    assertThat(call("eth_getBlockByNumber", "latest", false).path("hash").asString())
        .isEqualTo(head);
    assertThat(held("", key.address())).isEqualTo(held);
    assertThat(count("pending")).isEqualTo(2);
    assertThat(receipt(mined).path("effectiveGasPrice").asString())
        .isEqualTo("0x" + GWEI.multiply(BigInteger.valueOf(3)).toString(16));
    node.mine(1);
    assertThat(receipt(waiting).path("status").asString()).isEqualTo("0x1");
  }

  @Test
  void aChangedSignatureIsOfSomebodyElse() {
    String raw = key.sign(transfer(0));
    String last = raw.substring(raw.length() - 1);
    String changed = raw.substring(0, raw.length() - 1) + (last.equals("1") ? "2" : "1");
    assertThatThrownBy(() -> call("eth_sendRawTransaction", changed))
        .satisfiesAnyOf(
            e -> assertThat(e).hasMessageContaining("insufficient funds"),
            e -> assertThat(e).hasMessageContaining("invalid sender"));
    assertThatThrownBy(() -> call("eth_sendRawTransaction", raw + "00"))
        .hasMessageContaining("rlp");
    assertThatThrownBy(() -> call("eth_sendRawTransaction", "0x01c0"))
        .hasMessageContaining("transaction type not supported");
  }

  private EvmKey.Tx transfer(long nonce) {
    return new EvmKey.Tx(CHAIN_ID, nonce, GWEI, FEE, 21_000, ONE, BigInteger.TEN, "0x");
  }

  private String send(EvmKey.Tx tx) {
    return call("eth_sendRawTransaction", key.sign(tx)).asString();
  }

  private void assertRefused(EvmKey.Tx tx, String words) {
    assertThatThrownBy(() -> send(tx)).hasMessageContaining(words);
  }

  private void failAfterTaking(String kind) {
    JsonRpc.call(node.url(), "sim_failAfterTaking", Map.of("kind", kind, "calls", 1));
  }

  private JsonNode receipt(String hash) {
    return call("eth_getTransactionReceipt", hash);
  }

  private long count(String tag) {
    return JsonRpc.number(call("eth_getTransactionCount", key.address(), tag));
  }

  private BigInteger held(String token, String address) {
    JsonNode answer =
        token.isEmpty()
            ? call("eth_getBalance", address, "latest")
            : call(
                "eth_call",
                Map.of("to", token, "data", "0x70a08231" + "0".repeat(24) + address.substring(2)),
                "latest");
    return new BigInteger(answer.asString().substring(2), 16);
  }

  private JsonNode call(String method, Object... params) {
    return JsonRpc.call(node.url(), method, params);
  }
}
