package io.aureus.wallets;

import io.aureus.chains.Watchlist;
import io.aureus.jobs.Fence;
import io.aureus.jobs.Job;
import io.aureus.keys.Derivation;
import io.aureus.wallets.AddressRows.BlockRow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps this node's pools full and its claims alive. What a dead node left is used before any new
 * index is.
 */
final class AddressRefill implements Job, AutoCloseable {
  static final String NAME = "prepare-addresses";

  /**
   * Blocks per round: bounds the transaction, and how long the pool waits for the first of them.
   */
  private static final int ROUND = 16;

  /** How long after the last taking a block is kept for addresses that are still being given. */
  private static final Duration IN_FLIGHT = Duration.ofMinutes(2);

  private final PooledReceiving receiving;
  private final AddressRows rows;
  private final Derivation derivation;
  private final Watchlist watchlist;
  private final TransactionTemplate transactions;
  private final Clock clock;
  private final WalletsSettings settings;
  private final Set<String> checked = ConcurrentHashMap.newKeySet();
  private final Set<String> watched = ConcurrentHashMap.newKeySet();

  AddressRefill(
      PooledReceiving receiving,
      AddressRows rows,
      Derivation derivation,
      Watchlist watchlist,
      TransactionTemplate transactions,
      Clock clock,
      WalletsSettings settings) {
    this.receiving = receiving;
    this.rows = rows;
    this.derivation = derivation;
    this.watchlist = watchlist;
    this.transactions = transactions;
    this.clock = clock;
    this.settings = settings;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(1);
  }

  @Override
  public boolean alone() {
    return false;
  }

  @Override
  public void run(Fence fence) throws Exception {
    receiving.awake();
    for (Map.Entry<String, AddressPool> pool : receiving.pools().entrySet()) {
      mustBeOfThisSeed(pool.getKey());
      renew(pool.getKey(), pool.getValue());
      release(pool.getKey(), pool.getValue());
      refill(pool.getKey(), pool.getValue());
      watchSkipped(pool.getKey());
    }
  }

  /** Of a family that was switched on after a restore: see {@link RestoredWallets}. */
  private void watchSkipped(String family) throws Exception {
    if (watched.contains(family)) {
      return;
    }
    List<BlockRow> skipped = rows.skipped(family, ROUND);
    fill(skipped);
    if (skipped.size() < ROUND) {
      watched.add(family);
    }
  }

  /** Addresses of two seeds, or of two kinds, would mix: nobody could spend by the index. */
  private void mustBeOfThisSeed(String family) {
    if (checked.contains(family)) {
      return;
    }
    SeedCheck.foreign(rows, derivation, family)
        .ifPresent(
            first -> {
              throw new IllegalStateException(
                  ("address %d of %s in the database is not of this seed and kind: the seed, or"
                          + " the kind in aureus.keys.addresses, was changed since; change it back")
                      .formatted(first.index(), family));
            });
    checked.add(family);
  }

  /** Gives up this node's claims, so that the next one to start finds what is left at once. */
  @Override
  public void close() {
    receiving
        .pools()
        .forEach(
            (family, pool) -> {
              List<ClaimedBlock> blocks = pool.blocks();
              blocks.forEach(pool::forget);
              rows.release(family, firsts(blocks), receiving.node());
            });
  }

  private void renew(String family, AddressPool pool) {
    Instant now = clock.instant();
    Instant soon = now.plus(settings.claim().dividedBy(2));
    List<ClaimedBlock> due =
        pool.blocks().stream().filter(block -> !block.lastsUntil(soon)).toList();
    if (due.isEmpty()) {
      return;
    }
    Instant until = now.plus(settings.claim());
    List<Long> ours = rows.renew(family, firsts(due), receiving.node(), until);
    for (ClaimedBlock block : due) {
      if (ours.contains(block.first())) {
        block.renewedUntil(until);
      } else {
        pool.forget(block);
      }
    }
  }

  private void release(String family, AddressPool pool) {
    Instant before = clock.instant().minus(IN_FLIGHT);
    List<ClaimedBlock> done = pool.blocks().stream().filter(block -> block.isDone(before)).toList();
    if (!done.isEmpty()) {
      done.forEach(pool::forget);
      rows.release(family, firsts(done), receiving.node());
    }
  }

  private void refill(String family, AddressPool pool) throws Exception {
    long ahead = Math.min(settings.most(), pool.takenSinceLast() * 4);
    long target = Math.max(settings.prepared(), ahead);
    if (pool.ready() * 2L >= target) {
      return;
    }
    boolean leftovers = true;
    while (pool.ready() < target) {
      long missing = (target - pool.ready() + settings.block() - 1) / settings.block();
      int count = (int) Math.min(ROUND, missing);
      Instant until = clock.instant().plus(settings.claim());
      List<BlockRow> claimed =
          leftovers
              ? rows.claim(family, count, receiving.node(), clock.instant(), until)
              : List.of();
      leftovers = claimed.size() == count;
      if (claimed.isEmpty()) {
        claimed = reserve(family, count, until);
      }
      fill(claimed.stream().filter(block -> !block.filled()).toList());
      for (BlockRow block : claimed) {
        load(pool, block, until);
      }
    }
  }

  private List<BlockRow> reserve(String family, int count, Instant until) {
    List<BlockRow> reserved =
        transactions.execute(
            status -> rows.reserve(family, count, settings.block(), receiving.node(), until));
    return reserved == null ? List.of() : reserved;
  }

  /** Derives outside of any transaction, then stores and watches in one. */
  private void fill(List<BlockRow> blocks) throws Exception {
    if (blocks.isEmpty()) {
      return;
    }
    Map<BlockRow, List<String>> derived = derive(blocks);
    transactions.executeWithoutResult(
        status -> {
          List<String> all = new ArrayList<>();
          derived.forEach(
              (block, addresses) -> {
                rows.fill(block, addresses);
                all.addAll(addresses);
              });
          watchlist.watch(blocks.getFirst().family(), all);
        });
  }

  private Map<BlockRow, List<String>> derive(List<BlockRow> blocks) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<List<String>>> tasks = new ArrayList<>();
      for (BlockRow block : blocks) {
        tasks.add(() -> derivation.addresses(block.family(), block.first(), block.size()));
      }
      List<Future<List<String>>> results = threads.invokeAll(tasks);
      Map<BlockRow, List<String>> derived = new LinkedHashMap<>();
      for (int i = 0; i < blocks.size(); i++) {
        derived.put(blocks.get(i), results.get(i).get());
      }
      return derived;
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot derive addresses", e.getCause());
    }
  }

  private void load(AddressPool pool, BlockRow block, Instant until) {
    List<Receiving.Prepared> left = rows.left(block);
    if (left.isEmpty()) {
      rows.release(block.family(), List.of(block.first()), receiving.node());
    } else {
      pool.add(new ClaimedBlock(block.first(), block.size(), until, clock.instant()), left);
    }
  }

  private static List<Long> firsts(List<ClaimedBlock> blocks) {
    return blocks.stream().map(ClaimedBlock::first).toList();
  }
}
