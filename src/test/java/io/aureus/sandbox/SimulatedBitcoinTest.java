package io.aureus.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.testing.CoinNode;
import io.aureus.testing.SimulatedCoinNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What no real node can be told to do, and the rules of the mempool. */
class SimulatedBitcoinTest {
  private static final long AMOUNT = 1_000_000;

  @TempDir Path folder;
  private SimulatedCoinNode node;

  @BeforeEach
  void open() {
    node = SimulatedCoinNode.start(folder, "BTC", Clock.systemUTC());
  }

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void blocksHoldTheirTransactionsUnderAValidRootAndEnoughWork() {
    node.pay(node.payerAddress(), AMOUNT);
    node.pay(node.payerAddress(), AMOUNT);
    node.mine(1);
    JsonNode block = node.rpc("getblock", node.rpc("getbestblockhash").asString(), 2);
    List<String> ids =
        block.path("tx").valueStream().map(one -> one.path("txid").asString()).toList();
    assertThat(ids).hasSize(3);
    assertThat(UtxoBlock.merkleRoot(ids)).isEqualTo(block.path("merkleroot").asString());
    byte[] hash = HexFormat.of().parseHex(block.path("hash").asString());
    assertThat(hash[0]).isNotNegative();
    assertThat(block.at("/tx/1/fee").decimalValue()).isPositive();
  }

  @Test
  void aReplacementThatPaysTooLittleMoreIsRefusedInBitcoindsWords() {
    String first = pay(Map.of("to", node.payerAddress(), "units", AMOUNT, "rate", 50));
    UtxoTransaction old = UtxoTransaction.read(node.rpc("getrawtransaction", first).asString());
    List<UtxoTransaction.Output> outputs =
        old.outputs().stream()
            .map(one -> new UtxoTransaction.Output(one.units() - 10, one.script()))
            .toList();
    String little = UtxoTransaction.of(2, old.inputs(), outputs, 0).raw();
    assertThatThrownBy(() -> node.rpc("sendrawtransaction", little))
        .hasMessageContaining("insufficient fee, rejecting replacement");
    assertThat(waiting()).containsExactly(first);
  }

  @Test
  void litecoinReplacesOnlyWhatSaysThatItMayBe() {
    try (SimulatedCoinNode litecoin = SimulatedCoinNode.start("LTC", Clock.systemUTC())) {
      Map<String, Object> wish =
          Map.of("to", litecoin.payerAddress(), "units", AMOUNT, "final", true);
      String hash = litecoin.control("sim_pay", wish).asString();
      assertThatThrownBy(() -> litecoin.replace(hash, Map.of())).hasMessage("txn-mempool-conflict");
    }
  }

  @Test
  void dustTooLittleFeeAndAForeignersCoinAreRefused() {
    assertThatThrownBy(() -> node.pay(node.payerAddress(), 100)).hasMessage("dust");
    assertThatThrownBy(() -> pay(Map.of("to", node.payerAddress(), "units", AMOUNT, "rate", 0)))
        .hasMessageContaining("min relay fee not met, 0 < ");
    String parent = node.pay("bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080", AMOUNT);
    UtxoTransaction.Input stolen =
        new UtxoTransaction.Input(
            new UtxoTransaction.Outpoint(parent, 0), "", 0xffff_ffffL, List.of("51"));
    UtxoTransaction.Output home =
        new UtxoTransaction.Output(AMOUNT - 1_000, UtxoSignatures.ANYBODY);
    String theft = UtxoTransaction.of(2, List.of(stolen), List.of(home), 0).raw();
    assertThatThrownBy(() -> node.rpc("sendrawtransaction", theft))
        .hasMessageContaining("mandatory-script-verify-flag-failed");
  }

  @Test
  void aChildThatPaysForItsParentGetsBothMined() {
    node.control("sim_setLeastRate", 20);
    String parent = node.pay(node.payerAddress(), AMOUNT);
    node.mine(1);
    assertThat(waiting()).containsExactly(parent);
    String child = node.control("sim_lift", Map.of("txid", parent, "rate", 40)).asString();
    JsonNode entry = node.rpc("getmempoolentry", child);
    assertThat(entry.path("ancestorcount").asInt()).isEqualTo(2);
    assertThat(entry.path("depends").path(0).asString()).isEqualTo(parent);
    node.mine(1);
    assertThat(waiting()).isEmpty();
  }

  @Test
  void everythingIsThereAgainAfterARestart() {
    String kept = node.pay(node.payerAddress(), AMOUNT);
    node.mine(1);
    node.reorg(1, CoinNode.Fate.WAITING);
    String replaced = node.pay(node.payerAddress(), AMOUNT);
    String other = node.replace(replaced, Map.of());
    String head = node.rpc("getbestblockhash").asString();
    node.stop();
    node.startAgain();
    assertThat(node.rpc("getbestblockhash").asString()).isEqualTo(head);
    assertThat(waiting()).containsExactlyInAnyOrder(kept, other);
    node.mine(1);
    assertThat(waiting()).isEmpty();
  }

  @Test
  void onlyWhoKnowsThePasswordIsAnsweredAndNoBrowser() throws Exception {
    String count = "{\"method\":\"getblockcount\"}";
    assertThat(post(count, Map.of()).statusCode()).isEqualTo(401);
    assertThat(post(count, Map.of("Authorization", "Basic AAAA")).statusCode()).isEqualTo(401);
    assertThat(
            post("{\"method\":\"sim_mine\"}", Map.of("Origin", "http://evil.example")).statusCode())
        .isEqualTo(403);
  }

  @Test
  void itFailsWhenItIsToldTo() {
    node.control("sim_fail", Map.of("kind", "garbage", "calls", 1));
    assertThatThrownBy(() -> node.rpc("getblockcount")).isNotInstanceOf(AssertionError.class);
    assertThat(node.rpc("getblockcount").asInt()).isPositive();
  }

  private String pay(Map<String, Object> wish) {
    return node.control("sim_pay", wish).asString();
  }

  private List<String> waiting() {
    return node.rpc("getrawmempool").valueStream().map(JsonNode::asString).toList();
  }

  private HttpResponse<String> post(String body, Map<String, String> headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(node.url()))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
