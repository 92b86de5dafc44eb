package io.aureus.pricing;

import io.aureus.pricing.RateHealth.SourceHealth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** The last answer of each source, in memory. */
final class RateBoard implements Votes {
  private record Last(SourceHealth health, Map<Pair, Vote> votes) {}

  private final Map<String, Last> sources = new ConcurrentSkipListMap<>();

  /**
   * @param names the sources that this deployment asks
   */
  RateBoard(List<String> names) {
    for (String name : names) {
      sources.put(name, new Last(new SourceHealth(name, false, null, "not asked yet"), Map.of()));
    }
  }

  /** Replaces what a source said; one that is not asked any more is left out. */
  void put(SourceHealth health, Map<Pair, Vote> votes) {
    sources.computeIfPresent(health.name(), (name, before) -> new Last(health, votes));
  }

  @Override
  public List<Vote> on(Pair pair) {
    List<Vote> found = new ArrayList<>();
    for (Last last : sources.values()) {
      Vote vote = last.votes().get(pair);
      if (vote != null) {
        found.add(vote);
      }
    }
    return found;
  }

  @Override
  public List<SourceHealth> sources() {
    return sources.values().stream().map(Last::health).toList();
  }
}
