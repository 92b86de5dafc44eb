package io.aureus.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.payouts.PayoutState;
import io.aureus.testing.TestDatabase;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Verify and books of payouts that are wrong in one thing each. */
class PayoutInvariantsTest {
  private final TestDatabase database = TestDatabase.fresh();
  private final PayoutInvariantRows rows = new PayoutInvariantRows(database.jdbc());
  private int signed;

  @Test
  void aPayoutThatIsSignedForTwoPlacesIsFound() {
    UUID good = payout("CONFIRMED", "WITHDRAWAL", 10);
    sign(good, 1, 7);
    sign(good, 2, 7);
    counts(good);
    assertThat(rows.payoutsAstray()).isEmpty();
    assertThat(rows.raised(10)).hasSize(2);
    UUID bad = payout("BROADCASTING", "WITHDRAWAL", 10);
    sign(bad, 1, 8);
    sign(bad, 2, 9);
    assertThat(rows.payoutsAstray()).containsExactly(bad.toString());
  }

  @Test
  void twoPayoutsOfOnePlaceAreFound() {
    sign(payout("BROADCASTING", "WITHDRAWAL", 10), 1, 7);
    assertThat(rows.payoutsAstray()).isEmpty();
    sign(payout("BROADCASTING", "WITHDRAWAL", 10), 1, 7);
    assertThat(rows.payoutsAstray()).hasSize(1);
  }

  @Test
  void aPayoutThatIsDoneWithoutATransactionOfItsOwnIsFound() {
    UUID done = payout("CONFIRMED", "WITHDRAWAL", 10);
    assertThat(rows.payoutsAstray()).containsExactly(done.toString());
  }

  @Test
  void payoutsOfCoinsAreTiedByACoinThatAllTheirBytesSpend() {
    UUID one = payout("CONFIRMED", "WITHDRAWAL", 10);
    UUID other = payout("SEEN", "WITHDRAWAL", 10);
    bundle(one, other);
    assertThat(rows.payoutsAstray()).isEmpty();
    assertThat(rows.signed()).isEqualTo(2);
    assertThat(rows.raised(10)).hasSize(4).extracting("chain").containsOnly("BTC");
    database.jdbc().sql("update coin_lock set since_no = 2").update();
    assertThat(rows.payoutsAstray()).containsExactlyInAnyOrder(one.toString(), other.toString());
    database.jdbc().sql("update payout set state = 'FAILED'").update();
    assertThat(rows.payoutsAstray()).isEmpty();
  }

  /** One transaction pays both; it was signed twice, and the first bytes were mined. */
  private void bundle(UUID one, UUID other) {
    for (String sql :
        List.of(
            "insert into coin_bundle (chain, change_units, fee, weight, made_at)"
                + " values ('BTC', 0, 1, 1, now())",
            "insert into coin_lock values ('BTC', 'c', 0, 1, 0, 1, 100, 'a', false, 0)",
            "insert into coin_signed values (1, 1, 't1', 'r', 1, 1, now(), null, 5)",
            "insert into coin_signed values (1, 2, 't2', 'r', 2, 1, now(), null, null)",
            "insert into coin_bundle_payout values ('%s', 1, 0), ('%s', 1, 1)"
                .formatted(one, other),
            "update payout set tx_hash = 't1', chain = 'BTC', asset = 'BTC'")) {
      database.jdbc().sql(sql).update();
    }
  }

  @Test
  void aReservationThatNoOpenPayoutHasIsFoundAndSoIsAPayoutWithoutOne() {
    payout("RESERVED", "WITHDRAWAL", 10);
    assertThat(rows.reservationsAstray()).containsExactly("RESERVED m ETH: ledger 0, payouts 12");
    reserve(12);
    assertThat(rows.reservationsAstray()).isEmpty();
    database.jdbc().sql("update payout set state = 'CANCELLED'").update();
    assertThat(rows.reservationsAstray()).containsExactly("RESERVED m ETH: ledger 12, payouts 0");
  }

  @Test
  void aRefundOfMoreThanCameInIsFound() {
    database
        .jdbc()
        .sql("update payout set order_id = '1' where id = ?")
        .param(payout("RESERVED", "REFUND", 10))
        .update();
    assertThat(rows.refundsAbovePayments()).containsExactly("1 ETH");
    database.jdbc().sql("update payout set state = 'CANCELLED'").update();
    assertThat(rows.refundsAbovePayments()).isEmpty();
  }

  @Test
  void aStoryThatEndsElsewhereOrHasAGapIsFound() {
    UUID payout = payout("BUILT", "WITHDRAWAL", 10);
    tell(payout, 1, "RESERVED");
    assertThat(rows.payoutsBesideTheirStory()).containsExactly(payout.toString());
    tell(payout, 3, "BUILT");
    database.jdbc().sql("update payout set version = 3").update();
    assertThat(rows.payoutsBesideTheirStory()).containsExactly(payout.toString());
    tell(payout, 2, "HELD");
    assertThat(rows.payoutsBesideTheirStory()).isEmpty();
    assertThat(rows.lines())
        .extracting(PayoutInvariantRows.Line::before)
        .containsExactly(PayoutState.RESERVED, PayoutState.RESERVED, PayoutState.HELD);
  }

  private UUID payout(String state, String kind, int units) {
    UUID id = UUID.randomUUID();
    database
        .jdbc()
        .sql(
            """
            insert into payout (id, kind, merchant_id, chain, asset, units, fee_units, destination,
              source, actor, state, hold, hold_reason, created_at, updated_at, version)
            values (?, ?, 'm', 'ETH', 'ETH', ?, 2, '0xA', 'hot', 'token:1', ?, 'NONE', '', now(),
              now(), 1)
            """)
        .params(id, kind, units, state)
        .update();
    return id;
  }

  private void sign(UUID payout, int no, long nonce) {
    database
        .jdbc()
        .sql(
            """
            insert into payout_signed (payout_id, no, chain, address, nonce, tx_hash, raw,
              gas_limit, max_fee, priority, signed_at)
            values (?, ?, 'ETH', '0xH', ?, ?, '0x', 21000, 1, 1, now())
            """)
        .params(payout, no, nonce, "0x" + ++signed)
        .update();
  }

  /** The last of its transactions is the one that counts. */
  private void counts(UUID payout) {
    database
        .jdbc()
        .sql("update payout set tx_hash = ? where id = ?")
        .params("0x" + signed, payout)
        .update();
  }

  private void tell(UUID payout, int version, String state) {
    database
        .jdbc()
        .sql("insert into payout_history values (?, ?, now(), ?, '')")
        .params(payout, version, state)
        .update();
  }

  private void reserve(int units) {
    database
        .jdbc()
        .sql(
            """
            with account as (
              insert into ledger_account (kind, owner, asset)
              values ('RESERVED', 'm', 'ETH'), ('AVAILABLE', 'm', 'ETH') returning id, kind),
            entry as (
              insert into journal_entry (reference, words, at) values ('r', '', now()) returning id)
            insert into posting (entry, line, account, asset, units)
            select entry.id, case kind when 'RESERVED' then 1 else 2 end, account.id, 'ETH',
              case kind when 'RESERVED' then ?::int else -?::int end
            from account, entry
            """)
        .params(units, units)
        .update();
  }
}
