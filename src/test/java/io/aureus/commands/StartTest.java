package io.aureus.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.money.Catalogue;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.RunningGateway;
import io.aureus.testing.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StartTest {
  @Test
  void startsWithTheTestsOwnClock() {
    Clock clock = new AdjustableClock(Instant.parse("2030-01-01T00:00:00Z"));
    try (RunningGateway gateway =
        RunningGateway.demo(
            TestDatabase.fresh(),
            Map.of(),
            new RunningGateway.Surroundings(clock, new Random(7)))) {
      assertThat(gateway.bean(Clock.class)).isSameAs(clock);
      assertThat(gateway.bean(Catalogue.class).asset("ETH")).isPresent();
    }
  }
}
