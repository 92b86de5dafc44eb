package io.aureus.payouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.ChainsSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

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

  /** A worker that waits for its node must not be taken for one that is gone. */
  @Test
  void aLeaseThatEndsBeforeTheNodesTimeoutIsRefused() {
    LightningPayoutSettings settings = new LightningPayoutSettings(100, 10, LEASE);
    assertThat(settings.mustOutlast(node("15s", "paying"))).isSameAs(settings);
    assertThat(settings.mustOutlast(node("5m", ""))).isSameAs(settings);
    assertThatThrownBy(() -> settings.mustOutlast(node("15001ms", "paying")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lease is 180 s, and must be 181 s or more")
        .hasMessageContaining("aureus.chains.bln.timeout 15001 ms");
    LightningPayoutSettings longer = new LightningPayoutSettings(100, 10, Duration.ofMinutes(22));
    assertThat(longer.mustOutlast(node("5m", "paying"))).isSameAs(longer);
  }

  private static ChainsSettings node(String timeout, String paying) {
    Map<String, String> values =
        Map.of(
            "aureus.chains.bln.rpc", "http://127.0.0.1:8080",
            "aureus.chains.bln.timeout", timeout,
            "aureus.chains.bln.lightning.program", "lnd",
            "aureus.chains.bln.lightning.receiving-secret", "00",
            "aureus.chains.bln.lightning.paying-secret", paying);
    return new Binder(new MapConfigurationPropertySource(values))
        .bind("aureus", ChainsSettings.class)
        .get();
  }

  @Test
  void whatWouldPayTwiceOrTooDearIsNoSetting() {
    assertThatThrownBy(() -> new LightningPayoutSettings(1_001, 10, LEASE))
        .hasMessageContaining("aureus.payouts.lightning.fee-share");
    assertThatThrownBy(() -> new LightningPayoutSettings(100, -1, LEASE))
        .hasMessageContaining("fee-least");
    LightningPayoutSettings brief = new LightningPayoutSettings(100, 10, Duration.ofSeconds(179));
    assertThatThrownBy(() -> brief.mustOutlast(node("1s", "paying")))
        .hasMessageContaining("lease must be 3m to 1h");
    assertThatThrownBy(() -> new LightningPayoutSettings(100, 10, Duration.ofSeconds(4)))
        .hasMessageContaining("lease");
  }
}
