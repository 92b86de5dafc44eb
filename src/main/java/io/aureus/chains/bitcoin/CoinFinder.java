package io.aureus.chains.bitcoin;

import io.aureus.chains.ChainJournal;
import io.aureus.chains.Sighting;
import io.aureus.chains.bitcoin.CoinRows.Own;
import io.aureus.money.Chain;
import io.aureus.money.CoinAddress;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells what transactions that may concern us do to us. */
final class CoinFinder {
  /** How scripts begin of witness programs of version 0 (BIP141), and of hashed scripts (BIP16). */
  private static final Set<Byte> WANTED_WHOLE = Set.of((byte) 0x00, (byte) 0xa9);

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
   * @param minted transactions that pay us and whose coins may be spent only later
   * @param sent every output of every transaction in a block that spends a coin of ours, or of a
   *     wallet that a merchant brought
   * @param left those that spend a coin of ours
   * @param funding those in a block that pay a wallet which a merchant brought, where who signs for
   *     their coins may want to see them whole
   */
  record Found(
      List<Sighting> sightings,
      List<CoinRows.Spend> inputs,
      List<CoinRows.Spend> spends,
      List<CoinRows.Minted> minted,
      List<Sighting> sent,
      List<LeavingRows.Leaving> left,
      List<FundingRows.Funding> funding) {
    static Found nothing() {
      return new Found(
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>());
    }

    void add(Found other) {
      sightings.addAll(other.sightings);
      inputs.addAll(other.inputs);
      spends.addAll(other.spends);
      minted.addAll(other.minted);
      sent.addAll(other.sent);
      left.addAll(other.left);
      funding.addAll(other.funding);
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
    Map<OutPoint, Own> ours = ours(found, paid, before);
    Set<String> paying = new HashSet<>();
    for (Paid one : paid) {
      CoinTransaction transaction = one.transaction();
      if (paying.add(transaction.txid()) && block >= 0 && transaction.ripening() > 0) {
        long ripeAt = block + transaction.ripening();
        found.minted().add(new CoinRows.Minted(transaction.txid(), block, ripeAt));
      }
      found.sightings().add(sighting(one, from(one.transaction(), ours), watched, block));
    }
    // Once for each transaction, however many outputs of it pay us.
    found.spends().stream()
        .filter(spend -> paying.contains(spend.by()))
        .forEach(found.inputs()::add);
    if (block >= 0) {
      Set<String> others =
          journal.senders(
              chain.family(), ours.values().stream().map(Own::address).distinct().toList());
      addLeaving(found, transactions, ours, others, block);
      addFunding(found, paid, others, block);
    }
    return found;
  }

  /**
   * Wallets that merchants brought are none of ours: what left them is recorded all the same, since
   * it may pay what a merchant was asked to send.
   */
  private void addLeaving(
      Found found,
      List<CoinTransaction> transactions,
      Map<OutPoint, Own> ours,
      Set<String> others,
      long block) {
    for (CoinTransaction transaction : transactions) {
      List<Own> spent =
          transaction.inputs().stream()
              .map(in -> ours.get(in.spent()))
              .filter(Objects::nonNull)
              .toList();
      List<Own> left = spent.stream().filter(own -> !others.contains(own.address())).toList();
      if (!left.isEmpty()) {
        found.left().add(leaving(transaction, left, block));
      }
      List<Own> senders = left.isEmpty() ? spent : left;
      if (!senders.isEmpty()) {
        addSent(found, transaction, senders.getFirst().address(), block);
      }
    }
  }

  /** Signatures of taproot coins cover what all inputs hold: the output alone is enough there. */
  private void addFunding(Found found, List<Paid> paid, Set<String> others, long block) {
    Map<String, CoinTransaction> wanted = new LinkedHashMap<>();
    for (Paid one : paid) {
      byte[] script = one.transaction().outputs().get(one.index()).script();
      if (others.contains(one.address()) && WANTED_WHOLE.contains(script[0])) {
        wanted.put(one.transaction().txid(), one.transaction());
      }
    }
    wanted.forEach(
        (txid, transaction) -> {
          byte[] raw = transaction.stripped();
          if (raw.length <= FundingRows.MOST_BYTES) {
            found.funding().add(new FundingRows.Funding(txid, raw, block));
          }
        });
  }

  private static LeavingRows.Leaving leaving(
      CoinTransaction transaction, List<Own> spent, long block) {
    boolean isAllOurs = spent.size() == transaction.inputs().size();
    long fee =
        spent.stream().mapToLong(Own::units).sum()
            - transaction.outputs().stream().mapToLong(CoinTransaction.Output::units).sum();
    return new LeavingRows.Leaving(transaction.txid(), isAllOurs ? fee : null, block);
  }

  private void addSent(Found found, CoinTransaction transaction, String from, long block) {
    for (int i = 0; i < transaction.outputs().size(); i++) {
      CoinTransaction.Output output = transaction.outputs().get(i);
      Optional<CoinAddress> to = CoinAddress.ofScript(chain, output.script());
      if (output.units() > 0 && to.isPresent()) {
        BigInteger units = BigInteger.valueOf(output.units());
        found
            .sent()
            .add(
                new Sighting(
                    transaction.txid(),
                    "out:" + i,
                    from,
                    to.get().text(),
                    asset,
                    "",
                    units,
                    block));
      }
    }
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
  private Map<OutPoint, Own> ours(Found found, List<Paid> paid, Found before) {
    List<OutPoint> spent = found.spends().stream().map(CoinRows.Spend::spent).toList();
    Map<OutPoint, Own> ours = new HashMap<>(rows.ours(spent));
    for (Sighting one : before.sightings()) {
      ours.put(
          new OutPoint(one.txHash(), CoinRows.index(one.position())),
          new Own(one.to(), one.units().longValueExact()));
    }
    for (Paid one : paid) {
      long units = one.transaction().outputs().get(one.index()).units();
      ours.put(new OutPoint(one.transaction().txid(), one.index()), new Own(one.address(), units));
    }
    return ours;
  }

  /** What an address of ours paid is told from what somebody else paid. */
  private static @Nullable String from(CoinTransaction transaction, Map<OutPoint, Own> ours) {
    return transaction.inputs().stream()
        .map(in -> ours.get(in.spent()))
        .filter(Objects::nonNull)
        .map(Own::address)
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
