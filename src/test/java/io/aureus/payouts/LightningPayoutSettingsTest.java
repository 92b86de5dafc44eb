package io.aureus.payouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LightningPayoutSettingsTest {
  private static final Duration LEASE = Duration.ofMinutes(3);

  @Test
  void theCapIsAShareAndNeverLessThanSome() {
    LightningPayoutSettings settings = new LightningPayoutSettings(100, 10, LEASE);
    assertThat(settings.cap(1_000)).isEqualTo(10_000);
    assertThat(settings.cap(1_000_000)).isEqualTo(10_000);
    assertThat(settings.cap(1_000_001)).as("rounded up").isEqualTo(10_001);
    assertThat(settings.cap(2_100_000_000_000_000_000L)).isEqualTo(21_000_000_000_000_000L);
  }

  /** The figure that a refusal names passes, and one satoshi more does not. */
  @Test
  void theMostIsTheMost() {
    SplittableRandom random = new SplittableRandom(3);
    for (int share : List.of(0, 1, 100, 1_000)) {
      for (int least : List.of(0, 10, 100_000)) {
        LightningPayoutSettings settings = new LightningPayoutSettings(share, least, LEASE);
        for (int i = 0; i < 2_000; i++) {
          long there = random.nextLong(random.nextBoolean() ? 200_000_000 : 2_100_000_000_000_000L);
          long most = settings.most(there);
          assertThat(most % 1_000).isZero();
          assertThat(most == 0 || most + settings.cap(most) <= there).isTrue();
          assertThat(most + 1_000 + settings.cap(most + 1_000)).isGreaterThan(there);
        }
      }
    }
  }

  @Test
  void whatWouldPayTwiceOrTooDearIsNoSetting() {
    assertThatThrownBy(() -> new LightningPayoutSettings(1_001, 10, LEASE))
        .hasMessageContaining("aureus.payouts.lightning.fee-share");
    assertThatThrownBy(() -> new LightningPayoutSettings(100, -1, LEASE))
        .hasMessageContaining("fee-least");
    assertThatThrownBy(() -> new LightningPayoutSettings(100, 10, Duration.ofSeconds(179)))
        .hasMessageContaining("lease");
  }
}
