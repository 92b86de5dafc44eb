package io.aureus.chains.bitcoin;

import io.aureus.chains.electrum.ElectrumLine;
import io.aureus.chains.nodes.NodeFailure;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

  /** Whether an output is in a block and no block spends it. */
  boolean isUnspent(ElectrumLine line, OutPoint output) throws NodeFailure {
    List<ServerHistories.Entry> history = historyOf(line, output);
    return history.stream()
            .anyMatch(entry -> entry.height() > 0 && entry.txid().equals(output.txid()))
        && spenders(line, output, history).stream().noneMatch(entry -> entry.height() > 0);
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

  private List<ServerHistories.Entry> historyOf(ElectrumLine line, OutPoint output)
      throws NodeFailure {
    CoinTransaction of = questions.transaction(line, output.txid());
    if (of == null || output.index() >= of.outputs().size()) {
      return List.of();
    }
    byte[] script = of.outputs().get((int) output.index()).script();
    return histories.of(line, ScriptHashes.of(script));
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
