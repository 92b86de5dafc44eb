package io.aureus.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.money.Chain;
import io.aureus.testing.TestDatabase;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How many transactions of one sender wait for a block; three at most here. */
class PlacesTest {
  private static final Chain ETH = new Chain("ETH", "Ethereum", "evm", "mainnet", 1, 12);

  private final TestDatabase database = TestDatabase.fresh();
  private final Places places = new Places(database.jdbc());

  @Test
  void aSenderIsFullByTheSameFigureBeforeAndAfterTheChainIsAsked() {
    taken(7, "SEEN", "");
    taken(8, "BUILT", "waits until the signer signs again");
    taken(9, "SIGNED", "");
    isFull(false, 8);
    taken(10, "BROADCASTING", "");
    isFull(true, 8);
    assertThat(places.isFull(ETH, "ours", 9, 3)).as("a block has one of them").isFalse();
    assertThat(places.isFull(ETH, "other", 0, 3)).isFalse();
  }

  @Test
  void whatIsNeverMinedAnyMoreTakesNoRoom() {
    taken(7, "UNCLEAR", "number 7 is used by a transaction that is not ours");
    taken(8, "UNCLEAR", "");
    taken(9, "SIGNED", "");
    isFull(false, 8);
  }

  @Test
  void aFreeNumberIsTakenWhereItHoldsUpLaterOnesAndNotAtTheEnd() {
    taken(7, "SIGNED", "");
    taken(8, "SIGNED", "");
    taken(9, "SIGNED", "");
    place(10, null);
    isFull(true, 7);
    taken(11, "SIGNED", "");
    isFull(false, 7);
  }

  /** Two at once must not be built for room that one of them takes. */
  @Test
  void gasCountsFromBuiltOnUntilTheSignersCountMustHaveIt() {
    Instant asked = Instant.parse("2026-11-30T12:00:00Z");
    taken(7, "BUILT", "");
    taken(8, "SIGNED", "");
    signed(8, asked.minusSeconds(1));
    taken(9, "BROADCASTING", "");
    signed(9, asked);
    taken(10, "CONFIRMED", "");
    signed(10, asked.minusSeconds(60));
    place(11, null);
    assertThat(places.uncounted(ETH, asked)).isEqualTo(2 * 21_000);
    assertThat(places.uncounted(ETH, asked.plusSeconds(1))).isEqualTo(21_000);
  }

  private void signed(long nonce, Instant at) {
    database
        .jdbc()
        .sql(
            """
            insert into payout_signed (payout_id, no, chain, address, nonce, tx_hash, raw,
              gas_limit, max_fee, priority, signed_at)
            values (?, 1, 'ETH', 'ours', ?, ?, '', 21000, 1, 1, ?)
            """)
        .params(new UUID(0, nonce), nonce, "hash" + nonce, at.atOffset(ZoneOffset.UTC))
        .update();
  }

  private void isFull(boolean expected, long chainNonce) {
    assertThat(places.isFull(ETH, "ours", 0, 3)).as("before").isEqualTo(expected);
    assertThat(places.isFull(ETH, "ours", chainNonce, 3)).as("after").isEqualTo(expected);
  }

  private void taken(long nonce, String state, String reason) {
    UUID id = new UUID(0, nonce);
    database
        .jdbc()
        .sql(
            """
            insert into payout (id, kind, chain, asset, units, fee_units, destination, source,
              actor, state, hold, hold_reason, created_at, updated_at, version)
            values (?, 'WITHDRAWAL', 'ETH', 'ETH', 1, 0, 'to', 'hot', 'person:1', ?, 'NONE', ?,
              now(), now(), 1)
            """)
        .params(id, state, reason)
        .update();
    place(nonce, id);
  }

  private void place(long nonce, @Nullable UUID id) {
    database
        .jdbc()
        .sql(
            """
            insert into payout_place (chain, address, nonce, payout_id, gas_limit, max_fee,
              priority, given_back_at)
            values ('ETH', 'ours', ?, ?::uuid, 21000, 1, 1,
              case when ?::uuid is null then now() end)
            """)
        .param(nonce)
        .param(id)
        .param(id)
        .update();
  }
}
