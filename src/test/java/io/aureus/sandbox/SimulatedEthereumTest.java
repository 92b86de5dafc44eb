package io.aureus.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.testing.AdjustableClock;
import io.aureus.testing.JsonRpc;
import io.aureus.testing.RawHttp;
import io.aureus.testing.SimulatedNode;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SimulatedEthereumTest {
  private static final String TO = "0x00000000000000000000000000000000000c0001";
  private static final BigInteger FIVE = BigInteger.valueOf(5);

  @TempDir Path dir;
  private final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private SimulatedNode node;

  @BeforeEach
  void start() {
    node = SimulatedNode.start(dir, 31337, clock);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void keepsItsChainWhenItIsStartedAgain() {
    String token = node.deployToken("USDT", 6);
    String mined = node.payToken(token, TO, FIVE);
    node.mine(2);
    node.pay(TO, FIVE);
    node.mine(2);
    node.reorg(2, true);
    String waiting = node.pay(TO, BigInteger.TEN);
    JsonNode head = block("latest");

    node.close();
    node = SimulatedNode.start(dir, 31337, clock);

    assertThat(block("latest")).isEqualTo(head);
    assertThat(call("eth_getTransactionReceipt", mined).path("status").asString()).isEqualTo("0x1");
    assertThat(call("eth_getBalance", TO, "latest").asString()).isEqualTo("0x5");
    node.mine(1);
    assertThat(call("eth_getTransactionReceipt", waiting).path("status").asString())
        .isEqualTo("0x1");
    assertThat(call("eth_getBalance", TO, "latest").asString()).isEqualTo("0xf");
  }

  /** A page in a browser on this machine could pay every order of a demo. */
  @Test
  void answersNoBrowserAndNoStrangersName() {
    String call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"sim_mine\",\"params\":[1]}";
    URI url = URI.create(node.url());
    String own = "127.0.0.1:" + url.getPort();
    assertThat(asked(own, "X-Nothing: 1", call)).isEqualTo(200);
    assertThat(asked("localhost:" + url.getPort(), "X-Nothing: 1", call)).isEqualTo(200);
    assertThat(asked(own, "Origin: http://evil.example", call)).isEqualTo(403);
    assertThat(asked(own, "Origin: null", call)).isEqualTo(403);
    assertThat(asked("rebound.evil.example:" + url.getPort(), "X-Nothing: 1", call)).isEqualTo(403);
    assertThat(asked("127.0.0.1.evil.example", "X-Nothing: 1", call)).isEqualTo(403);
  }

  private int asked(String host, String header, String body) {
    String head =
        """
        POST / HTTP/1.1\r
        Host: %s\r
        %s\r
        Content-Type: text/plain\r
        Content-Length: %d\r
        \r
        """
            .formatted(host, header, body.length());
    return new RawHttp(node.url())
        .exchange(
            head.getBytes(StandardCharsets.ISO_8859_1), body.getBytes(StandardCharsets.ISO_8859_1))
        .status();
  }

  @Test
  void aTornLastLineIsCutOff() throws IOException {
    node.mine(3);
    JsonNode head = block("latest");
    node.close();
    Files.writeString(
        dir.resolve("chain.jsonl"), "{\"op\":\"block\",\"ti", StandardOpenOption.APPEND);
    node = SimulatedNode.start(dir, 31337, clock);
    assertThat(block("latest")).isEqualTo(head);
    node.mine(1);
    node.close();
    node = SimulatedNode.start(dir, 31337, clock);
    assertThat(node.head()).isEqualTo(4);
  }

  @Test
  void aDamagedLineIsRefusedRatherThanSkipped() throws IOException {
    node.mine(2);
    node.close();
    Path file = dir.resolve("chain.jsonl");
    String text = Files.readString(file).replaceFirst("\"block\"", "\"bl");
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> SimulatedNode.start(dir, 31337, clock))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("damaged");
    node = SimulatedNode.start(dir.resolve("other"), 31337, clock);
  }

  @Test
  void answersBatchesAndErrorsAsJsonRpcHasIt() {
    String batch =
        JsonRpc.post(
            node.url(),
            "[{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"eth_chainId\",\"params\":[]},"
                + "{\"jsonrpc\":\"2.0\",\"id\":8,\"method\":\"eth_nothing\",\"params\":[]}]");
    assertThat(batch).contains("\"id\":7,\"result\":\"0x7a69\"").contains("-32601");
    assertThat(JsonRpc.post(node.url(), "{broken")).contains("-32700");
    assertThat(JsonRpc.post(node.url(), "[]")).contains("-32600");
    assertThatThrownBy(() -> call("eth_getBalance", "0x12", "latest"))
        .hasMessageContaining("-32602");
    assertThat(block("0x99").isNull()).isTrue();
  }

  @Test
  void aReorganisationWithoutTheTransactionTakesItAndItsBalanceAway() {
    node.mine(1);
    String hash = node.pay(TO, FIVE);
    node.mine(1);
    String before = block("latest").path("hash").asString();
    node.reorg(1, false);
    assertThat(call("eth_getTransactionReceipt", hash).isNull()).isTrue();
    assertThat(call("eth_getBalance", TO, "latest").asString()).isEqualTo("0x0");
    assertThat(block("latest").path("hash").asString()).isNotEqualTo(before);
    assertThat(block("latest").path("number").asString()).isEqualTo("0x2");
  }

  @Test
  void limitsLogsAsProvidersDo() {
    String token = node.deployToken("USDT", 6);
    for (int i = 0; i < 3; i++) {
      node.payToken(token, TO, FIVE);
      node.mine(1);
    }
    Map<String, String> all = Map.of("fromBlock", "0x0", "toBlock", "latest", "address", token);
    assertThat(call("eth_getLogs", all)).hasSize(3);
    node.control("sim_setLogLimit", Map.of("results", 2));
    assertThatThrownBy(() -> call("eth_getLogs", all)).hasMessageContaining("-32005");
    node.control("sim_setLogLimit", Map.of("blocks", 2));
    assertThatThrownBy(() -> call("eth_getLogs", all)).hasMessageContaining("limit exceeded");
  }

  @Test
  void showsAnOldHeadWhereItIsToldToLag() {
    node.mine(5);
    node.control("sim_lag", 3);
    assertThat(node.head()).isEqualTo(2);
    assertThat(block("0x4").isNull()).isTrue();
    assertThat(block("latest").path("number").asString()).isEqualTo("0x2");
  }

  @Test
  void failsAsManyRequestsAsItIsToldAndStillObeysItsControls() {
    node.control("sim_fail", Map.of("kind", "rate_limit", "calls", 2));
    node.mine(1);
    String ask = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_blockNumber\",\"params\":[]}";
    assertThat(JsonRpc.post(node.url(), ask)).contains("429");
    assertThat(JsonRpc.post(node.url(), ask)).contains("429");
    assertThat(JsonRpc.post(node.url(), ask)).contains("\"result\":\"0x1\"");
    node.control("sim_fail", Map.of("kind", "garbage", "calls", 1));
    assertThat(JsonRpc.post(node.url(), ask)).startsWith("<html>");
    assertThatThrownBy(() -> node.control("sim_fail", Map.of("kind", "wrong", "calls", 1)))
        .hasMessageContaining("kind must be");
  }

  @Test
  void refusesPaymentsThatMakeNoSense() {
    assertThatThrownBy(() -> node.pay("0x12", FIVE)).hasMessageContaining("address");
    assertThatThrownBy(() -> node.pay(TO, FIVE.negate())).hasMessageContaining("units");
    assertThatThrownBy(() -> node.payToken(TO, TO, FIVE)).hasMessageContaining("no token");
    assertThatThrownBy(() -> node.reorg(9, true)).hasMessageContaining("depth");
  }

  @Test
  void minesOnAClockWhilePaymentsAreAbout() throws InterruptedException {
    String hash = node.pay(TO, FIVE);
    node.control("sim_setBlockTime", 20);
    for (int tries = 0; tries < 600 && node.head() < 3; tries++) {
      Thread.sleep(50);
    }
    assertThat(node.head()).isGreaterThanOrEqualTo(3);
    assertThat(call("eth_getTransactionReceipt", hash).path("blockNumber").asString())
        .isEqualTo("0x1");
  }

  @Test
  void namesEveryEventOfTheKnownTopic() {
    assertThat(SimulatedTransaction.TRANSFER_TOPIC)
        .isEqualTo("0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef");
  }

  private JsonNode block(String tag) {
    return call("eth_getBlockByNumber", tag, true);
  }

  private JsonNode call(String method, Object... params) {
    return JsonRpc.call(node.url(), method, params);
  }
}
