package io.aureus.sandbox;

import io.aureus.sandbox.UtxoMempool.Waiting;
import io.aureus.sandbox.UtxoTransaction.Output;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The state of a simulated chain of coins: blocks, unspent outputs and what waits to be mined.
 * Every change is an entry of its file before it is seen. Not safe for threads: its owner locks it.
 */
final class UtxoChain implements Miner.Minable, AutoCloseable {
  /** Blocks before the first payment: the faucet's coins are ripe then. */
  private static final int FIRST_BLOCKS = UtxoRules.MATURITY + 1;

  /** Nobody needs the rewards of these miners: they burn them, and the set of coins stays small. */
  private static final List<Output> BURNT = List.of(new Output(0, "6a"));

  private final UtxoNetwork network;
  private final Clock clock;
  private final ChainFile<UtxoEntry> file;
  private final UtxoBlocks blocks = new UtxoBlocks();
  private final UtxoCoins coins = new UtxoCoins();
  private final UtxoMempool mempool = new UtxoMempool();
  private final UtxoRules rules;
  private final UtxoFaucet faucet = new UtxoFaucet(coins, mempool);
  private final Map<String, UtxoTransaction> gone = new LinkedHashMap<>();
  private final Map<String, UtxoBlock> stale = new HashMap<>();
  private int lastFilled = -1;
  private long leastRate;
  private long forks;
  private Consumer<UtxoEntry> listener = entry -> {};

  private UtxoChain(ChainFile<UtxoEntry> file, Clock clock, UtxoNetwork network) {
    this.file = file;
    this.clock = clock;
    this.network = network;
    this.rules = new UtxoRules(network, coins, mempool);
  }

  /**
   * Reads the chain of a folder, or begins one there.
   *
   * @throws IllegalStateException where the folder holds another chain
   */
  static UtxoChain open(Path dir, Clock clock, UtxoNetwork network) {
    ChainFile<UtxoEntry> file = ChainFile.open(dir.resolve("chain.jsonl"), UtxoEntry.class);
    UtxoChain chain = new UtxoChain(file, clock, network);
    file.entries().forEach(chain::apply);
    file.forgetEntries();
    if (chain.blocks.isEmpty()) {
      long time = chain.now() - 2 * FIRST_BLOCKS;
      chain.change(new UtxoEntry.Begun(time, network.chain().code()));
    }
    return chain;
  }

  UtxoNetwork network() {
    return network;
  }

  UtxoCoins coins() {
    return coins;
  }

  UtxoMempool mempool() {
    return mempool;
  }

  UtxoRules rules() {
    return rules;
  }

  UtxoFaucet faucet() {
    return faucet;
  }

  UtxoBlocks blocks() {
    return blocks;
  }

  int height() {
    return blocks.height();
  }

  UtxoBlock head() {
    return blocks.head();
  }

  /** The block that held a transaction before it was reorganised away; the index forgets none. */
  Optional<UtxoBlock> stale(String txid) {
    return Optional.ofNullable(stale.get(txid));
  }

  /** A transaction in the mempool or in a block of the active chain. */
  Optional<UtxoTransaction> transaction(String txid) {
    Optional<UtxoTransaction> waits = mempool.find(txid).map(Waiting::transaction);
    return waits.isPresent()
        ? waits
        : coins
            .place(txid)
            .flatMap(
                place ->
                    blocks.at(place.height()).transactions().stream()
                        .filter(one -> one.txid().equals(txid))
                        .findFirst());
  }

  /** The output that an input spends, wherever its transaction is. */
  Optional<Output> output(UtxoTransaction.Outpoint outpoint) {
    return transaction(outpoint.txid()).map(one -> one.outputs().get((int) outpoint.index()));
  }

  @Override
  public boolean isBusy(int count) {
    return !mempool.isEmpty() || (lastFilled >= 0 && height() - lastFilled < count);
  }

  /** By the clock, in seconds since 1970. */
  long now() {
    return clock.instant().getEpochSecond();
  }

  /** What a miner takes of the mempool pays this much for one virtual byte. */
  void setLeastRate(long rate) {
    leastRate = rate;
  }

  /**
   * Takes a transaction among those that wait; one that waits already stays.
   *
   * @throws RpcError where a node would not take it
   */
  void take(UtxoTransaction transaction) {
    if (mempool.find(transaction.txid()).isEmpty()) {
      rules.fee(transaction, height() + 1);
      change(new UtxoEntry.Taken(transaction.raw(), now()));
    }
  }

  /** Forgets a transaction that waits. */
  void evict(String txid) {
    if (mempool.find(txid).isEmpty()) {
      throw new IllegalArgumentException(txid + " does not wait");
    }
    change(new UtxoEntry.Evicted(txid));
  }

  /** Offers again what was evicted, replaced or lost in a reorganisation. */
  void resubmit(String txid) {
    UtxoTransaction lost = gone.get(txid);
    if (lost == null) {
      throw new IllegalArgumentException("no transaction " + txid + " was lost");
    }
    take(lost);
  }

  @Override
  public void mine() {
    change(new UtxoEntry.Block(nextTime(head(), 0), ids(mempool.forBlock(leastRate))));
  }

  /**
   * Replaces the last blocks by as many others and one more, without which no node would follow.
   *
   * @param fate of their transactions: mined again in the second of the new blocks, waiting, gone
   */
  void reorganise(int depth, SimulatedChain.Fate fate) {
    int ancestor = height() - depth;
    if (depth < 1 || ancestor < FIRST_BLOCKS) {
      throw new IllegalArgumentException("depth must be 1 to " + (height() - FIRST_BLOCKS));
    }
    List<String> undone =
        blocks.above(ancestor).stream().flatMap(block -> ids(block.others()).stream()).toList();
    boolean isMined = fate == SimulatedChain.Fate.MINED;
    List<UtxoEntry.Block> fresh = new ArrayList<>();
    for (int i = 0; i <= depth; i++) {
      long time = nextTime(blocks.at(ancestor), i);
      fresh.add(new UtxoEntry.Block(time, isMined && i == 1 ? undone : List.of()));
    }
    List<String> lost = fate == SimulatedChain.Fate.GONE ? undone : List.of();
    change(new UtxoEntry.Reorganised(ancestor, lost, fresh));
  }

  /** Later than the median of those before it, as a real node demands; no clock runs ahead. */
  private long nextTime(UtxoBlock parent, int distance) {
    return Math.max(blocks.medianTime(parent) + 1 + distance, now());
  }

  private static List<String> ids(List<UtxoTransaction> transactions) {
    return transactions.stream().map(UtxoTransaction::txid).toList();
  }

  private void change(UtxoEntry entry) {
    file.append(entry);
    apply(entry);
    listener.accept(entry);
  }

  /** Who is told of each change, after it; never waits. */
  void setListener(Consumer<UtxoEntry> whom) {
    listener = whom;
  }

  private void apply(UtxoEntry entry) {
    switch (entry) {
      case UtxoEntry.Begun begun -> begin(begun);
      case UtxoEntry.Taken(String raw, long time) -> await(UtxoTransaction.read(raw), time);
      case UtxoEntry.Evicted(String txid) -> lose(mempool.removeWithDescendants(txid));
      case UtxoEntry.Block block -> connect(block);
      case UtxoEntry.Reorganised reorganised -> replaceBlocks(reorganised);
    }
  }

  private void begin(UtxoEntry.Begun begun) {
    if (!begun.chain().equals(network.chain().code())) {
      throw new IllegalStateException("the folder holds a simulated chain of " + begun.chain());
    }
    add(UtxoBlock.genesis(network));
    for (int i = 1; i <= FIRST_BLOCKS; i++) {
      List<Output> reward = i == 1 ? UtxoFaucet.premine() : BURNT;
      String mark = begun.chain() + " of " + begun.time();
      add(UtxoBlock.after(head(), begun.time() + i, mark, reward, List.of()));
    }
  }

  private void await(UtxoTransaction transaction, long time) {
    for (Waiting old : rules.conflicts(transaction)) {
      lose(mempool.removeWithDescendants(old.transaction().txid()));
    }
    long in = 0;
    for (UtxoTransaction.Input input : transaction.inputs()) {
      in += output(input.spent()).orElseThrow().units();
    }
    mempool.put(new Waiting(transaction, in - transaction.paid(), time, height()));
    gone.remove(transaction.txid());
  }

  private void lose(List<Waiting> lost) {
    for (Waiting one : lost) {
      gone.put(one.transaction().txid(), one.transaction());
    }
  }

  private void replaceBlocks(UtxoEntry.Reorganised reorganised) {
    List<Waiting> undone = new ArrayList<>();
    while (height() > reorganised.ancestor()) {
      UtxoBlock block = blocks.removeHead();
      undone.addAll(0, coins.waitingAgain(block));
      block.others().forEach(one -> stale.put(one.txid(), block));
      coins.disconnect(block);
    }
    mempool.putFirst(undone);
    for (String txid : reorganised.gone()) {
      lose(mempool.removeWithDescendants(txid));
    }
    forks++;
    reorganised.blocks().forEach(this::connect);
  }

  private void connect(UtxoEntry.Block entry) {
    List<UtxoTransaction> chosen =
        entry.transactions().stream()
            .map(txid -> mempool.find(txid).orElseThrow().transaction())
            .toList();
    String mark = "%s %d".formatted(network.chain().code(), forks);
    add(UtxoBlock.after(head(), entry.time(), mark, BURNT, chosen));
    if (!chosen.isEmpty()) {
      lastFilled = height();
    }
  }

  private void add(UtxoBlock block) {
    coins.connect(block);
    blocks.add(block);
    for (UtxoTransaction each : block.others()) {
      lose(mempool.forget(each));
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
