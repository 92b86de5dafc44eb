package io.aureus.wallets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.ChainStores;
import io.aureus.keys.Derivation;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.LeaseFence;
import io.aureus.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AnotherSeedTest {
  private static final WalletsSettings SETTINGS =
      new WalletsSettings(20, 2000, 8, Duration.ofMinutes(5), Duration.ZERO, 20, 1000);

  private final TestDatabase database = TestDatabase.fresh();
  private final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-01-01T00:00:00Z"));

  @Test
  void noAddressOfAnotherSeedOrKindIsAddedToThoseThatAreThere() throws Exception {
    AddressRows rows = new AddressRows(database.jdbc());
    refill("one").run(LeaseFence.take(database, "test"));
    int before = rows.page("bitcoin", -1, 1_000, false).size();
    assertThatThrownBy(() -> refill("other").run(LeaseFence.take(database, "test")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("address 0 of bitcoin in the database is not of this seed and kind");
    assertThat(rows.page("bitcoin", -1, 1_000, false)).hasSize(before);
  }

  private AddressRefill refill(String seed) {
    AddressRows rows = new AddressRows(database.jdbc());
    Derivation derivation =
        (family, from, count) ->
            LongStream.range(from, from + count).mapToObj(index -> seed + "-" + index).toList();
    return new AddressRefill(
        new PooledReceiving(rows, job -> {}, clock, SETTINGS, seed, List.of("bitcoin")),
        rows,
        derivation,
        ChainStores.watchlist(database, clock),
        database.transactions(),
        clock,
        SETTINGS);
  }
}
