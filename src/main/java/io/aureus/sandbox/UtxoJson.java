package io.aureus.sandbox;

import io.aureus.money.CoinAddress;
import io.aureus.sandbox.UtxoMempool.Waiting;
import io.aureus.sandbox.UtxoTransaction.Input;
import io.aureus.sandbox.UtxoTransaction.Output;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Blocks, transactions and the mempool as bitcoind writes them. */
final class UtxoJson {
  static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private static final BigDecimal DIFFICULTY = new BigDecimal("4.656542373906925e-10");

  private final UtxoChain chain;

  UtxoJson(UtxoChain chain) {
    this.chain = chain;
  }

  /** Whole coins, with all eight decimals. */
  static BigDecimal coins(long units) {
    return BigDecimal.valueOf(units, 8);
  }

  ObjectNode header(UtxoBlock block) {
    ObjectNode json = JSON.createObjectNode();
    boolean isActive = chain.blocks().isActive(block);
    json.put("hash", block.hash());
    json.put("confirmations", isActive ? chain.height() - block.height() + 1 : -1);
    json.put("height", block.height());
    json.put("version", Integer.reverseBytes(Integer.parseInt(block.header(), 0, 8, 16)));
    json.put("versionHex", block.height() == 0 ? "00000001" : "20000000");
    json.put("merkleroot", shown(block.header().substring(72, 136)));
    json.put("time", block.time());
    json.put("mediantime", chain.blocks().medianTime(block));
    json.put("nonce", Long.parseLong(shown(block.header().substring(152)), 16));
    json.put("bits", UtxoBlock.BITS);
    json.put("difficulty", DIFFICULTY);
    json.put("chainwork", work(block.height()));
    json.put("nTx", block.others().size() + 1);
    if (block.height() > 0) {
      json.put("previousblockhash", block.previous());
    }
    if (isActive && block.height() < chain.height()) {
      json.put("nextblockhash", chain.blocks().at(block.height() + 1).hash());
    }
    return json;
  }

  /** Every block of regtest takes two tries. */
  static String work(int height) {
    return "%064x".formatted(2L * (height + 1));
  }

  private static String shown(String hex) {
    return UtxoBytes.shown(UtxoBytes.HEX.parseHex(hex));
  }

  /**
   * @param verbosity 1 names the transactions, 2 has all of them, 3 with what they spend
   */
  ObjectNode block(UtxoBlock block, int verbosity) {
    ObjectNode json = header(block);
    int stripped = 80 + 1;
    int size = block.raw().length() / 2;
    ArrayNode transactions = json.putArray("tx");
    for (UtxoTransaction each : block.transactions()) {
      stripped += each.strippedSize();
      if (verbosity < 2) {
        transactions.add(each.txid());
      } else {
        transactions.add(inBlock(each, verbosity > 2));
      }
    }
    json.put("strippedsize", stripped);
    json.put("size", size);
    json.put("weight", 3 * stripped + size);
    return json;
  }

  private ObjectNode inBlock(UtxoTransaction transaction, boolean withSpent) {
    ObjectNode json = transaction(transaction, withSpent);
    chain.coins().place(transaction.txid()).ifPresent(p -> json.put("fee", coins(p.fee())));
    return json;
  }

  /** A transaction by itself, and what its inputs spend where that is wanted. */
  ObjectNode transaction(UtxoTransaction transaction, boolean withSpent) {
    ObjectNode json = JSON.createObjectNode();
    json.put("txid", transaction.txid());
    json.put("hash", transaction.wtxid());
    json.put("version", transaction.version());
    json.put("size", transaction.size());
    json.put("vsize", transaction.vsize());
    json.put("weight", transaction.weight());
    json.put("locktime", transaction.lockTime());
    ArrayNode inputs = json.putArray("vin");
    transaction
        .inputs()
        .forEach(input -> inputs.add(input(input, transaction.isCoinbase(), withSpent)));
    ArrayNode outputs = json.putArray("vout");
    for (int i = 0; i < transaction.outputs().size(); i++) {
      Output output = transaction.outputs().get(i);
      ObjectNode one = outputs.addObject();
      one.put("value", coins(output.units()));
      one.put("n", i);
      one.set("scriptPubKey", script(output.script()));
    }
    json.put("hex", transaction.raw());
    return json;
  }

  private ObjectNode input(Input input, boolean isCoinbase, boolean withSpent) {
    ObjectNode json = JSON.createObjectNode();
    if (isCoinbase) {
      json.put("coinbase", input.script());
    } else {
      json.put("txid", input.spent().txid());
      json.put("vout", input.spent().index());
      ObjectNode script = json.putObject("scriptSig");
      script.put("asm", "");
      script.put("hex", input.script());
    }
    if (!input.witness().isEmpty()) {
      ArrayNode items = json.putArray("txinwitness");
      input.witness().forEach(items::add);
    }
    Optional<Output> spent =
        withSpent && !isCoinbase ? chain.output(input.spent()) : Optional.empty();
    if (spent.isPresent()) {
      ObjectNode before = json.putObject("prevout");
      before.put("generated", false);
      before.put("value", coins(spent.get().units()));
      before.set("scriptPubKey", script(spent.get().script()));
    }
    json.put("sequence", input.sequence());
    return json;
  }

  ObjectNode script(String hex) {
    ObjectNode json = JSON.createObjectNode();
    json.put("asm", "");
    json.put("hex", hex);
    Optional<CoinAddress> address =
        CoinAddress.ofScript(chain.network().chain(), UtxoBytes.HEX.parseHex(hex));
    address.ifPresent(one -> json.put("address", one.text()));
    json.put("type", type(hex));
    return json;
  }

  private static String type(String hex) {
    return switch (hex.length()) {
      case 44 -> hex.startsWith("0014") ? "witness_v0_keyhash" : "nonstandard";
      case 46 -> hex.startsWith("a914") ? "scripthash" : "nonstandard";
      case 50 -> hex.startsWith("76a914") ? "pubkeyhash" : "nonstandard";
      case 68 -> hex.startsWith("0020") ? "witness_v0_scripthash" : "witness_v1_taproot";
      default -> hex.startsWith("6a") ? "nulldata" : "nonstandard";
    };
  }

  ObjectNode waiting(Waiting one) {
    UtxoMempool mempool = chain.mempool();
    UtxoTransaction transaction = one.transaction();
    Collection<Waiting> ancestors = mempool.ancestors(transaction);
    List<Waiting> descendants = mempool.descendants(transaction.txid());
    ObjectNode json = JSON.createObjectNode();
    json.put("vsize", transaction.vsize());
    json.put("weight", transaction.weight());
    json.put("time", one.time());
    json.put("height", one.height());
    json.put("descendantcount", descendants.size() + 1);
    json.put("descendantsize", one.vsize() + size(descendants));
    json.put("ancestorcount", ancestors.size() + 1);
    json.put("ancestorsize", one.vsize() + size(ancestors));
    json.put("wtxid", transaction.wtxid());
    ObjectNode fees = json.putObject("fees");
    fees.put("base", coins(one.fee()));
    fees.put("modified", coins(one.fee()));
    fees.put("ancestor", coins(one.fee() + fees(ancestors)));
    fees.put("descendant", coins(one.fee() + fees(descendants)));
    ArrayNode depends = json.putArray("depends");
    mempool.parents(transaction).forEach(p -> depends.add(p.transaction().txid()));
    ArrayNode spentBy = json.putArray("spentby");
    mempool.children(transaction).forEach(c -> spentBy.add(c.transaction().txid()));
    json.put("bip125-replaceable", chain.rules().isReplaceable(one));
    json.put("unbroadcast", false);
    return json;
  }

  private static long size(Collection<Waiting> some) {
    return some.stream().mapToLong(Waiting::vsize).sum();
  }

  private static long fees(Collection<Waiting> some) {
    return some.stream().mapToLong(Waiting::fee).sum();
  }
}
