package io.aureus.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The simulated node and the real ones do the same when they are told the same. */
class CoinNodesTest {
  private static final long AMOUNT = 1_234_567;
  private static final String UNKNOWN = "ab".repeat(32);

  @Test
  void simulatedBitcoinKeepsTheContract() {
    try (CoinNode node = SimulatedCoinNode.start("BTC", Clock.systemUTC())) {
      keepsTheContract(node);
    }
  }

  @Test
  void simulatedLitecoinKeepsTheContract() {
    try (CoinNode node = SimulatedCoinNode.start("LTC", Clock.systemUTC())) {
      keepsTheContract(node);
    }
  }

  @Test
  void bitcoindKeepsTheContract() {
    try (CoinNode node = BitcoindNode.start()) {
      keepsTheContract(node);
    }
  }

  @Test
  void litecoindKeepsTheContract() {
    try (CoinNode node = LitecoindNode.start()) {
      keepsTheContract(node);
    }
  }

  @Test
  void twoRealNodesThatWereApartFollowTheLongerChain() {
    try (BitcoindNode one = BitcoindNode.start();
        BitcoindNode other = BitcoindNode.bare()) {
      one.join(other);
      one.setOnline(false);
      one.mine(1);
      String alone = one.rpc("getbestblockhash").asString();
      other.mine(2);
      one.join(other);
      assertThat(one.rpc("getbestblockhash").asString()).isNotEqualTo(alone);
      assertThat(one.rpc("getblockheader", alone).path("confirmations").asInt()).isEqualTo(-1);
    }
  }

  private static void keepsTheContract(CoinNode node) {
    paysAndMines(node);
    replacesAndEvicts(node);
    reorganises(node);
    refusesWithTheSameWords(node);
    offersBytes(node);
    outlivesARestart(node);
  }

  private static void paysAndMines(CoinNode node) {
    int before = node.height();
    String address = Addresses.fresh(node, 1);
    String txid = node.pay(address, AMOUNT);
    assertThat(waiting(node, txid)).isTrue();
    JsonNode entry = node.rpc("getmempoolentry", txid);
    assertThat(entry.path("bip125-replaceable").asBoolean()).isTrue();
    assertThat(entry.path("fees").path("base").decimalValue()).isPositive();
    node.mine(1);
    assertThat(node.height()).isEqualTo(before + 1);
    assertThat(waiting(node, txid)).isFalse();
    JsonNode mined = node.rpc("getrawtransaction", txid, true);
    assertThat(mined.path("confirmations").asInt()).isEqualTo(1);
    assertThat(paid(mined, address)).isEqualByComparingTo(coins(AMOUNT));
    String block = mined.path("blockhash").asString();
    JsonNode told = node.rpc("getblock", block, 2);
    assertThat(told.path("height").asInt()).isEqualTo(before + 1);
    assertThat(told.path("previousblockhash").asString())
        .isEqualTo(node.rpc("getblockhash", before).asString());
    String raw = node.rpc("getblock", block, 0).asString();
    assertThat(raw).contains(mined.path("hex").asString());
    assertThat(raw.length() / 2).isEqualTo(told.path("size").asInt());
    assertThat(raw).startsWith(node.rpc("getblockheader", block, false).asString());
    assertThat(HexFormat.of().parseHex(raw)).isNotEmpty();
  }

  private static void replacesAndEvicts(CoinNode node) {
    String address = Addresses.fresh(node, 2);
    String first = node.pay(address, AMOUNT);
    String second = node.replace(first, Map.of(address, AMOUNT / 2));
    assertThat(waiting(node, first)).isFalse();
    assertThat(waiting(node, second)).isTrue();
    String third = node.replace(second, Map.of());
    assertThat(waiting(node, second)).isFalse();
    String bystander = node.pay(Addresses.fresh(node, 3), AMOUNT);
    String evicted = node.pay(address, AMOUNT);
    node.evict(evicted);
    assertThat(waiting(node, evicted)).isFalse();
    assertThat(waiting(node, bystander)).isTrue();
    assertThat(waiting(node, third)).isTrue();
    node.mine(1);
    node.resubmit(evicted);
    assertThat(waiting(node, evicted)).isTrue();
    node.mine(1);
    assertThat(depth(node, evicted)).isEqualTo(1);
    assertThat(depth(node, third)).isEqualTo(2);
  }

  private static void reorganises(CoinNode node) {
    String txid = node.pay(Addresses.fresh(node, 4), AMOUNT);
    node.mine(1);
    String block = node.rpc("getbestblockhash").asString();
    int height = node.height();
    node.reorg(1, CoinNode.Fate.MINED);
    assertThat(node.height()).isEqualTo(height + 1);
    assertThat(node.rpc("getblockhash", height).asString()).isNotEqualTo(block);
    assertThat(node.rpc("getblockheader", block).path("confirmations").asInt()).isEqualTo(-1);
    assertThat(depth(node, txid)).isEqualTo(1);
    node.reorg(1, CoinNode.Fate.WAITING);
    assertThat(waiting(node, txid)).isTrue();
    node.mine(1);
    assertThat(depth(node, txid)).isEqualTo(1);
    node.reorg(1, CoinNode.Fate.GONE);
    assertThat(waiting(node, txid)).isFalse();
    // The index forgets nothing: a transaction of a block that is gone is still told.
    assertThat(depth(node, txid)).isZero();
    node.resubmit(txid);
    node.mine(2);
    assertThat(depth(node, txid)).isEqualTo(2);
  }

  private static void refusesWithTheSameWords(CoinNode node) {
    refuses(node, -32601, "Method not found", "nosuchmethod");
    refuses(node, -8, "Block height out of range", "getblockhash", 99_999);
    refuses(node, -8, "blockhash must be of length 64 (not 2, for '00')", "getblock", "00");
    refuses(node, -5, "Block not found", "getblock", UNKNOWN);
    refuses(node, -5, "Transaction not in mempool", "getmempoolentry", UNKNOWN);
    refuses(
        node,
        -5,
        "No such mempool or blockchain transaction. Use gettransaction for wallet transactions.",
        "getrawtransaction",
        UNKNOWN);
    refuses(
        node,
        -22,
        "TX decode failed. Make sure the tx has at least one input.",
        "sendrawtransaction",
        "00");
    assertThat(node.rpc("gettxout", UNKNOWN, 0).isNull()).isTrue();
    JsonNode info = node.rpc("getblockchaininfo");
    assertThat(info.path("chain").asString()).isEqualTo("regtest");
    assertThat(info.path("blocks").asInt()).isEqualTo(node.height());
    assertThat(info.path("headers").asInt()).isEqualTo(node.height());
    assertThat(info.path("initialblockdownload").asBoolean()).isFalse();
    assertThat(node.rpc("getrawmempool", false, true).path("mempool_sequence").asLong())
        .isPositive();
  }

  private static void offersBytes(CoinNode node) {
    String address = Addresses.fresh(node, 5);
    String txid = node.pay(address, AMOUNT);
    String raw = node.rpc("getrawtransaction", txid).asString();
    assertThat(node.rpc("sendrawtransaction", raw).asString()).isEqualTo(txid);
    String inputs = raw.substring(0, raw.length() - 8) + "01000000";
    refuses(node, -26, "", "sendrawtransaction", inputs);
    node.mine(1);
    refuses(
        node,
        -27,
        node.chain().equals("BTC")
            ? "Transaction outputs already in utxo set"
            : "Transaction already in block chain",
        "sendrawtransaction",
        raw);
    String unknown = raw.replace(spent(node, raw), UNKNOWN);
    refuses(node, -25, "bad-txns-inputs-missingorspent", "sendrawtransaction", unknown);
    JsonNode answer = node.rpc("testmempoolaccept", new Object[] {new String[] {unknown}});
    assertThat(answer.path(0).path("reject-reason").asString()).isEqualTo("missing-inputs");
  }

  /** The id of what the first input spends, as it stands in the bytes. */
  private static String spent(CoinNode node, String raw) {
    JsonNode decoded = node.rpc("decoderawtransaction", raw);
    byte[] id = HexFormat.of().parseHex(decoded.at("/vin/0/txid").asString());
    StringBuilder turned = new StringBuilder();
    for (int i = id.length - 1; i >= 0; i--) {
      turned.append("%02x".formatted(id[i]));
    }
    return turned.toString();
  }

  private static void outlivesARestart(CoinNode node) {
    String txid = node.pay(Addresses.fresh(node, 6), AMOUNT);
    String head = node.rpc("getbestblockhash").asString();
    node.stop();
    assertThatThrownBy(() -> node.rpc("getblockcount")).isNotInstanceOf(NullPointerException.class);
    node.startAgain();
    assertThat(node.rpc("getbestblockhash").asString()).isEqualTo(head);
    assertThat(waiting(node, txid)).isTrue();
  }

  /** With these words; empty: with any. */
  private static void refuses(
      CoinNode node, int code, String words, String method, Object... params) {
    assertThatThrownBy(() -> node.rpc(method, params))
        .as("%s of %s", method, node.chain())
        .isInstanceOfSatisfying(
            CoinNode.RpcFailure.class,
            failure -> {
              assertThat(failure.code()).as(failure.getMessage()).isEqualTo(code);
              if (!words.isEmpty()) {
                assertThat(failure).hasMessage(words);
              }
            });
  }

  private static boolean waiting(CoinNode node, String txid) {
    return node.rpc("getrawmempool").valueStream().anyMatch(id -> id.asString().equals(txid));
  }

  private static int depth(CoinNode node, String txid) {
    return node.rpc("getrawtransaction", txid, true).path("confirmations").asInt();
  }

  private static BigDecimal paid(JsonNode transaction, String address) {
    return transaction
        .path("vout")
        .valueStream()
        .filter(output -> output.path("scriptPubKey").toString().contains("\"" + address + "\""))
        .map(output -> output.path("value").decimalValue())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal coins(long units) {
    return BigDecimal.valueOf(units, 8);
  }

  /** Addresses that nobody has keys of. */
  private static final class Addresses {
    static String fresh(CoinNode node, int number) {
      String prefix = node.chain().equals("BTC") ? "BTC" : "LTC";
      byte[] script = new byte[22];
      script[1] = 20;
      script[21] = (byte) number;
      return io.aureus.money.CoinAddress.ofScript(chain(prefix), script).orElseThrow().text();
    }

    private static io.aureus.money.Chain chain(String code) {
      return io.aureus.money.CatalogueFile.read(
              Map.of(code, new io.aureus.money.CatalogueFile.Choice("regtest", 0, Map.of())))
          .chains()
          .getFirst();
    }
  }
}
