package io.aureus.chains.bitcoin;

import io.aureus.chains.ChainJournal;
import io.aureus.chains.Sighting;
import io.aureus.money.Chain;
import io.aureus.money.CoinAddress;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells what transactions that may concern us do to us. */
final class CoinFinder {
  private final Chain chain;
  private final String asset;
  private final ChainJournal journal;
  private final CoinWatch watch;
  private final CoinRows rows;

  /**
   * What was found.
   *
   * @param sightings outputs to watched addresses
   * @param inputs of the transactions that pay us
   * @param spends every input of every transaction
   * @param minted transactions that pay us and make new coins
   */
  record Found(
      List<Sighting> sightings,
      List<CoinRows.Spend> inputs,
      List<CoinRows.Spend> spends,
      List<CoinRows.Minted> minted) {
    static Found nothing() {
      return new Found(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    void add(Found other) {
      sightings.addAll(other.sightings);
      inputs.addAll(other.inputs);
      spends.addAll(other.spends);
      minted.addAll(other.minted);
    }
  }

  private record Paid(CoinTransaction transaction, int index, String address) {}

  CoinFinder(Chain chain, String asset, ChainJournal journal, CoinWatch watch, CoinRows rows) {
    this.chain = chain;
    this.asset = asset;
    this.journal = journal;
    this.watch = watch;
    this.rows = rows;
  }

  /**
   * @param block in which they are; -1 in the mempool
   * @param before what was found in earlier blocks of the same step
   */
  Found find(List<CoinTransaction> transactions, long block, Found before) {
    Found found = Found.nothing();
    for (CoinTransaction transaction : transactions) {
      if (!transaction.isCoinbase()) {
        transaction
            .inputs()
            .forEach(
                in ->
                    found.spends().add(new CoinRows.Spend(in.spent(), transaction.txid(), block)));
      }
    }
    List<Paid> paid = new ArrayList<>();
    transactions.forEach(transaction -> paid.addAll(paid(transaction)));
    Map<String, String> watched =
        journal.watched(chain.family(), paid.stream().map(Paid::address).distinct().toList());
    paid.removeIf(one -> !watched.containsKey(one.address()));
    Map<OutPoint, String> ours = ours(found, paid, before);
    Set<String> paying = new HashSet<>();
    for (Paid one : paid) {
      if (paying.add(one.transaction().txid()) && one.transaction().isCoinbase()) {
        found.minted().add(new CoinRows.Minted(one.transaction().txid(), block));
      }
      found.sightings().add(sighting(one, from(one.transaction(), ours), watched, block));
    }
    // Once for each transaction, however many outputs of it pay us.
    found.spends().stream()
        .filter(spend -> paying.contains(spend.by()))
        .forEach(found.inputs()::add);
    return found;
  }

  private List<Paid> paid(CoinTransaction transaction) {
    List<Paid> paid = new ArrayList<>();
    for (int i = 0; i < transaction.outputs().size(); i++) {
      CoinTransaction.Output output = transaction.outputs().get(i);
      if (output.units() > 0 && watch.concerns(output)) {
        Optional<CoinAddress> address = CoinAddress.ofScript(chain, output.script());
        if (address.isPresent()) {
          paid.add(new Paid(transaction, i, address.get().text()));
        }
      }
    }
    return paid;
  }

  /** Outputs of ours that these transactions may spend, with their addresses. */
  private Map<OutPoint, String> ours(Found found, List<Paid> paid, Found before) {
    Map<OutPoint, String> ours = new HashMap<>();
    if (!paid.isEmpty()) {
      ours.putAll(rows.ours(found.spends().stream().map(CoinRows.Spend::spent).toList()));
      before
          .sightings()
          .forEach(s -> ours.put(new OutPoint(s.txHash(), CoinRows.index(s.position())), s.to()));
      paid.forEach(p -> ours.put(new OutPoint(p.transaction().txid(), p.index()), p.address()));
    }
    return ours;
  }

  /** What an address of ours paid is told from what somebody else paid. */
  private static @Nullable String from(CoinTransaction transaction, Map<OutPoint, String> ours) {
    return transaction.inputs().stream()
        .map(in -> ours.get(in.spent()))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private Sighting sighting(
      Paid one, @Nullable String from, Map<String, String> watched, long block) {
    return new Sighting(
        one.transaction().txid(),
        "out:" + one.index(),
        from,
        watched.getOrDefault(one.address(), one.address()),
        asset,
        "",
        BigInteger.valueOf(one.transaction().outputs().get(one.index()).units()),
        block);
  }
}
