package io.aureus.keys;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The lock time of a PSBT of version 2, from what its inputs ask for. */
final class PsbtLocks {
  /** Below it a lock time is a block's number, from it on a time (BIP65). */
  private static final long FIRST_TIME = 500_000_000;

  private PsbtLocks() {}

  /** As BIP370 determines it. */
  static long of(PsbtMap global, List<PsbtMap> inputs) {
    boolean anyTime = false;
    boolean anyHeight = false;
    boolean allTime = true;
    boolean allHeight = true;
    long time = 0;
    long height = 0;
    for (PsbtMap input : inputs) {
      OptionalLong asksTime = lock(input, Psbt.LOCK_TIME, true);
      OptionalLong asksHeight = lock(input, Psbt.LOCK_HEIGHT, false);
      if (asksTime.isPresent() || asksHeight.isPresent()) {
        anyTime |= asksTime.isPresent();
        anyHeight |= asksHeight.isPresent();
        allTime &= asksTime.isPresent();
        allHeight &= asksHeight.isPresent();
        time = Math.max(time, asksTime.orElse(0));
        height = Math.max(height, asksHeight.orElse(0));
      }
    }
    if (!anyTime && !anyHeight) {
      return global.get(Psbt.FALLBACK_LOCK_TIME).map(Psbt::number).orElse(0L);
    }
    if (!allTime && !allHeight) {
      throw new IllegalArgumentException("its inputs ask for lock times of two kinds");
    }
    return allHeight ? height : time;
  }

  private static OptionalLong lock(PsbtMap input, int type, boolean isTime) {
    Optional<Long> value = input.get(type).map(Psbt::number);
    if (value.isPresent() && (value.get() == 0 || value.get() >= FIRST_TIME != isTime)) {
      throw new IllegalArgumentException("a lock time that an input asks for is of another kind");
    }
    return value.map(OptionalLong::of).orElseGet(OptionalLong::empty);
  }
}
