package io.aureus.testing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A real litecoind, as Debian builds it: without ZMQ. Where it cannot be had the test is skipped
 * with the reason; with {@code CI=true} it fails instead.
 */
public final class LitecoindNode extends RegtestNode {
  /** From here on regtest knows extension blocks (MWEB). */
  private static final int MWEB = 432;

  private LitecoindNode(String program) {
    super(program, "LTC", false);
  }

  /** A new chain with a wallet that has coins. */
  public static LitecoindNode start() {
    LitecoindNode node = new LitecoindNode(NodeScript.path("get-litecoind"));
    node.begin();
    return node;
  }

  /**
   * The same, with coins in the extension: as on the main network every block from now on has an
   * extension block. This node makes no reorganisation by {@link #reorg}: its {@code generateblock}
   * knows none.
   */
  public static LitecoindNode startWithExtension() {
    LitecoindNode node = start();
    node.mine(MWEB - 1 - node.height());
    node.pegIn(100_000_000);
    node.mine(1);
    return node;
  }

  /** Moves coins of the payer into the extension: at least so many. */
  public String pegIn(long units) {
    // What the wallet has inside it would spend first, and nothing would go in.
    BigDecimal more = BigDecimal.valueOf(units, 8);
    for (JsonNode coin : rpc("listunspent", 0)) {
      more = more.add(coin.has("vout") ? BigDecimal.ZERO : coin.path("amount").decimalValue());
    }
    return send(rpc("getnewaddress", "", "mweb").asString(), more);
  }

  /** Pays a usual address out of the extension: in the mempool nobody sees whom. */
  public String pegOut(String address, long units) {
    List<Map<String, Object>> usual = new ArrayList<>();
    for (JsonNode coin : rpc("listunspent", 1)) {
      if (coin.has("vout")) {
        usual.add(Map.of("txid", coin.path("txid").asString(), "vout", coin.path("vout").asInt()));
      }
    }
    rpc("lockunspent", false, usual);
    try {
      return send(address, BigDecimal.valueOf(units, 8));
    } finally {
      rpc("lockunspent", true);
    }
  }

  private String send(String address, BigDecimal amount) {
    String txid = rpc("sendtoaddress", address, amount).asString();
    String bytes = rpc("gettransaction", txid).path("hex").asString();
    return rpc("sendrawtransaction", bytes).asString();
  }

  @Override
  List<String> options() {
    // Unlike bitcoind it replaces nothing unless it is told to.
    return List.of("-fallbackfee=0.0002", "-mempoolreplacement=1");
  }

  @Override
  public String zmq() {
    return "";
  }
}
