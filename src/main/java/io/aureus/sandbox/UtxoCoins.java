package io.aureus.sandbox;

import io.aureus.sandbox.UtxoTransaction.Input;
import io.aureus.sandbox.UtxoTransaction.Outpoint;
import io.aureus.sandbox.UtxoTransaction.Output;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The outputs that no block has spent yet, and what is needed to undo a block. */
final class UtxoCoins {
  /** OP_RETURN. */
  private static final String UNSPENDABLE = "6a";

  /** An unspent output. */
  record Coin(Output output, int height, boolean coinbase) {}

  /**
   * Where a transaction is.
   *
   * @param fee what it paid the miner, in the smallest unit
   */
  record Place(int height, long fee) {}

  /** A coin that a block spent. */
  private record Spent(Outpoint outpoint, Coin coin) {}

  private final Map<Outpoint, Coin> coins = new LinkedHashMap<>();
  private final Map<String, Place> places = new HashMap<>();
  private final Deque<List<Spent>> undo = new ArrayDeque<>();

  Optional<Coin> find(Outpoint outpoint) {
    return Optional.ofNullable(coins.get(outpoint));
  }

  /** Where in the active chain a transaction is. */
  Optional<Place> place(String txid) {
    return Optional.ofNullable(places.get(txid));
  }

  Map<Outpoint, Coin> all() {
    return coins;
  }

  void connect(UtxoBlock block) {
    List<Spent> spent = new ArrayList<>();
    UtxoTransaction coinbase = UtxoTransaction.read(block.coinbase());
    if (add(coinbase, block.height(), true)) {
      places.put(coinbase.txid(), new Place(block.height(), 0));
    }
    for (UtxoTransaction transaction : block.others()) {
      long in = 0;
      for (Input input : transaction.inputs()) {
        Coin coin = coins.remove(input.spent());
        if (coin == null) {
          throw new IllegalStateException(transaction.txid() + " spends what is not there");
        }
        in += coin.output().units();
        spent.add(new Spent(input.spent(), coin));
      }
      add(transaction, block.height(), false);
      places.put(transaction.txid(), new Place(block.height(), in - transaction.paid()));
    }
    undo.push(spent);
  }

  /** Most coinbases burn their reward: nothing of them is kept but their block. */
  private boolean add(UtxoTransaction transaction, int height, boolean coinbase) {
    boolean any = false;
    for (int i = 0; i < transaction.outputs().size(); i++) {
      Output output = transaction.outputs().get(i);
      if (!output.script().startsWith(UNSPENDABLE)) {
        coins.put(transaction.outpoint(i), new Coin(output, height, coinbase));
        any = true;
      }
    }
    return any;
  }

  /** The transactions of the last block as they wait once it is undone. */
  List<UtxoMempool.Waiting> waitingAgain(UtxoBlock block) {
    return block.others().stream()
        .map(
            one ->
                new UtxoMempool.Waiting(
                    one, place(one.txid()).orElseThrow().fee(), block.time(), block.height() - 1))
        .toList();
  }

  /** Undoes the last block that was connected. */
  void disconnect(UtxoBlock block) {
    for (UtxoTransaction transaction : block.transactions()) {
      places.remove(transaction.txid());
      for (int i = 0; i < transaction.outputs().size(); i++) {
        coins.remove(transaction.outpoint(i));
      }
    }
    // Coins made and spent within the block come back and go again.
    for (Spent one : undo.pop()) {
      if (one.coin().height() < block.height()) {
        coins.put(one.outpoint(), one.coin());
      }
    }
  }
}
