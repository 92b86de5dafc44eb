package io.aureus.callbacks;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** So many at a time under each name, so that nobody takes the places of all others. */
final class Places {
  private final Map<String, Integer> taken = new HashMap<>();

  /**
   * Takes a place under each name, or none.
   *
   * @param most how many there are, by name
   * @return false where one of them has no place left
   */
  synchronized boolean take(Map<String, Integer> most) {
    if (most.entrySet().stream()
        .anyMatch(one -> taken.getOrDefault(one.getKey(), 0) >= one.getValue())) {
      return false;
    }
    most.keySet().forEach(name -> taken.merge(name, 1, Integer::sum));
    return true;
  }

  synchronized void give(Set<String> names) {
    names.forEach(name -> taken.computeIfPresent(name, (same, count) -> left(count)));
  }

  /** Null once nobody has one: names that were used once must not stay. */
  private static @Nullable Integer left(int count) {
    return count == 1 ? null : Integer.valueOf(count - 1);
  }
}
