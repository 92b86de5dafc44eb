package io.aureus.jobs;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How background work is run.
 *
 * @param enabled false where this process leaves all background work to other nodes
 * @param lease how long a job stays with a node that has vanished, 1 s to 10 min
 * @param longestPause the longest pause after repeated failures, 1 s to 1 h
 * @param stopWithin how long a stop waits for runs under way before it interrupts them
 */
@ConfigurationProperties("aureus.jobs")
record JobSettings(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("15s") Duration lease,
    @DefaultValue("1m") Duration longestPause,
    @DefaultValue("5s") Duration stopWithin) {

  JobSettings {
    require("lease", lease, Duration.ofSeconds(1), Duration.ofMinutes(10));
    require("longest-pause", longestPause, Duration.ofSeconds(1), Duration.ofHours(1));
    require("stop-within", stopWithin, Duration.ZERO, Duration.ofMinutes(5));
  }

  private static void require(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "aureus.jobs." + name + " must be from " + least + " to " + most + ", not " + value);
    }
  }
}
