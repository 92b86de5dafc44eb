package io.aureus.payouts;

import io.aureus.chains.Network.Answer;
import io.aureus.chains.Network.Offer;
import io.aureus.chains.Network.Reason;
import io.aureus.chains.bitcoin.CoinTransaction;
import io.aureus.chains.bitcoin.OutPoint;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What waits on the pretended chain: parents before children, and replaced by what pays more. */
final class PretendPool {
  private final Map<String, CoinTransaction> waiting = new LinkedHashMap<>();
  private final Map<String, Long> burdens = new HashMap<>();
  private long floor;

  Map<String, CoinTransaction> waiting() {
    return waiting;
  }

  void burden(String txid, long fee) {
    burdens.put(txid, fee);
  }

  /** The least that it takes for 1,000 bytes of what it does not have. */
  void floor(long rate) {
    floor = rate;
  }

  /**
   * @param coins what blocks left unspent, and what each holds
   */
  Answer take(CoinTransaction offered, Map<OutPoint, Long> coins) {
    if (waiting.containsKey(offered.txid())) {
      return new Answer(Offer.TAKEN, Reason.NONE, "");
    }
    Map<OutPoint, Long> all = new HashMap<>(coins);
    for (CoinTransaction one : waiting.values()) {
      for (int n = 0; n < one.outputs().size(); n++) {
        all.put(new OutPoint(one.txid(), n), one.outputs().get(n).units());
      }
    }
    if (offered.inputs().stream().anyMatch(in -> !all.containsKey(in.spent()))) {
      return new Answer(Offer.REFUSED, Reason.OTHER, "bad-txns-inputs-missingorspent");
    }
    List<CoinTransaction> conflicts = conflicts(offered);
    long before = conflicts.stream().mapToLong(one -> burden(one) + fee(one, all)).sum();
    if (!conflicts.isEmpty() && fee(offered, all) < before + offered.vsize()) {
      return new Answer(Offer.REFUSED, Reason.UNDERPRICED, "insufficient fee");
    }
    if (fee(offered, all) * 1_000 < floor * offered.vsize()) {
      return new Answer(Offer.REFUSED, Reason.UNDERPRICED, "mempool min fee not met");
    }
    conflicts.forEach(one -> drop(one.txid()));
    waiting.put(offered.txid(), offered);
    return new Answer(Offer.TAKEN, Reason.NONE, "");
  }

  private long burden(CoinTransaction one) {
    return burdens.getOrDefault(one.txid(), 0L);
  }

  List<CoinTransaction> conflicts(CoinTransaction offered) {
    return waiting.values().stream().filter(one -> spendsTheSame(one, offered)).toList();
  }

  /** With what spends its outputs. */
  void drop(String txid) {
    waiting.remove(txid);
    List.copyOf(waiting.values()).stream()
        .filter(one -> one.inputs().stream().anyMatch(in -> in.spent().txid().equals(txid)))
        .forEach(one -> drop(one.txid()));
  }

  private static boolean spendsTheSame(CoinTransaction one, CoinTransaction other) {
    return one.inputs().stream()
        .anyMatch(in -> other.inputs().stream().anyMatch(that -> that.spent().equals(in.spent())));
  }

  private static long fee(CoinTransaction one, Map<OutPoint, Long> coins) {
    return one.inputs().stream().mapToLong(in -> coins.getOrDefault(in.spent(), 0L)).sum()
        - one.outputs().stream().mapToLong(CoinTransaction.Output::units).sum();
  }
}
