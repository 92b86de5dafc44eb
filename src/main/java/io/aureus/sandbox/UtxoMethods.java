package io.aureus.sandbox;

import io.aureus.sandbox.UtxoMempool.Waiting;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The methods of bitcoind's JSON-RPC that wallets and gateways use, with its codes and words. */
final class UtxoMethods {
  private static final int NOT_FOUND = -5;
  private static final int BAD_VALUE = -8;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");

  private final UtxoChain chain;
  private final UtxoJson json;
  private final UtxoNodeMethods node;
  private final Runnable taken;

  /**
   * @param taken called when a transaction was taken
   */
  UtxoMethods(UtxoChain chain, UtxoNodeMethods node, Runnable taken) {
    this.chain = chain;
    this.json = new UtxoJson(chain);
    this.node = node;
    this.taken = taken;
  }

  JsonNode call(String method, Params params) {
    return switch (method) {
      case "getblockcount" -> NODES.numberNode(chain.height());
      case "getbestblockhash" -> NODES.stringNode(chain.head().hash());
      case "getblockhash" -> NODES.stringNode(at(params.at(0)).hash());
      case "getblockheader" -> header(params);
      case "getblock" -> block(params);
      case "getrawmempool" -> mempool(params);
      case "getmempoolentry" -> json.waiting(waiting(params.at(0)));
      case "getmempoolancestors" -> ancestors(params);
      case "getmempooldescendants" -> descendants(params);
      case "getrawtransaction" -> transaction(params);
      case "decoderawtransaction" ->
          json.transaction(UtxoTransaction.read(params.at(0).asString("")), false);
      case "sendrawtransaction" -> send(params);
      case "testmempoolaccept" -> test(params);
      case "gettxout" -> output(params);
      default -> node.call(method, params);
    };
  }

  private UtxoBlock at(JsonNode height) {
    int wanted = height.asInt(-1);
    if (wanted < 0 || wanted > chain.height()) {
      throw new RpcError(BAD_VALUE, "Block height out of range");
    }
    return chain.blocks().at(wanted);
  }

  private UtxoBlock block(JsonNode hash) {
    return chain
        .blocks()
        .find(hash(hash, "blockhash"))
        .orElseThrow(() -> new RpcError(NOT_FOUND, "Block not found"));
  }

  static String hash(JsonNode node, String name) {
    String text = node.asString("");
    if (!HASH.matcher(text).matches()) {
      throw new RpcError(
          BAD_VALUE,
          "%s must be of length 64 (not %d, for '%s')".formatted(name, text.length(), text));
    }
    return text.toLowerCase(Locale.ROOT);
  }

  private JsonNode header(Params params) {
    UtxoBlock block = block(params.at(0));
    return params.at(1).asBoolean(true) ? json.header(block) : NODES.stringNode(block.header());
  }

  private JsonNode block(Params params) {
    UtxoBlock block = block(params.at(0));
    JsonNode wanted = params.at(1);
    int verbosity = wanted.isBoolean() ? (wanted.asBoolean() ? 1 : 0) : wanted.asInt(1);
    return verbosity == 0 ? NODES.stringNode(block.raw()) : json.block(block, verbosity);
  }

  private JsonNode mempool(Params params) {
    if (params.flag(0)) {
      if (params.flag(1)) {
        throw new RpcError(BAD_VALUE, "Verbose results cannot contain mempool sequence values.");
      }
      return verbose(chain.mempool().all());
    }
    ArrayNode ids = ids(chain.mempool().all());
    if (!params.flag(1)) {
      return ids;
    }
    ObjectNode answer = UtxoJson.JSON.createObjectNode();
    answer.set("txids", ids);
    answer.put("mempool_sequence", chain.mempool().sequence());
    return answer;
  }

  private JsonNode verbose(Iterable<Waiting> some) {
    ObjectNode answer = UtxoJson.JSON.createObjectNode();
    some.forEach(one -> answer.set(one.transaction().txid(), json.waiting(one)));
    return answer;
  }

  private static ArrayNode ids(Iterable<Waiting> some) {
    ArrayNode ids = UtxoJson.JSON.createArrayNode();
    some.forEach(one -> ids.add(one.transaction().txid()));
    return ids;
  }

  private Waiting waiting(JsonNode txid) {
    return chain
        .mempool()
        .find(hash(txid, "txid"))
        .orElseThrow(() -> new RpcError(NOT_FOUND, "Transaction not in mempool"));
  }

  private JsonNode ancestors(Params params) {
    Iterable<Waiting> found = chain.mempool().ancestors(waiting(params.at(0)).transaction());
    return params.flag(1) ? verbose(found) : ids(found);
  }

  private JsonNode descendants(Params params) {
    String txid = waiting(params.at(0)).transaction().txid();
    Iterable<Waiting> found = chain.mempool().descendants(txid);
    return params.flag(1) ? verbose(found) : ids(found);
  }

  private JsonNode transaction(Params params) {
    String txid = hash(params.at(0), "parameter 1");
    JsonNode wanted = params.at(1);
    int verbosity = wanted.isBoolean() ? (wanted.asBoolean() ? 1 : 0) : wanted.asInt(0);
    Optional<UtxoBlock> home;
    Optional<UtxoTransaction> found;
    if (params.at(2).isString()) {
      home = Optional.of(block(params.at(2)));
      found = in(home.get(), txid);
    } else {
      found = chain.transaction(txid);
      home = chain.coins().place(txid).map(place -> chain.blocks().at(place.height()));
      if (found.isEmpty()) {
        home = chain.stale(txid);
        found = home.flatMap(block -> in(block, txid));
      }
    }
    if (found.isEmpty()) {
      throw new RpcError(
          NOT_FOUND,
          params.at(2).isString()
              ? "No such transaction found in the provided block. Use gettransaction for wallet"
                  + " transactions."
              : "No such mempool or blockchain transaction. Use gettransaction for wallet"
                  + " transactions.");
    }
    if (verbosity == 0) {
      return NODES.stringNode(found.get().raw());
    }
    ObjectNode answer = json.transaction(found.get(), verbosity > 1);
    home.ifPresent(block -> inBlock(answer, block));
    return answer;
  }

  private static Optional<UtxoTransaction> in(UtxoBlock block, String txid) {
    return block.transactions().stream().filter(one -> one.txid().equals(txid)).findFirst();
  }

  private void inBlock(ObjectNode transaction, UtxoBlock block) {
    boolean isActive = chain.blocks().isActive(block);
    transaction.put("blockhash", block.hash());
    transaction.put("confirmations", isActive ? chain.height() - block.height() + 1 : 0);
    transaction.put("time", block.time());
    transaction.put("blocktime", block.time());
  }

  private JsonNode send(Params params) {
    UtxoTransaction transaction = UtxoTransaction.read(params.at(0).asString(""));
    if (chain.mempool().find(transaction.txid()).isEmpty()) {
      long fee = chain.rules().fee(transaction, chain.height() + 1);
      BigDecimal most =
          params.at(1).isNumber() ? params.at(1).decimalValue() : UtxoNodeMethods.MOST;
      BigDecimal rate = UtxoJson.coins(fee * 1000 / transaction.vsize());
      if (most.signum() > 0 && rate.compareTo(most) > 0) {
        throw new RpcError(
            -25, "Fee exceeds maximum configured by user (e.g. -maxtxfee, maxfeerate)");
      }
      chain.take(transaction);
      taken.run();
    }
    return NODES.stringNode(transaction.txid());
  }

  private JsonNode test(Params params) {
    ArrayNode answers = UtxoJson.JSON.createArrayNode();
    for (JsonNode raw : params.at(0)) {
      UtxoTransaction transaction = UtxoTransaction.read(raw.asString(""));
      ObjectNode answer = answers.addObject();
      answer.put("txid", transaction.txid());
      answer.put("wtxid", transaction.wtxid());
      try {
        if (chain.mempool().find(transaction.txid()).isPresent()) {
          throw new RpcError(0, "txn-already-in-mempool");
        }
        long fee = chain.rules().fee(transaction, chain.height() + 1);
        answer.put("allowed", true);
        answer.put("vsize", transaction.vsize());
        answer.putObject("fees").put("base", UtxoJson.coins(fee));
      } catch (RpcError e) {
        answer.put("allowed", false);
        answer.put("reject-reason", reason(e));
      }
    }
    return answers;
  }

  private static String reason(RpcError e) {
    String words = String.valueOf(e.getMessage());
    if (words.startsWith("bad-txns-inputs-missingorspent")) {
      return "missing-inputs";
    }
    return e.code() == -27 ? "txn-already-known" : words.split(", ", 2)[0];
  }

  private JsonNode output(Params params) {
    UtxoTransaction.Outpoint outpoint =
        new UtxoTransaction.Outpoint(hash(params.at(0), "txid"), params.at(1).asLong(0));
    boolean withMempool = params.at(2).asBoolean(true);
    if (withMempool && chain.mempool().spender(outpoint).isPresent()) {
      return NODES.nullNode();
    }
    Optional<UtxoCoins.Coin> coin = chain.coins().find(outpoint);
    if (coin.isPresent()) {
      int depth = chain.height() - coin.get().height() + 1;
      return output(coin.get().output(), depth, coin.get().coinbase());
    }
    List<UtxoTransaction.Output> waiting =
        withMempool
            ? chain.mempool().find(outpoint.txid()).stream()
                .flatMap(one -> one.transaction().outputs().stream())
                .toList()
            : List.of();
    return outpoint.index() < waiting.size()
        ? output(waiting.get((int) outpoint.index()), 0, false)
        : NODES.nullNode();
  }

  private JsonNode output(UtxoTransaction.Output output, int depth, boolean coinbase) {
    ObjectNode answer = UtxoJson.JSON.createObjectNode();
    answer.put("bestblock", chain.head().hash());
    answer.put("confirmations", depth);
    answer.put("value", UtxoJson.coins(output.units()));
    answer.set("scriptPubKey", json.script(output.script()));
    answer.put("coinbase", coinbase);
    return answer;
  }
}
