package io.aureus.payouts;

import io.aureus.jobs.Fence;
import io.aureus.jobs.Wakeups;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.payouts.SweepWriter.Wish;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sends what is above a level from the hot address to the cold one. What lies on orders' addresses
 * counts: it hangs on the same seed.
 */
final class ColdStorage {
  private final ColdLevels levels;
  private final SweepWriter writer;
  private final PayoutMoves moves;
  private final Wakeups wakeups;
  private final Duration pause;
  private final Map<String, Instant> looked = new ConcurrentHashMap<>();

  /**
   * @param pause between two looks at one asset
   */
  ColdStorage(
      ColdLevels levels, SweepWriter writer, PayoutMoves moves, Wakeups wakeups, Duration pause) {
    this.levels = levels;
    this.writer = writer;
    this.moves = moves;
    this.wakeups = wakeups;
    this.pause = pause;
  }

  /** Whether the asset has a level, and was not looked at lately. */
  boolean isDue(Asset asset) {
    Instant now = moves.now();
    Instant last = looked.getOrDefault(asset.code(), Instant.MIN);
    boolean isDue = levels.of(asset).isPresent() && !last.isAfter(now.minus(pause));
    if (isDue) {
      looked.put(asset.code(), now);
    }
    return isDue;
  }

  /**
   * Sends what the hot address has too much.
   *
   * @param spare what it holds and no payout needs; below 0 where it lacks some
   * @return what it wants of orders' addresses, to send that as well
   */
  BigInteger take(Asset asset, BigInteger spare, List<Lying> all, Fence fence) {
    ColdLevels.Level level = levels.of(asset).orElseThrow();
    if (spare.compareTo(level.above()) > 0) {
      Amount much = new Amount(asset, spare.subtract(level.keep()));
      String most = new Amount(asset, level.above()).text();
      writer.add(
          new Wish(
              PayoutKind.COLD,
              much,
              Sources.HOT,
              levels.address(),
              "the hot address holds more than %s %s".formatted(most, asset.code())),
          List.of(),
          fence);
      wakeups.wake(SendPayouts.NAME);
      return BigInteger.ZERO;
    }
    BigInteger lying = all.stream().map(Lying::units).reduce(BigInteger.ZERO, BigInteger::add);
    BigInteger in = spare.max(BigInteger.ZERO).add(lying);
    return in.compareTo(level.above()) > 0 ? in : BigInteger.ZERO;
  }
}
