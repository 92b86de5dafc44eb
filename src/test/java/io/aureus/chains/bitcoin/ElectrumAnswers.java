package io.aureus.chains.bitcoin;

import io.aureus.chains.bitcoin.ElectrumServer.Refused;
import io.aureus.testing.CoinNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** What an honest server of protocol 1.4 answers, as far as wallets ask. */
final class ElectrumAnswers {
  private static final String PROTOCOL = "1.4";
  private static final int MOST_HEADERS = 2_016;
  private static final int UNKNOWN_METHOD = -32_601;

  private final CoinNode node;
  private final ElectrumIndex index;

  ElectrumAnswers(CoinNode node, ElectrumIndex index) {
    this.node = node;
    this.index = index;
  }

  Object to(String method, JsonNode params) throws Refused {
    String text = params.path(0).asString("");
    int number = params.path(0).asInt(0);
    return switch (method) {
      case "server.version" -> version(params.path(1));
      case "server.ping" -> NullNode.getInstance();
      case "server.banner", "server.donation_address" -> "";
      case "server.peers.subscribe", "mempool.get_fee_histogram" -> List.of();
      case "blockchain.headers.subscribe" -> tip();
      case "blockchain.block.header" -> header(number);
      case "blockchain.block.headers" -> headers(number, params.path(1).asInt());
      case "blockchain.scripthash.subscribe" -> status(text);
      case "blockchain.scripthash.get_history" -> entries(text, false);
      case "blockchain.scripthash.get_mempool" -> entries(text, true);
      case "blockchain.scripthash.listunspent" -> unspent(text);
      case "blockchain.scripthash.get_balance" -> balance(text);
      case "blockchain.transaction.get" -> {
        CoinTransaction found = index.transaction(text);
        yield found == null ? refuse("no such transaction") : hex(found.bytes());
      }
      case "blockchain.transaction.get_merkle" -> {
        Object proof = index.proof(text, params.path(1).asInt());
        yield proof == null ? refuse("it is not in that block") : proof;
      }
      case "blockchain.transaction.broadcast" -> broadcast(text);
      case "blockchain.relayfee" -> new BigDecimal("0.00001");
      case "blockchain.estimatefee" -> -1;
      default -> throw new Refused(UNKNOWN_METHOD, "unknown method " + method);
    };
  }

  /**
   * @param asked one version, or the lowest and the highest
   */
  private static Object version(JsonNode asked) throws Refused {
    String lowest = asked.isArray() ? asked.path(0).asString("") : asked.asString(PROTOCOL);
    return lowest.equals(PROTOCOL)
        ? List.of("a test's server", PROTOCOL)
        : refuse("unsupported protocol version: " + asked);
  }

  private static Object refuse(String words) throws Refused {
    throw new Refused(words);
  }

  /** The newest block. */
  Map<String, Object> tip() {
    return Map.of("height", index.height(), "hex", index.block(index.height()).header());
  }

  private Object status(String script) {
    return Objects.requireNonNullElse(index.status(script), NullNode.getInstance());
  }

  private String broadcast(String hex) throws Refused {
    try {
      return node.rpc("sendrawtransaction", hex).asString();
    } catch (CoinNode.RpcFailure e) {
      String words = "the transaction was rejected by network rules.\n\n";
      throw new Refused(words + e.getMessage() + "\n[" + hex + "]");
    }
  }

  private Object entries(String script, boolean isWaiting) {
    return index.history(script).stream()
        .filter(one -> !isWaiting || one.height() <= 0)
        .map(ElectrumAnswers::told)
        .toList();
  }

  private static Map<String, Object> told(ElectrumIndex.Entry one) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("tx_hash", one.txid());
    told.put("height", one.height());
    if (one.fee() != null) {
      told.put("fee", one.fee());
    }
    return told;
  }

  private List<Map<String, Object>> unspent(String script) {
    return index.unspent(script, true).stream()
        .map(
            coin ->
                Map.<String, Object>of(
                    "tx_hash", coin.txid(),
                    "tx_pos", coin.output(),
                    "height", coin.height(),
                    "value", coin.units()))
        .toList();
  }

  /** What waits may be less than nothing: where it spends what is mined. */
  private Map<String, Long> balance(String script) {
    long mined = sum(index.unspent(script, false));
    return Map.of("confirmed", mined, "unconfirmed", sum(index.unspent(script, true)) - mined);
  }

  private static long sum(List<ElectrumIndex.Unspent> coins) {
    return coins.stream().mapToLong(ElectrumIndex.Unspent::units).sum();
  }

  private Object headers(int from, int count) {
    int there = Math.clamp(index.height() - from + 1, 0, Math.min(count, MOST_HEADERS));
    StringBuilder hex = new StringBuilder();
    IntStream.range(from, from + there).forEach(at -> hex.append(index.block(at).header()));
    return Map.of("count", there, "hex", hex.toString(), "max", MOST_HEADERS);
  }

  private String header(int number) throws Refused {
    if (number < 0 || number > index.height()) {
      throw new Refused("height " + number + " out of range");
    }
    return index.block(number).header();
  }

  private static String hex(byte[] bytes) {
    return Digests.HEX.formatHex(bytes);
  }
}
