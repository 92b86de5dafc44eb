package io.aureus.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TextsTest {
  @Test
  void saysALengthOfTimeInItsLargestUnitsAndLosesNothingOfIt() {
    assertThat(Texts.length(Duration.ofMinutes(30))).isEqualTo("30 minutes");
    assertThat(Texts.length(Duration.ofHours(24))).isEqualTo("1 day");
    assertThat(Texts.length(Duration.ofMinutes(90))).isEqualTo("1 hour 30 minutes");
    assertThat(Texts.length(Duration.ofSeconds(90_061)))
        .isEqualTo("1 day 1 hour 1 minute 1 second");
    assertThat(Texts.length(Duration.ofSeconds(45))).isEqualTo("45 seconds");
    assertThat(Texts.length(Duration.ZERO)).isEqualTo("none");
  }
}
