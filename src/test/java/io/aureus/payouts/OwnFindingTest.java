package io.aureus.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.ChainProgress;
import io.aureus.ledger.LedgerStores;
import io.aureus.money.Catalogue;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Nothing is handed out to sign while a block may hold what the merchant's wallet paid. */
@SuppressWarnings("NullAway") // what is not asked is not there
class OwnFindingTest {
  private final TestDatabase database = TestDatabase.fresh();
  private final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-11-20T12:00:00Z"));
  private final Catalogue catalogue = new Catalogue(List.of(CoinTown.COIN), Set.of("USD"));
  private final PayoutMoves moves =
      new PayoutMoves(
          new PayoutRows(database.jdbc(), catalogue),
          new StoryRows(database.jdbc()),
          LedgerStores.ledger(database, catalogue, clock),
          List.of(),
          clock,
          database.transactions());

  @Test
  void aChainIsReadOnlyWhereItWasReadToItsEndAMomentAgo() {
    assertThat(isRead(null)).isFalse();
    assertThat(isRead(cursor(100, 100, Duration.ofSeconds(5)))).isTrue();
    assertThat(isRead(cursor(99, 100, Duration.ofSeconds(5)))).isFalse();
    assertThat(isRead(cursor(100, 100, Duration.ofMinutes(3))))
        .as("as after the program did not run for a while")
        .isFalse();
  }

  private boolean isRead(ChainProgress.Cursor at) {
    ChainProgress progress =
        new ChainProgress() {
          @Override
          public Optional<Cursor> cursor(String chain) {
            return Optional.ofNullable(at);
          }

          @Override
          public List<Cursor> cursors() {
            return List.of();
          }

          @Override
          public List<NodeHealth> health() {
            return List.of();
          }
        };
    return new OwnFinding(
            null, moves, null, null, new OwnFinding.Outside(null, null, null, progress, null))
        .isRead(CoinTown.BTC);
  }

  private ChainProgress.Cursor cursor(long number, long head, Duration ago) {
    Instant then = clock.instant().minus(ago);
    return new ChainProgress.Cursor("BTC", number, "aa", then, then, head);
  }
}
