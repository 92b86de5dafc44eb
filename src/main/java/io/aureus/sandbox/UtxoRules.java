package io.aureus.sandbox;

import io.aureus.money.CoinAddress;
import io.aureus.sandbox.UtxoCoins.Coin;
import io.aureus.sandbox.UtxoMempool.Waiting;
import io.aureus.sandbox.UtxoTransaction.Input;
import io.aureus.sandbox.UtxoTransaction.Outpoint;
import io.aureus.sandbox.UtxoTransaction.Output;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the simulated node takes into its mempool, and bitcoind's words for what it does not. */
final class UtxoRules {
  /** In the smallest unit for one virtual byte: the least fee, and the least raise of one. */
  static final long LEAST_RATE = 1;

  /** Blocks that a new coin waits to be spent. */
  static final int MATURITY = 100;

  private static final int REJECTED = -26;
  private static final int MISSING = -25;
  private static final int KNOWN = -27;

  /** Below it a lock time is a height (BIP113). */
  private static final long TIMES = 500_000_000L;

  private final UtxoNetwork network;
  private final UtxoCoins coins;
  private final UtxoMempool mempool;

  UtxoRules(UtxoNetwork network, UtxoCoins coins, UtxoMempool mempool) {
    this.network = network;
    this.coins = coins;
    this.mempool = mempool;
  }

  /**
   * @param next the height of the next block
   * @return what it pays the miner
   * @throws RpcError where it is not taken
   */
  long fee(UtxoTransaction transaction, int next) {
    if (coins.place(transaction.txid()).isPresent()) {
      throw new RpcError(
          KNOWN,
          network.isFullReplacement()
              ? "Transaction outputs already in utxo set"
              : "Transaction already in block chain");
    }
    form(transaction, next);
    List<Output> spent = spent(transaction, next);
    long in = spent.stream().mapToLong(Output::units).sum();
    if (in < transaction.paid()) {
      throw rejected(
          "bad-txns-in-belowout, value in (%s) < value out (%s)"
              .formatted(UtxoJson.coins(in), UtxoJson.coins(transaction.paid())));
    }
    long fee = in - transaction.paid();
    long least = LEAST_RATE * transaction.vsize();
    if (fee < least) {
      throw rejected("min relay fee not met, %d < %d".formatted(fee, least));
    }
    replacement(transaction, fee);
    String complaint = UtxoSignatures.complaint(transaction, spent);
    if (!complaint.isEmpty()) {
      throw rejected(complaint);
    }
    return fee;
  }

  private void form(UtxoTransaction transaction, int next) {
    if (transaction.isCoinbase()) {
      throw rejected("coinbase");
    }
    if (transaction.outputs().isEmpty()) {
      throw rejected("bad-txns-vout-empty");
    }
    Set<Outpoint> once = new HashSet<>();
    if (!transaction.inputs().stream().allMatch(input -> once.add(input.spent()))) {
      throw rejected("bad-txns-inputs-duplicate");
    }
    boolean isLocked =
        transaction.lockTime() < TIMES
            && transaction.lockTime() >= next
            && transaction.inputs().stream().anyMatch(input -> input.sequence() != 0xffff_ffffL);
    if (isLocked) {
      throw rejected("non-final");
    }
    for (Output output : transaction.outputs()) {
      byte[] script = UtxoBytes.HEX.parseHex(output.script());
      if (output.units() < CoinAddress.dustLimit(network.chain(), script)) {
        throw rejected("dust");
      }
    }
  }

  /** What the inputs spend, in their order. */
  private List<Output> spent(UtxoTransaction transaction, int next) {
    List<Output> spent = new ArrayList<>();
    for (Input input : transaction.inputs()) {
      Optional<Coin> coin = coins.find(input.spent());
      if (coin.isPresent()) {
        int depth = next - coin.get().height();
        if (coin.get().coinbase() && depth < MATURITY) {
          throw rejected(
              "bad-txns-premature-spend-of-coinbase, tried to spend coinbase at depth " + depth);
        }
        spent.add(coin.get().output());
      } else {
        spent.add(unconfirmed(input.spent()));
      }
    }
    return spent;
  }

  private Output unconfirmed(Outpoint outpoint) {
    Optional<UtxoTransaction> parent = mempool.find(outpoint.txid()).map(Waiting::transaction);
    if (parent.isEmpty() || outpoint.index() >= parent.get().outputs().size()) {
      throw new RpcError(MISSING, "bad-txns-inputs-missingorspent");
    }
    return parent.get().outputs().get((int) outpoint.index());
  }

  /** The transactions in the mempool that spend the same, without their descendants. */
  Set<Waiting> conflicts(UtxoTransaction transaction) {
    Set<Waiting> conflicts = new LinkedHashSet<>();
    transaction.inputs().forEach(input -> mempool.spender(input.spent()).ifPresent(conflicts::add));
    return conflicts;
  }

  /** BIP125, and without its first rule where any transaction may be replaced. */
  private void replacement(UtxoTransaction transaction, long fee) {
    Set<Waiting> conflicts = conflicts(transaction);
    if (conflicts.isEmpty()) {
      return;
    }
    Set<Waiting> all = new LinkedHashSet<>(conflicts);
    String refused = "insufficient fee, rejecting replacement " + transaction.txid();
    for (Waiting old : conflicts) {
      if (!network.isFullReplacement() && !isReplaceable(old)) {
        throw rejected("txn-mempool-conflict");
      }
      if (fee * old.vsize() <= old.fee() * transaction.vsize()) {
        throw rejected(
            "%s; new feerate %s BTC/kvB <= old feerate %s BTC/kvB"
                .formatted(
                    refused,
                    UtxoJson.coins(fee * 1000 / transaction.vsize()),
                    UtxoJson.coins(old.fee() * 1000 / old.vsize())));
      }
      all.addAll(mempool.descendants(old.transaction().txid()));
    }
    addsNothingUnconfirmed(transaction, conflicts, all);
    long before = all.stream().mapToLong(Waiting::fee).sum();
    if (fee < before) {
      throw rejected(
          "%s, less fees than conflicting txs; %s < %s"
              .formatted(refused, UtxoJson.coins(fee), UtxoJson.coins(before)));
    }
    long raise = LEAST_RATE * transaction.vsize();
    if (fee - before < raise) {
      throw rejected(
          "%s, not enough additional fees to relay; %s < %s"
              .formatted(refused, UtxoJson.coins(fee - before), UtxoJson.coins(raise)));
    }
  }

  private static void addsNothingUnconfirmed(
      UtxoTransaction transaction, Set<Waiting> conflicts, Set<Waiting> all) {
    Set<Outpoint> before = new HashSet<>();
    conflicts.forEach(old -> old.transaction().inputs().forEach(i -> before.add(i.spent())));
    Set<String> gone = new HashSet<>();
    all.forEach(old -> gone.add(old.transaction().txid()));
    for (Input input : transaction.inputs()) {
      if (gone.contains(input.spent().txid())) {
        throw rejected(
            "bad-txns-spends-conflicting-tx, %s spends conflicting transaction %s"
                .formatted(transaction.txid(), input.spent().txid()));
      }
    }
  }

  /** Whether it may be replaced, by itself or by one that it descends from (BIP125). */
  boolean isReplaceable(Waiting one) {
    return one.transaction().isReplaceable()
        || mempool.ancestors(one.transaction()).stream()
            .anyMatch(ancestor -> ancestor.transaction().isReplaceable());
  }

  private static RpcError rejected(String words) {
    return new RpcError(REJECTED, words);
  }
}
