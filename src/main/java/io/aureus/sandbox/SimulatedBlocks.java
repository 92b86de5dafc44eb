package io.aureus.sandbox;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The blocks of the simulated chain, and what was executed in them. */
final class SimulatedBlocks {
  private final List<Head> heads = new ArrayList<>();
  private final NavigableMap<Long, List<Executed>> filled = new TreeMap<>();
  private final Map<String, SimulatedChain.Mined> mined = new HashMap<>();

  private static final class Head {
    private final byte[] hash;
    private final long time;
    private final BigInteger baseFee;

    Head(byte[] hash, long time, BigInteger baseFee) {
      this.hash = hash;
      this.time = time;
      this.baseFee = baseFee;
    }
  }

  boolean isEmpty() {
    return heads.isEmpty();
  }

  long head() {
    return heads.size() - 1L;
  }

  byte[] hash(long number) {
    return heads.get((int) number).hash;
  }

  long time(long number) {
    return heads.get((int) number).time;
  }

  BigInteger baseFee(long number) {
    return heads.get((int) number).baseFee;
  }

  /** The number of the block with this hash; searched from the head, where it is usually found. */
  Optional<Long> numberOf(String hash) {
    byte[] wanted = Keccak.bytes(hash);
    for (int number = heads.size() - 1; number >= 0; number--) {
      if (Arrays.equals(heads.get(number).hash, wanted)) {
        return Optional.of((long) number);
      }
    }
    return Optional.empty();
  }

  List<Executed> transactions(long number) {
    return filled.getOrDefault(number, List.of());
  }

  /** The blocks of a range that hold any transaction. */
  NavigableMap<Long, List<Executed>> filled(long from, long to) {
    return from > to ? new TreeMap<>() : filled.subMap(from, true, to, true);
  }

  /** The last block that holds any transaction; -1 for none. */
  long lastFilled() {
    return filled.isEmpty() ? -1 : filled.lastKey();
  }

  Optional<SimulatedChain.Mined> mined(String hash) {
    return Optional.ofNullable(mined.get(hash));
  }

  void add(byte[] hash, long time, BigInteger baseFee, List<Executed> executed) {
    heads.add(new Head(hash, time, baseFee));
    for (int i = 0; i < executed.size(); i++) {
      Executed one = executed.get(i);
      mined.put(one.transaction().hash(), new SimulatedChain.Mined(one, head(), i));
    }
    if (!executed.isEmpty()) {
      filled.put(head(), List.copyOf(executed));
    }
  }

  /** Answers the transactions that are in no block any more, in their order. */
  List<ChainTransaction> removeAbove(long ancestor) {
    List<ChainTransaction> removed = new ArrayList<>();
    NavigableMap<Long, List<Executed>> lost = filled.tailMap(ancestor, false);
    lost.values().forEach(all -> all.forEach(one -> removed.add(one.transaction())));
    removed.forEach(transaction -> mined.remove(transaction.hash()));
    lost.clear();
    heads.subList((int) ancestor + 1, heads.size()).clear();
    return removed;
  }
}
