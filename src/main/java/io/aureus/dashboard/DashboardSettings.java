package io.aureus.dashboard;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings below {@code aureus.dashboard}.
 *
 * @param idle after how long without a click a person is signed out, 1 minute to 7 days
 * @param moneyNeedsApp whether moving money takes an authenticator app; null for what the mode says
 */
@ConfigurationProperties("aureus.dashboard")
record DashboardSettings(@DefaultValue("8h") Duration idle, @Nullable Boolean moneyNeedsApp) {
  DashboardSettings {
    if (idle.compareTo(Duration.ofMinutes(1)) < 0 || idle.compareTo(Duration.ofDays(7)) > 0) {
      throw new IllegalArgumentException(
          "aureus.dashboard.idle must be 1m to 7d, not " + idle.toMinutes() + "m");
    }
  }

  /** Nobody who tries the demo has an app for it, and its money is play money. */
  boolean moneyNeedsApp(String mode) {
    return Objects.requireNonNullElse(moneyNeedsApp, !mode.equals("demo"));
  }
}
