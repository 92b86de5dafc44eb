package io.aureus.chains.bitcoin;

import io.aureus.chains.CoinsNow.Point;
import io.aureus.chains.CoinsNow.Signed;
import io.aureus.chains.electrum.ElectrumLine;
import io.aureus.chains.nodes.NodeFailure;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one server says of coins: who spends them. It knows no outputs by themselves, so the history
 * of the script that a coin stands on is looked through.
 */
final class ServerSpending {
  /** How many transactions of a payer's script are looked into for one that took his coin away. */
  private static final int LOOKED_INTO = 100;

  private static final byte RETURN = 0x6a;

  private final ServerHistories histories;
  private final ElectrumQuestions questions;

  ServerSpending(ServerHistories histories, ElectrumQuestions questions) {
    this.histories = histories;
    this.questions = questions;
  }

  /** Whether a transaction is in the mempool. */
  boolean holdsWaiting(ElectrumLine line, String txid) throws NodeFailure {
    CoinTransaction transaction = questions.transaction(line, txid);
    if (transaction == null) {
      return false;
    }
    for (CoinTransaction.Output output : transaction.outputs()) {
      byte[] script = output.script();
      if (script.length > 0 && script[0] != RETURN) {
        return ServerHistories.waiting(line, ScriptHashes.of(script)).stream()
            .anyMatch(entry -> entry.txid().equals(txid));
      }
    }
    return false;
  }

  /** The block that has an output which no block spends; 0 where there is none. */
  long blockOf(ElectrumLine line, OutPoint output) throws NodeFailure {
    List<ServerHistories.Entry> history = historyOf(line, output);
    if (spenders(line, output, history).stream().anyMatch(entry -> entry.height() > 0)) {
      return 0;
    }
    return history.stream()
        .filter(entry -> entry.height() > 0 && entry.txid().equals(output.txid()))
        .mapToLong(ServerHistories.Entry::height)
        .findFirst()
        .orElse(0);
  }

  /** The newest transactions that spend one of these, be they in a block or waiting. */
  Set<ServerHistories.Entry> spenders(ElectrumLine line, List<OutPoint> outputs)
      throws NodeFailure {
    Set<ServerHistories.Entry> spenders = new HashSet<>();
    for (OutPoint output : outputs) {
      List<ServerHistories.Entry> history = historyOf(line, output);
      int from = Math.max(0, history.size() - LOOKED_INTO);
      spenders.addAll(spenders(line, output, history.subList(from, history.size())));
    }
    return spenders;
  }

  /**
   * Coins that something spends which is none of ours, and those that the server does not know. It
   * is asked anew what changed: what it told by itself may be on its way still.
   */
  Set<Point> taken(ElectrumLine line, List<Point> coins, Signed ours) throws NodeFailure {
    Map<Point, String> scripts = new HashMap<>();
    for (Point coin : coins) {
      String script = scriptOf(line, new OutPoint(coin.txHash(), coin.index()));
      if (script != null) {
        scripts.put(coin, script);
      }
    }
    Map<String, List<ServerHistories.Entry>> now =
        histories.now(line, new HashSet<>(scripts.values()));
    Set<Point> taken = new HashSet<>();
    for (Point coin : coins) {
      OutPoint output = new OutPoint(coin.txHash(), coin.index());
      String script = scripts.get(coin);
      List<ServerHistories.Entry> history =
          script == null ? List.of() : now.getOrDefault(script, List.of());
      List<String> known = history.stream().map(ServerHistories.Entry::txid).toList();
      if (!known.contains(output.txid())
          || spenders(line, output, history).stream()
              .anyMatch(entry -> !ours.spending(coin).contains(entry.txid()))) {
        taken.add(coin);
      }
    }
    return taken;
  }

  private List<ServerHistories.Entry> historyOf(ElectrumLine line, OutPoint output)
      throws NodeFailure {
    String script = scriptOf(line, output);
    return script == null ? List.of() : histories.of(line, script);
  }

  /** The hash of the script that it stands on; null where the server does not know of it. */
  private @Nullable String scriptOf(ElectrumLine line, OutPoint output) throws NodeFailure {
    CoinTransaction of = questions.transaction(line, output.txid());
    return of == null || output.index() >= of.outputs().size()
        ? null
        : ScriptHashes.of(of.outputs().get((int) output.index()).script());
  }

  private List<ServerHistories.Entry> spenders(
      ElectrumLine line, OutPoint output, List<ServerHistories.Entry> history) throws NodeFailure {
    List<String> ids = history.stream().map(ServerHistories.Entry::txid).toList();
    Map<String, CoinTransaction> read = questions.transactions(line, ids);
    return history.stream()
        .filter(
            entry ->
                read.containsKey(entry.txid())
                    && read.get(entry.txid()).inputs().stream()
                        .anyMatch(in -> in.spent().equals(output)))
        .toList();
  }
}
