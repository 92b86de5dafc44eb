package io.aureus.sandbox;

import io.aureus.sandbox.UtxoCoins.Coin;
import io.aureus.sandbox.UtxoMempool.Waiting;
import io.aureus.sandbox.UtxoTransaction.Input;
import io.aureus.sandbox.UtxoTransaction.Outpoint;
import io.aureus.sandbox.UtxoTransaction.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who pays on the simulated chain: builds transactions from the coins that anybody may spend. */
final class UtxoFaucet {
  /** So many coins it has at the start, of so much each, in the smallest unit. */
  static final int COINS = 400;

  static final long EACH = 20_0000_0000L;

  /** Less is left to the miner. */
  private static final long LEAST_CHANGE = 10_000;

  private static final long REPLACEABLE = 0xffff_fffdL;
  private static final long FINAL = 0xffff_ffffL;

  private final UtxoCoins coins;
  private final UtxoMempool mempool;

  UtxoFaucet(UtxoCoins coins, UtxoMempool mempool) {
    this.coins = coins;
    this.mempool = mempool;
  }

  static List<Output> premine() {
    return java.util.Collections.nCopies(COINS, new Output(EACH, UtxoSignatures.ANYBODY));
  }

  /**
   * A payment. Each spends confirmed coins of its own as long as there are some, so that what
   * becomes of one does not touch another.
   *
   * @param rate fee in the smallest unit for one virtual byte
   * @param isFinal whether it says that it will not be replaced
   * @param height of the head
   */
  UtxoTransaction pay(List<Output> outputs, long rate, boolean isFinal, int height) {
    return build(List.of(), outputs, new Wish(rate, 0, isFinal), height);
  }

  /**
   * What takes the place of a transaction of the faucet.
   *
   * @param outputs empty where all goes back to the faucet
   */
  UtxoTransaction replacement(Waiting old, List<Output> outputs, int height) {
    List<Outpoint> same = old.transaction().inputs().stream().map(Input::spent).toList();
    long before =
        old.fee()
            + mempool.descendants(old.transaction().txid()).stream().mapToLong(Waiting::fee).sum();
    long rate = 2 * (old.fee() / old.vsize() + 1);
    return build(same, outputs, new Wish(rate, before, false), height);
  }

  /** Spends what a waiting transaction paid back to the faucet, at a fee that lifts it. */
  Optional<UtxoTransaction> child(UtxoTransaction parent, long rate, int height) {
    for (int i = 0; i < parent.outputs().size(); i++) {
      Output output = parent.outputs().get(i);
      if (output.script().equals(UtxoSignatures.ANYBODY)) {
        Wish wish = new Wish(rate, rate * parent.vsize(), false);
        return Optional.of(build(List.of(parent.outpoint(i)), List.of(), wish, height));
      }
    }
    return Optional.empty();
  }

  /**
   * @param more what is paid to the miner beyond the rate, in the smallest unit
   */
  private record Wish(long rate, long more, boolean isFinal) {}

  private UtxoTransaction build(List<Outpoint> first, List<Output> outputs, Wish wish, int height) {
    List<Outpoint> spent = new ArrayList<>(first);
    long in = 0;
    for (Outpoint each : first) {
      in += units(each);
    }
    long out = outputs.stream().mapToLong(Output::units).sum();
    for (Map.Entry<Outpoint, Coin> each : coins.all().entrySet()) {
      if (in >= out + fee(spent, outputs, wish) + LEAST_CHANGE && !spent.isEmpty()) {
        break;
      }
      if (isFree(each.getKey(), each.getValue(), height) && !spent.contains(each.getKey())) {
        spent.add(each.getKey());
        in += each.getValue().output().units();
      }
    }
    long change = in - out - fee(spent, outputs, wish);
    if (change < LEAST_CHANGE) {
      throw new IllegalArgumentException(
          "the faucet has no more confirmed coins for that; mine a block first");
    }
    List<Output> all = new ArrayList<>(outputs);
    all.add(new Output(change, UtxoSignatures.ANYBODY));
    return signed(spent, all, wish.isFinal());
  }

  private static long fee(List<Outpoint> spent, List<Output> outputs, Wish wish) {
    List<Output> all = new ArrayList<>(outputs);
    all.add(new Output(0, UtxoSignatures.ANYBODY));
    return wish.rate() * signed(spent, all, wish.isFinal()).vsize() + wish.more();
  }

  private static UtxoTransaction signed(
      List<Outpoint> spent, List<Output> outputs, boolean isFinal) {
    List<Input> inputs =
        spent.stream()
            .map(each -> new Input(each, "", isFinal ? FINAL : REPLACEABLE, List.of("51")))
            .toList();
    return UtxoTransaction.of(2, inputs, outputs, 0);
  }

  private long units(Outpoint outpoint) {
    Optional<Coin> coin = coins.find(outpoint);
    return coin.isPresent()
        ? coin.get().output().units()
        : mempool
            .find(outpoint.txid())
            .orElseThrow(() -> new IllegalArgumentException("it spends what is not there"))
            .transaction()
            .outputs()
            .get((int) outpoint.index())
            .units();
  }

  private boolean isFree(Outpoint outpoint, Coin coin, int height) {
    boolean isRipe = !coin.coinbase() || height + 1 - coin.height() >= UtxoRules.MATURITY;
    return isRipe
        && coin.output().script().equals(UtxoSignatures.ANYBODY)
        && coin.output().units() >= LEAST_CHANGE
        && mempool.spender(outpoint).isEmpty();
  }
}
