package io.aureus.sandbox;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Values by key, each with what it was after which block. */
final class Histories<T> {
  private final Map<String, NavigableMap<Long, T>> all = new HashMap<>();

  T at(String key, long number, T otherwise) {
    NavigableMap<Long, T> history = all.get(key);
    Map.Entry<Long, T> entry = history == null ? null : history.floorEntry(number);
    return entry == null ? otherwise : entry.getValue();
  }

  void put(String key, long number, T value) {
    all.computeIfAbsent(key, name -> new TreeMap<>()).put(number, value);
  }

  /** Undoes every block above this one. */
  void forgetAbove(long number) {
    all.values().forEach(history -> history.tailMap(number, false).clear());
  }
}
