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
 * @param moneyAfterEnrolling how long an app moves no money that did not come with the account, 0
 *     to 30 days; null for what the mode says
 * @param lightningInbound below which share of the channels' room, in percent, it is told that too
 *     little can come in by Lightning, 0 to 90
 */
@ConfigurationProperties("aureus.dashboard")
record DashboardSettings(
    @DefaultValue("8h") Duration idle,
    @Nullable Boolean moneyNeedsApp,
    @Nullable Duration moneyAfterEnrolling,
    @DefaultValue("10") int lightningInbound) {
  DashboardSettings {
    if (idle.compareTo(Duration.ofMinutes(1)) < 0 || idle.compareTo(Duration.ofDays(7)) > 0) {
      throw new IllegalArgumentException(
          "aureus.dashboard.idle must be 1m to 7d, not " + idle.toMinutes() + "m");
    }
    if (moneyAfterEnrolling != null
        && (moneyAfterEnrolling.isNegative()
            || moneyAfterEnrolling.compareTo(Duration.ofDays(30)) > 0)) {
      throw new IllegalArgumentException(
          "aureus.dashboard.money-after-enrolling must be 0 to 30d, not " + moneyAfterEnrolling);
    }
    if (lightningInbound < 0 || lightningInbound > 90) {
      throw new IllegalArgumentException(
          "aureus.dashboard.lightning-inbound must be 0 to 90, not " + lightningInbound);
    }
  }

  /** Nobody who tries the demo has an app for it, and its money is play money. */
  boolean moneyNeedsApp(String mode) {
    return Objects.requireNonNullElse(moneyNeedsApp, !mode.equals("demo"));
  }

  Duration moneyAfterEnrolling(String mode) {
    Duration standard = mode.equals("demo") ? Duration.ZERO : Duration.ofDays(1);
    return Objects.requireNonNullElse(moneyAfterEnrolling, standard);
  }
}
