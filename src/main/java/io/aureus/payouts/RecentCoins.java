package io.aureus.payouts;

import io.aureus.chains.CoinsNow;
import io.aureus.chains.CoinsNow.Look;
import io.aureus.chains.CoinsNow.Signed;
import io.aureus.money.Asset;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What nodes say of our coins, and what they said a moment ago: all nodes are asked of all coins,
 * and many payouts that wait would ask the same one after the other.
 */
final class RecentCoins {
  /** Shorter than a stranger's transaction may take to reach a node. */
  static final Duration KEPT = Duration.ofSeconds(5);

  private final CoinsNow nodes;
  private final Clock clock;
  private final Map<String, Coin> coins = new ConcurrentHashMap<>();

  private record Kept(Instant asked, Look look) {}

  /** One at a time asks for a coin; the others wait, and have its answer. */
  private static final class Coin {
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Kept kept;
  }

  RecentCoins(CoinsNow nodes, Clock clock) {
    this.nodes = nodes;
    this.clock = clock;
  }

  /** As {@link CoinsNow#look}: nodes are asked. */
  Look now(Asset asset, Signed ours) {
    return look(asset, ours, Duration.ZERO);
  }

  /** The same, but what was answered {@link #KEPT} ago at most is not asked for again. */
  Look lately(Asset asset, Signed ours) {
    return look(asset, ours, KEPT);
  }

  private Look look(Asset asset, Signed ours, Duration oldest) {
    Coin coin = coins.computeIfAbsent(asset.code(), code -> new Coin());
    coin.lock.lock();
    try {
      Instant now = clock.instant();
      Kept kept = coin.kept;
      if (kept == null || !now.isBefore(kept.asked().plus(oldest))) {
        kept = new Kept(now, nodes.look(asset, ours));
        coin.kept = kept;
      }
      return kept.look();
    } finally {
      coin.lock.unlock();
    }
  }
}
