package io.aureus.payouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.testing.TestDatabase;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

/** What the database lets be planned twice, and what it must never stand in the way of. */
class PlannedOnceTest {
  private static TestDatabase database;

  @BeforeAll
  static void open() {
    database = TestDatabase.fresh();
  }

  @BeforeEach
  void empty() {
    database.jdbc().sql("delete from payout").update();
  }

  @Test
  void aReorganisationBringsASweepBackWhileALaterOneIsOpen() {
    UUID first = insert("SWEEP", Sources.ORDERS, "CONFIRMED");
    insert("SWEEP", Sources.ORDERS, "HELD");
    assertThat(state(first, "BROADCASTING")).isEqualTo(1);
  }

  @Test
  void aReorganisationBringsAPayoutToTheColdAddressBackWhileALaterOneIsOpen() {
    UUID first = insert("COLD", Sources.HOT, "CONFIRMED");
    insert("COLD", Sources.HOT, "HELD");
    assertThat(state(first, "BROADCASTING")).isEqualTo(1);
  }

  @Test
  void aNumberIsSpentOnNothingByOnePayoutAtATime() {
    insert("SWEEP", Sources.HOT, "HELD");
    assertThatThrownBy(() -> insert("SWEEP", Sources.HOT, "RESERVED"))
        .isInstanceOf(DuplicateKeyException.class);
  }

  @Test
  void aSweeperIsPutOnAChainByOnePayoutAtATimeAndAgainWhereOneFailed() {
    UUID first = insert("DEPLOYMENT", Sources.HOT, "FAILED");
    insert("DEPLOYMENT", Sources.HOT, "RESERVED");
    assertThatThrownBy(() -> insert("DEPLOYMENT", Sources.HOT, "HELD"))
        .isInstanceOf(DuplicateKeyException.class);
    assertThat(state(first, "BROADCASTING")).isEqualTo(1);
  }

  @Test
  void oneConsolidationIsPlannedAtATimeAndAReorganisationBringsAnOlderOneBack() {
    UUID first = insert("CONSOLIDATION", Sources.HOT, "CONFIRMED");
    insert("CONSOLIDATION", Sources.HOT, "BUILT");
    assertThatThrownBy(() -> insert("CONSOLIDATION", Sources.HOT, "RESERVED"))
        .isInstanceOf(DuplicateKeyException.class);
    assertThat(state(first, "BROADCASTING")).isEqualTo(1);
  }

  private static int state(UUID id, String state) {
    return database
        .jdbc()
        .sql("update payout set state = ? where id = ?")
        .params(state, id)
        .update();
  }

  private static UUID insert(String kind, String source, String state) {
    UUID id = UUID.randomUUID();
    database
        .jdbc()
        .sql(
            """
            insert into payout (id, kind, chain, asset, units, fee_units, destination, source,
              actor, state, hold, hold_reason, created_at, updated_at, version)
            values (?, ?, 'ETH', 'ETH', 1, 0, '0x1', ?, 'gateway', ?,
              case when ? = 'HELD' then 'GAS' else 'NONE' end,
              case when ? = 'HELD' then 'waits' else '' end, now(), now(), 1)
            """)
        .params(id, kind, source, state, state, state)
        .update();
    return id;
  }
}
