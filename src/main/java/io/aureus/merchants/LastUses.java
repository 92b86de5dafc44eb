package io.aureus.merchants;

import io.aureus.jobs.Fence;
import io.aureus.jobs.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Collects when keys and tokens were last used and writes it every ten seconds: a hint for people,
 * whose loss in a crash harms nobody.
 */
final class LastUses implements Job {
  private final ConcurrentMap<Long, Instant> keys = new ConcurrentHashMap<>();
  private final ConcurrentMap<Long, Instant> tokens = new ConcurrentHashMap<>();
  private final KeyRows keyRows;
  private final KeyRows tokenRows;

  LastUses(KeyRows keyRows, KeyRows tokenRows) {
    this.keyRows = keyRows;
    this.tokenRows = tokenRows;
  }

  void ofKey(long id, Instant at) {
    keys.put(id, at);
  }

  void ofToken(long id, Instant at) {
    tokens.put(id, at);
  }

  @Override
  public String name() {
    return "note-last-uses";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(10);
  }

  @Override
  public boolean alone() {
    return false;
  }

  @Override
  public void run(Fence fence) {
    write(keys, keyRows);
    write(tokens, tokenRows);
  }

  private static void write(ConcurrentMap<Long, Instant> uses, KeyRows rows) {
    Map<Long, Instant> taken = new HashMap<>(uses);
    if (taken.isEmpty()) {
      return;
    }
    rows.used(taken);
    taken.forEach(uses::remove);
  }
}
