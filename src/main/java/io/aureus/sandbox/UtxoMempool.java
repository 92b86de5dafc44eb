package io.aureus.sandbox;

import io.aureus.sandbox.UtxoTransaction.Input;
import io.aureus.sandbox.UtxoTransaction.Outpoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The transactions that wait to be mined, parents always before children. */
final class UtxoMempool {
  /**
   * A transaction that waits.
   *
   * @param fee in the smallest unit
   * @param time since 1970, in seconds
   * @param height of the chain when it came
   */
  record Waiting(UtxoTransaction transaction, long fee, long time, int height) {
    long vsize() {
      return transaction.vsize();
    }
  }

  private final Map<String, Waiting> waiting = new LinkedHashMap<>();
  private final Map<Outpoint, String> spenders = new HashMap<>();

  /** One more for every change, as the node's sequence number. */
  private long sequence = 1;

  long sequence() {
    return sequence;
  }

  Optional<Waiting> find(String txid) {
    return Optional.ofNullable(waiting.get(txid));
  }

  Collection<Waiting> all() {
    return waiting.values();
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Who spends this already. */
  Optional<Waiting> spender(Outpoint outpoint) {
    @Nullable String txid = spenders.get(outpoint);
    return txid == null ? Optional.empty() : find(txid);
  }

  void put(Waiting one) {
    waiting.put(one.transaction().txid(), one);
    one.transaction().inputs().forEach(i -> spenders.put(i.spent(), one.transaction().txid()));
    sequence++;
  }

  /** Puts what a block held before all that waits, which may descend from it. */
  void putFirst(List<Waiting> from) {
    List<Waiting> before = List.copyOf(waiting.values());
    waiting.clear();
    from.forEach(this::put);
    before.forEach(one -> waiting.put(one.transaction().txid(), one));
  }

  /** Takes out a transaction and all that descends from it; they are answered, parents first. */
  List<Waiting> removeWithDescendants(String txid) {
    List<Waiting> removed = new ArrayList<>(find(txid).stream().toList());
    removed.addAll(descendants(txid));
    removed.forEach(one -> remove(one.transaction()));
    return removed;
  }

  /** Takes out what a block holds, and what cannot be mined after it, which is answered. */
  List<Waiting> forget(UtxoTransaction mined) {
    remove(mined);
    List<Waiting> removed = new ArrayList<>();
    for (Input input : mined.inputs()) {
      spender(input.spent())
          .ifPresent(one -> removed.addAll(removeWithDescendants(one.transaction().txid())));
    }
    return removed;
  }

  private void remove(UtxoTransaction transaction) {
    if (waiting.remove(transaction.txid()) != null) {
      transaction.inputs().forEach(i -> spenders.remove(i.spent(), transaction.txid()));
      sequence++;
    }
  }

  List<Waiting> parents(UtxoTransaction transaction) {
    return transaction.inputs().stream()
        .map(input -> waiting.get(input.spent().txid()))
        .filter(parent -> parent != null)
        .distinct()
        .toList();
  }

  List<Waiting> children(UtxoTransaction transaction) {
    return waiting.values().stream()
        .filter(
            one ->
                one.transaction().inputs().stream()
                    .anyMatch(input -> input.spent().txid().equals(transaction.txid())))
        .toList();
  }

  /** All that it needs to be mined before it, itself left out. */
  Collection<Waiting> ancestors(UtxoTransaction transaction) {
    Set<Waiting> found = new LinkedHashSet<>();
    for (Waiting parent : parents(transaction)) {
      found.addAll(ancestors(parent.transaction()));
      found.add(parent);
    }
    return found;
  }

  /** All that needs it, itself left out, parents first. */
  List<Waiting> descendants(String txid) {
    Set<String> family = new LinkedHashSet<>(Set.of(txid));
    List<Waiting> found = new ArrayList<>();
    for (Waiting one : waiting.values()) {
      boolean isChild =
          one.transaction().inputs().stream().anyMatch(i -> family.contains(i.spent().txid()));
      if (isChild && family.add(one.transaction().txid())) {
        found.add(one);
      }
    }
    return found;
  }

  /**
   * What a miner takes: everything that pays its way, alone or with a descendant that pays for it.
   *
   * @param leastRate in the smallest unit for one virtual byte
   */
  List<UtxoTransaction> forBlock(long leastRate) {
    Set<Waiting> chosen = new LinkedHashSet<>();
    for (Waiting one : waiting.values()) {
      List<Waiting> bundle = new ArrayList<>(ancestors(one.transaction()));
      bundle.add(one);
      long fees = bundle.stream().mapToLong(Waiting::fee).sum();
      long size = bundle.stream().mapToLong(Waiting::vsize).sum();
      if (fees >= leastRate * size) {
        chosen.addAll(bundle);
      }
    }
    return chosen.stream().map(Waiting::transaction).toList();
  }
}
