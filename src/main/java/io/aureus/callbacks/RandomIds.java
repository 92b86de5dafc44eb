package io.aureus.callbacks;

import java.util.UUID;
import java.util.random.RandomGenerator;

/** UUIDs of version 4 from the injected source, so that a scenario can be replayed. */
final class RandomIds {
  private RandomIds() {}

  static UUID next(RandomGenerator random) {
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new UUID(high, low);
  }
}
