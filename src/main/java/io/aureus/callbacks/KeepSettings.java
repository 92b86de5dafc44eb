package io.aureus.callbacks;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long what happened is remembered.
 *
 * @param keep for the tries of callbacks and the feed's events, 30 days or more: a shop that asks
 *     the feed less often than that misses some
 */
@ConfigurationProperties("aureus.callbacks")
record KeepSettings(@DefaultValue("90d") Duration keep) {
  private static final Duration LEAST = Duration.ofDays(30);

  KeepSettings {
    if (keep.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException(
          "aureus.callbacks.keep must be 30d or more, not " + keep.toDays() + "d");
    }
  }
}
