package io.aureus.chains.bitcoin;

import io.aureus.money.Sha256;
import io.aureus.testing.CoinNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What an Electrum server keeps of a node's chain: which scripts are in which transactions. */
final class ElectrumIndex {
  /**
   * @param height 0 where it waits, -1 where what it spends waits too
   * @param fee in the smallest unit; null where it is mined
   */
  record Entry(String txid, long height, @Nullable Long fee) {}

  record Block(String hash, String header, List<CoinTransaction> transactions) {}

  private static final int ATTEMPTS = 5;

  private final CoinNode node;
  private final List<Block> blocks = new ArrayList<>();
  private final Map<String, CoinTransaction> known = new HashMap<>();
  private Map<String, Long> fees = new HashMap<>();
  private Map<String, List<Entry>> histories = new HashMap<>();
  private Set<String> waiting = Set.of();
  private String best = "";

  ElectrumIndex(CoinNode node) {
    this.node = node;
  }

  /** Reads what is new on the node, again where it went on meanwhile. */
  void refresh() {
    for (int attempt = 1; ; attempt++) {
      try {
        read();
        return;
      } catch (CoinNode.RpcFailure e) {
        best = "";
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private void read() {
    String now = node.rpc("getbestblockhash").asString();
    Set<String> ids = new LinkedHashSet<>();
    node.rpc("getrawmempool").forEach(id -> ids.add(id.asString()));
    if (now.equals(best) && ids.equals(waiting)) {
      return;
    }
    int height = node.height();
    while (!blocks.isEmpty()
        && (blocks.size() > height + 1
            || !hash(blocks.size() - 1).equals(blocks.getLast().hash()))) {
      blocks.removeLast();
    }
    while (blocks.size() <= height) {
      String hash = hash(blocks.size());
      byte[] bytes = Digests.bytes(node.rpc("getblock", hash, 0).asString());
      String header = Digests.HEX.formatHex(bytes, 0, CoinHeader.SIZE);
      blocks.add(new Block(hash, header, CoinBlock.parse(bytes).transactions()));
    }
    best = now;
    waiting = ids;
    index();
  }

  private String hash(int number) {
    return node.rpc("getblockhash", number).asString();
  }

  private void index() {
    known.clear();
    histories = new HashMap<>();
    blocks.forEach(block -> block.transactions().forEach(each -> known.put(each.txid(), each)));
    // What was mined while we read is not told twice.
    Set<String> unmined = new TreeSet<>(waiting);
    unmined.removeAll(known.keySet());
    Map<String, Long> paid = new HashMap<>();
    for (String txid : unmined) {
      known.put(txid, CoinTransaction.parse(node.rpc("getrawtransaction", txid).asString()));
      Long before = fees.get(txid);
      paid.put(txid, before == null ? fee(txid) : before);
    }
    fees = paid;
    for (int height = 0; height < blocks.size(); height++) {
      for (CoinTransaction each : blocks.get(height).transactions()) {
        note(each, height);
      }
    }
    for (String txid : unmined) {
      CoinTransaction each = Objects.requireNonNull(known.get(txid));
      boolean hangsOn = each.inputs().stream().anyMatch(in -> unmined.contains(in.spent().txid()));
      note(each, hangsOn ? -1 : 0);
    }
  }

  private long fee(String txid) {
    JsonNode fees = node.rpc("getmempoolentry", txid).path("fees");
    return fees.path("base").decimalValue().movePointRight(8).longValueExact();
  }

  private void note(CoinTransaction transaction, long height) {
    Long fee = height > 0 ? null : fees.get(transaction.txid());
    Set<String> touched = new LinkedHashSet<>();
    transaction.outputs().forEach(out -> touched.add(ScriptHashes.of(out.script())));
    for (CoinTransaction.Input in : transaction.inputs()) {
      CoinTransaction spent = known.get(in.spent().txid());
      if (spent != null) {
        touched.add(ScriptHashes.of(spent.outputs().get((int) in.spent().index()).script()));
      }
    }
    for (String hash : touched) {
      histories
          .computeIfAbsent(hash, any -> new ArrayList<>())
          .add(new Entry(transaction.txid(), height, fee));
    }
  }

  int height() {
    return blocks.size() - 1;
  }

  Block block(int number) {
    return blocks.get(number);
  }

  List<Entry> history(String script) {
    return histories.getOrDefault(script, List.of());
  }

  /** A coin that a script holds. */
  record Unspent(String txid, int output, long height, long units) {}

  /**
   * What a script holds.
   *
   * @param isAll by what waits too; otherwise by what is mined alone
   */
  List<Unspent> unspent(String script, boolean isAll) {
    Map<OutPoint, Unspent> coins = new LinkedHashMap<>();
    Set<OutPoint> spent = new HashSet<>();
    for (Entry entry : history(script)) {
      if (entry.height() <= 0 && !isAll) {
        continue;
      }
      CoinTransaction each = Objects.requireNonNull(known.get(entry.txid()));
      each.inputs().forEach(in -> spent.add(in.spent()));
      for (int i = 0; i < each.outputs().size(); i++) {
        CoinTransaction.Output out = each.outputs().get(i);
        if (ScriptHashes.of(out.script()).equals(script)) {
          long height = Math.max(0, entry.height());
          coins.put(new OutPoint(each.txid(), i), new Unspent(each.txid(), i, height, out.units()));
        }
      }
    }
    coins.keySet().removeAll(spent);
    return List.copyOf(coins.values());
  }

  @Nullable String status(String script) {
    List<Entry> history = history(script);
    if (history.isEmpty()) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    history.forEach(one -> text.append(one.txid() + ":" + one.height() + ":"));
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    return Sha256.hex(bytes);
  }

  @Nullable CoinTransaction transaction(String txid) {
    return known.get(txid);
  }

  /** The proof for a transaction; null where the block does not hold it. */
  @Nullable Map<String, Object> proof(String txid, int number) {
    if (number < 0 || number >= blocks.size()) {
      return null;
    }
    List<String> ids =
        blocks.get(number).transactions().stream().map(CoinTransaction::txid).toList();
    int position = ids.indexOf(txid);
    if (position < 0) {
      return null;
    }
    List<byte[]> level = new ArrayList<>();
    ids.forEach(id -> level.add(Digests.hashed(id)));
    List<String> branch = new ArrayList<>();
    for (int at = position; level.size() > 1; at /= 2) {
      if (level.size() % 2 == 1) {
        level.add(level.getLast());
      }
      branch.add(Digests.shown(level.get(at ^ 1), 0));
      List<byte[]> above = new ArrayList<>();
      for (int i = 0; i < level.size(); i += 2) {
        MessageDigest digest = Sha256.digest();
        digest.update(level.get(i));
        digest.update(level.get(i + 1));
        above.add(digest.digest(digest.digest()));
      }
      level.clear();
      level.addAll(above);
    }
    Map<String, Object> proof = new LinkedHashMap<>();
    proof.put("block_height", number);
    proof.put("merkle", branch);
    proof.put("pos", position);
    return proof;
  }
}
