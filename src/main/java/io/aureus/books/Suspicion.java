package io.aureus.books;

import io.aureus.money.Amount;
import java.util.HashMap;
import java.util.Map;

/**
 * A difference is told when it was found the same twice, or any five times in a row: a block and
 * what follows from it are not written in one moment, and a second look costs nothing.
 */
final class Suspicion {
  private static final int MOST_LOOKS = 5;

  private final Map<String, Seen> last = new HashMap<>();

  private record Seen(Amount difference, int times) {}

  /** Whether the difference stands, and is to be told. */
  boolean isSure(Amount difference) {
    String asset = difference.asset().code();
    if (difference.isZero()) {
      last.remove(asset);
      return true;
    }
    Seen before = last.get(asset);
    int times = before == null ? 1 : before.times() + 1;
    last.put(asset, new Seen(difference, times));
    return times >= MOST_LOOKS || (before != null && before.difference().equals(difference));
  }
}
