package io.aureus.chains.bitcoin;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Between which moments of our clock a transaction came into the mempool.
 *
 * @param after of the look before, which did not list it
 * @param by just before the look that was the first to list it
 */
record FirstListing(Instant after, Instant by) {
  /** No mempool keeps a transaction for longer, by what nodes do by default. */
  private static final Duration LONGEST = Duration.ofDays(14);

  /**
   * @param before when the mempool was looked at before; {@link Instant#EPOCH} for never
   */
  static FirstListing between(Instant before, Instant by) {
    Instant least = by.minus(LONGEST);
    return new FirstListing(before.isAfter(least) ? before : least, by);
  }

  /**
   * When it came: what the node says, whose clock may be wrong, kept between the two.
   *
   * @param told null where no node says anything
   */
  Instant at(@Nullable Instant told) {
    if (told == null || told.isAfter(by)) {
      return by;
    }
    return told.isBefore(after) ? after : told;
  }
}
