package io.aureus.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.TestDatabase;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class RestoredPayoutsTest {
  private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

  private final JdbcClient jdbc = TestDatabase.fresh().jdbc();

  @Test
  void whatWasNotSignedWaitsForTheOperatorAndWhatWasSignedGoesOn() {
    for (PayoutState state : PayoutState.values()) {
      insert(state, "WITHDRAWAL");
    }
    place(PayoutState.BUILT, 4);
    place(PayoutState.BROADCASTING, 3);

    assertThat(RestoredPayouts.hold(jdbc, MADE, NOW)).isEqualTo(3);

    Map<String, String> after = new TreeMap<>();
    jdbc.sql("select reference, state || ' ' || hold from payout")
        .query(
            row -> {
              after.put(row.getString(1), row.getString(2));
            });
    for (PayoutState state : PayoutState.values()) {
      boolean unsigned =
          state == PayoutState.RESERVED || state == PayoutState.HELD || state == PayoutState.BUILT;
      assertThat(after)
          .containsEntry(state.name(), unsigned ? "HELD RESTORED" : state.name() + " NONE");
    }
    assertThat(text("select string_agg(distinct state || ' ' || version, ',') from payout_history"))
        .isEqualTo("HELD 8");
    assertThat(text("select count(*)::text from payout where hold = 'RESTORED' and due_at is null"))
        .isEqualTo("3");
    assertThat(text("select count(*)::text from payout_restored")).isEqualTo("3");
    RestoredPayouts.hold(jdbc, NOW, NOW);
    assertThat(
            text(
                "select string_agg(distinct (made_at = '2026-01-02Z')::text, '') from"
                    + " payout_restored"))
        .as("a second restore")
        .isEqualTo("true");
    assertThat(
            text("select string_agg(nonce::text, ',') from payout_place where payout_id is null"))
        .as("the number of what was built is given back, that of what was signed is not")
        .isEqualTo("4");
  }

  /** Whatever node is set up now, the machine before may have told another one since. */
  @Test
  void anInvoiceThatNoNodeWasToldOfWaitsForTheOperatorThoughItWasReleased() {
    insert(PayoutState.SIGNED, "WITHDRAWAL");
    jdbc.sql("update payout set reference = 'first'").update();
    insert(PayoutState.SIGNED, "REFUND");
    jdbc.sql(
            """
            insert into lightning_payment
              (payment_hash, payout_id, millisatoshi, fee_cap, node_id, tried_at)
            select lpad(no::text, 64, '0'), id, 1, 1,
              case when kind = 'REFUND' then '02ab' end, case when kind = 'REFUND' then now() end
            from payout
            """)
        .update();
    assertThat(RestoredPayouts.hold(jdbc, MADE, NOW)).isEqualTo(1);
    assertThat(
            text(
                "select string_agg(kind || ' ' || state || ' ' || hold, ',' order by no)"
                    + " from payout"))
        .isEqualTo("WITHDRAWAL HELD RESTORED,REFUND SIGNED NONE");
  }

  @Test
  void aContractThatIsToBePutOnTheChainIsTriedAnew() {
    insert(PayoutState.BUILT, "DEPLOYMENT");
    place(PayoutState.BUILT, 4);
    RestoredPayouts.hold(jdbc, MADE, NOW);
    assertThat(text("select state || ' ' || hold || ' ' || (due_at is not null) from payout"))
        .isEqualTo("HELD CHAIN true");
    assertThat(text("select count(*)::text from payout_place where payout_id is null"))
        .isEqualTo("1");
  }

  /** The merchant's own wallet signs these, and the chain tells whether it did. */
  @Test
  void whatAMerchantSignsItselfStaysWhereItWas() {
    insert(PayoutState.RESERVED, "WITHDRAWAL");
    jdbc.sql("update payout set custody = 'SELF'").update();
    assertThat(RestoredPayouts.hold(jdbc, MADE, NOW)).isZero();
    assertThat(text("select state || ' ' || hold || ' ' || (due_at is not null) from payout"))
        .isEqualTo("RESERVED NONE true");
  }

  /** Else he would be given another one beside what he may have signed since. */
  @Test
  void whatAMerchantSignsItselfIsInDoubtWhereTheBackUpHasNoDraftOfIt() {
    jdbc.sql("insert into chain_cursor values ('ETH', 70, 'aa', now(), 72, now())").update();
    insert(PayoutState.RESERVED, "WITHDRAWAL");
    insert(PayoutState.SEEN, "REFUND");
    insert(PayoutState.CANCELLED, "WITHDRAWAL");
    insert(PayoutState.HANDED_OVER, "WITHDRAWAL");
    jdbc.sql("update payout set custody = 'SELF'").update();
    jdbc.sql(
            """
            insert into own_draft (payout_id, psbt, tx_hash, fee, made_at)
            select id, '', 'ab', 1, now() from payout where kind = 'REFUND'
            """)
        .update();
    assertThat(RestoredPayouts.hold(jdbc, MADE, NOW)).isZero();
    assertThat(
            text(
                """
                select string_agg(p.state || ' ' || p.kind, ',' order by p.no)
                from payout p join payout_restored r on r.payout_id = p.id
                """))
        .isEqualTo("RESERVED WITHDRAWAL,HANDED_OVER WITHDRAWAL");
    assertThat(
            text(
                """
                select string_agg(p.state || ' ' || h.after_block, ',')
                from payout p join payout_handed h on h.payout_id = p.id
                """))
        .as("what is paid after the back-up is newer")
        .isEqualTo("RESERVED 72");
  }

  @Test
  void aBundleOfCoinsThatWasNotSignedIsTakenApart() {
    insert(PayoutState.BUILT, "WITHDRAWAL");
    jdbc.sql(
            """
            with bundle as (
              insert into coin_bundle (chain, change_units, fee, weight, made_at)
              values ('BTC', 0, 1, 1, now()) returning id)
            insert into coin_bundle_payout (payout_id, bundle_id, position)
            select p.id, b.id, 0 from payout p, bundle b
            """)
        .update();
    RestoredPayouts.hold(jdbc, MADE, NOW);
    assertThat(text("select count(*)::text from coin_bundle_payout")).isEqualTo("0");
    assertThat(text("select count(*)::text from coin_bundle")).isEqualTo("0");
  }

  private void insert(PayoutState state, String kind) {
    jdbc.sql(
            """
            insert into payout (id, kind, merchant_id, chain, asset, units, fee_units, destination,
              source, reference, actor, state, hold, hold_reason, due_at, created_at, updated_at,
              version)
            values (?, ?, 'mct-000000000000', 'ETH', 'ETH', 5, 1, '0x1', 'hot', ?, 'token:1', ?, ?,
              '', now(), now(), now(), 7)
            """)
        .params(
            UUID.randomUUID(),
            kind,
            state.name(),
            state.name(),
            state == PayoutState.HELD ? "COINS" : "NONE")
        .update();
  }

  private void place(PayoutState state, long nonce) {
    jdbc.sql(
            """
            insert into payout_place
              (chain, address, nonce, payout_id, gas_limit, max_fee, priority)
            select 'ETH', '0x2', ?, id, 21000, 1, 1 from payout where state = ?
            """)
        .params(nonce, state.name())
        .update();
    if (state == PayoutState.BROADCASTING) {
      jdbc.sql(
              """
              insert into payout_signed (payout_id, no, chain, address, nonce, tx_hash, raw,
                gas_limit, max_fee, priority, signed_at)
              select id, 1, 'ETH', '0x2', 3, '0x3', '0x4', 21000, 1, 1, now()
              from payout where state = 'BROADCASTING'
              """)
          .update();
    }
  }

  private String text(String sql) {
    return jdbc.sql(sql).query(String.class).single();
  }
}
