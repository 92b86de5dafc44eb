package io.aureus.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.ChainStores;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.TestDatabase;
import io.aureus.wallets.WalletStores;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An address that a sweep of many left out is not swept, and is tried again, but not for ever. */
class LeftOutAddressTest {
  private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Chain ETH = new Chain("ETH", "Ethereum", "evm", "mainnet", 1, 12);
  private static final Asset TOKEN =
      new Asset("USDT-ERC20", ETH, "USDT", 6, 4, "0x" + "a".repeat(40), "USD");
  private static final BigInteger FIVE = BigInteger.valueOf(5);

  private final TestDatabase database = TestDatabase.fresh();
  private final AdjustableClock clock = new AdjustableClock(START);
  private final SweepRows rows = new SweepRows(database.jdbc());
  private final OrderCoins coins =
      new OrderCoins(
          ChainStores.arrivals(database), WalletStores.addresses(database, clock), rows, PATIENCE);
  private final Lying bad = new Lying("0x" + "7".repeat(40), "7", FIVE, 1);
  private final Lying good = new Lying("0x" + "8".repeat(40), "8", FIVE, 0);

  @Test
  void whatTheTokenDidNotMoveIsNotBookedAsSwept() {
    sweepThatLeavesOneOut(START);
    assertThat(rows.swept(TOKEN, List.of("7", "8")))
        .isEqualTo(Map.of("7", BigInteger.ZERO, "8", FIVE));
    assertThat(rows.tries(TOKEN)).containsOnlyKeys("7");
  }

  @Test
  void itIsTriedAgainAfterAPauseThatGrowsAndAtLastNoMore() {
    Instant last = START;
    for (int tries = 1; tries <= OrderCoins.MOST_TRIES; tries++) {
      sweepThatLeavesOneOut(last);
      Duration pause = PATIENCE.multipliedBy(1L << tries);
      assertThat(free(last.plus(pause).minusSeconds(1))).containsExactly(good);
      last = last.plus(pause).plusSeconds(1);
      if (tries < OrderCoins.MOST_TRIES) {
        assertThat(free(last)).containsExactly(bad, good);
      }
    }
    assertThat(free(last.plus(Duration.ofDays(1000)))).containsExactly(good);
  }

  @Test
  void untilABlockHoldsTheSweepItsAddressesAreBusy() {
    sweep("BROADCASTING", START, null, null);
    assertThat(free(START.plus(Duration.ofDays(1)))).isEmpty();
    assertThat(rows.swept(TOKEN, List.of("7"))).isEqualTo(Map.of("7", FIVE));
  }

  private List<Lying> free(Instant now) {
    return coins.free(TOKEN, List.of(bad, good), now);
  }

  private void sweepThatLeavesOneOut(Instant at) {
    database.jdbc().sql("delete from sweep_share where source = '8'").update();
    sweep("CONFIRMED", at, 0, 5);
  }

  private void sweep(
      String state, Instant at, @Nullable Integer movedOfSeven, @Nullable Integer movedOfEight) {
    UUID id =
        UUID.nameUUIDFromBytes((state + at).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    database
        .jdbc()
        .sql(
            """
            insert into payout (id, kind, chain, asset, units, fee_units, destination, source,
              actor, state, hold, hold_reason, created_at, updated_at, version)
            values (?, 'SWEEP', 'ETH', ?, 10, 0, '0xhot', 'orders', 'gateway', ?, 'NONE', '',
              ?, ?, 1)
            """)
        .params(id, TOKEN.code(), state)
        .params(at.atOffset(ZoneOffset.UTC), at.atOffset(ZoneOffset.UTC))
        .update();
    share(id, bad, movedOfSeven);
    share(id, good, movedOfEight);
  }

  private void share(UUID id, Lying of, @Nullable Integer moved) {
    database
        .jdbc()
        .sql("insert into sweep_share values (?, ?, ?, 5, 0, ?)")
        .params(id, of.source(), of.address())
        .param(moved)
        .update();
  }
}
