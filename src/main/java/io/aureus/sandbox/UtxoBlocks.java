package io.aureus.sandbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The blocks of the active chain, and those that were reorganised away. */
final class UtxoBlocks {
  private static final int MEDIAN_OF = 11;

  private final List<UtxoBlock> active = new ArrayList<>();
  private final Map<String, UtxoBlock> byHash = new HashMap<>();

  boolean isEmpty() {
    return active.isEmpty();
  }

  int height() {
    return active.size() - 1;
  }

  UtxoBlock head() {
    return active.getLast();
  }

  UtxoBlock at(int height) {
    return active.get(height);
  }

  /** Those above a height, lowest first. */
  List<UtxoBlock> above(int height) {
    return List.copyOf(active.subList(height + 1, active.size()));
  }

  /** Also one that was reorganised away. */
  Optional<UtxoBlock> find(String hash) {
    return Optional.ofNullable(byHash.get(hash));
  }

  boolean isActive(UtxoBlock block) {
    return block.height() <= height() && at(block.height()).hash().equals(block.hash());
  }

  void add(UtxoBlock block) {
    active.add(block);
    byHash.put(block.hash(), block);
  }

  UtxoBlock removeHead() {
    return active.removeLast();
  }

  /** The middle of the times of the last eleven blocks up to this one, in seconds since 1970. */
  long medianTime(UtxoBlock block) {
    List<Long> times = new ArrayList<>(List.of(block.time()));
    Optional<UtxoBlock> at = find(block.previous());
    while (at.isPresent() && times.size() < MEDIAN_OF) {
      times.add(at.get().time());
      at = find(at.get().previous());
    }
    return times.stream().sorted().toList().get(times.size() / 2);
  }
}
