package io.aureus.sandbox;

import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What bitcoind tells about itself, its chain as a whole, and the fees of the moment. */
final class UtxoNodeMethods {
  /** The fee rate beyond which a transaction is taken for a mistake, in coins for 1,000 bytes. */
  static final BigDecimal MOST = new BigDecimal("0.10");

  private static final BigDecimal LEAST = UtxoJson.coins(1000 * UtxoRules.LEAST_RATE);
  private static final long DAY = 86_400;

  private final UtxoChain chain;
  private final String zmq;
  private final long firstHeight;

  /** In the smallest unit for one virtual byte; 0 where there is no estimate. */
  private long estimate = 2;

  private int estimateFrom = 1;
  private long poolLeast = 1;

  /**
   * @param zmq where it publishes
   */
  UtxoNodeMethods(UtxoChain chain, String zmq) {
    this.chain = chain;
    this.zmq = zmq;
    this.firstHeight = chain.height();
  }

  /**
   * @param rate for one virtual byte; 0 for no estimate
   * @param from the shortest span in blocks that there is an estimate for
   * @param least what the mempool takes, for one virtual byte
   */
  void setEstimate(long rate, int from, long least) {
    estimate = rate;
    estimateFrom = from;
    poolLeast = least;
  }

  JsonNode call(String method, Params params) {
    return switch (method) {
      case "getblockchaininfo" -> chainInfo();
      case "getnetworkinfo" -> networkInfo();
      case "getmempoolinfo" -> mempoolInfo();
      case "getindexinfo" -> indexInfo();
      case "getchaintips" -> tips();
      case "estimatesmartfee" -> fee(params);
      case "getconnectioncount" -> UtxoJson.JSON.getNodeFactory().numberNode(1);
      case "getzmqnotifications" -> publishers();
      case "uptime" ->
          UtxoJson.JSON.getNodeFactory().numberNode(60 * (chain.height() - firstHeight) + 60);
      default -> throw new RpcError(RpcError.NO_SUCH_METHOD, "Method not found");
    };
  }

  private JsonNode chainInfo() {
    UtxoBlock head = chain.head();
    ObjectNode info = UtxoJson.JSON.createObjectNode();
    info.put("chain", "regtest");
    info.put("blocks", head.height());
    info.put("headers", head.height());
    info.put("bestblockhash", head.hash());
    info.put("bits", UtxoBlock.BITS);
    info.put("difficulty", new BigDecimal("4.656542373906925e-10"));
    info.put("time", head.time());
    info.put("mediantime", chain.blocks().medianTime(head));
    info.put("verificationprogress", 1);
    info.put("initialblockdownload", chain.now() - head.time() > DAY);
    info.put("chainwork", UtxoJson.work(head.height()));
    info.put("size_on_disk", 300L * head.height());
    info.put("pruned", false);
    info.putArray("warnings");
    return info;
  }

  private JsonNode networkInfo() {
    ObjectNode info = UtxoJson.JSON.createObjectNode();
    info.put("version", chain.network().version());
    info.put("subversion", chain.network().agent());
    info.put("protocolversion", 70_016);
    info.put("localservices", "0000000000000409");
    info.putArray("localservicesnames").add("NETWORK").add("WITNESS").add("NETWORK_LIMITED");
    info.put("localrelay", true);
    info.put("timeoffset", 0);
    info.put("networkactive", true);
    info.put("connections", 1);
    info.put("connections_in", 0);
    info.put("connections_out", 1);
    info.putArray("networks");
    info.put("relayfee", LEAST);
    info.put("incrementalfee", LEAST);
    info.putArray("localaddresses");
    info.putArray("warnings");
    return info;
  }

  private JsonNode mempoolInfo() {
    ObjectNode info = UtxoJson.JSON.createObjectNode();
    long bytes = chain.mempool().all().stream().mapToLong(UtxoMempool.Waiting::vsize).sum();
    long fees = chain.mempool().all().stream().mapToLong(UtxoMempool.Waiting::fee).sum();
    info.put("loaded", true);
    info.put("size", chain.mempool().all().size());
    info.put("bytes", bytes);
    info.put("usage", 4 * bytes);
    info.put("total_fee", UtxoJson.coins(fees));
    info.put("maxmempool", 300_000_000);
    info.put("mempoolminfee", UtxoJson.coins(1000 * poolLeast));
    info.put("minrelaytxfee", LEAST);
    info.put("incrementalrelayfee", LEAST);
    info.put("unbroadcastcount", 0);
    info.put("fullrbf", chain.network().isFullReplacement());
    return info;
  }

  private JsonNode indexInfo() {
    ObjectNode info = UtxoJson.JSON.createObjectNode();
    info.putObject("txindex").put("synced", true).put("best_block_height", chain.height());
    return info;
  }

  private JsonNode tips() {
    ArrayNode tips = UtxoJson.JSON.createArrayNode();
    tips.addObject()
        .put("height", chain.height())
        .put("hash", chain.head().hash())
        .put("branchlen", 0)
        .put("status", "active");
    return tips;
  }

  private JsonNode publishers() {
    ArrayNode publishers = UtxoJson.JSON.createArrayNode();
    for (String topic : UtxoNews.TOPICS) {
      ObjectNode one = publishers.addObject().put("type", "pub" + topic);
      one.put("address", zmq).put("hwm", ZmqSubscriber.ROOM);
    }
    return publishers;
  }

  private JsonNode fee(Params params) {
    ObjectNode answer = UtxoJson.JSON.createObjectNode();
    int blocks = params.at(0).asInt(2);
    if (estimate > 0 && blocks >= estimateFrom) {
      answer.put("feerate", UtxoJson.coins(1000 * estimate));
    } else {
      answer.putArray("errors").add("Insufficient data or no feerate found");
    }
    answer.put("blocks", Math.max(2, blocks));
    return answer;
  }
}
