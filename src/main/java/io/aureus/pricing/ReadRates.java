package io.aureus.pricing;

import io.aureus.jobs.Fence;
import io.aureus.jobs.Job;
import io.aureus.pricing.RateHealth.SourceHealth;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Brings what any node fetched into the memory of this one. */
final class ReadRates implements Job {
  static final String NAME = "read-rates";

  private final RateRows rows;
  private final RateBoard board;
  private final Map<String, SourceHealth> seen = new HashMap<>();

  ReadRates(RateRows rows, RateBoard board) {
    this.rows = rows;
    this.board = board;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(2);
  }

  @Override
  public boolean alone() {
    return false;
  }

  @Override
  public void run(Fence fence) {
    read();
  }

  /** Also at start-up, so that a restart quotes at once where the last answers are fresh. */
  void read() {
    List<SourceHealth> changed =
        rows.sources().stream().filter(health -> !health.equals(seen.get(health.name()))).toList();
    if (changed.isEmpty()) {
      return;
    }
    var votes = rows.votes(changed.stream().map(SourceHealth::name).toList());
    for (SourceHealth health : changed) {
      board.put(health, votes.getOrDefault(health.name(), Map.of()));
      seen.put(health.name(), health);
    }
  }
}
