package io.aureus.payouts;

import io.aureus.merchants.MerchantId;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.wallets.Custody;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code payout}. */
final class PayoutRows {
  private final JdbcClient jdbc;
  private final Catalogue catalogue;

  PayoutRows(JdbcClient jdbc, Catalogue catalogue) {
    this.jdbc = jdbc;
    this.catalogue = catalogue;
  }

  /** What carries payouts, in the same database. */
  ChildRows carriers() {
    return new ChildRows(jdbc);
  }

  /**
   * Changes nothing where its reference or idempotency reference stands already.
   *
   * @param source hot, or a derivation index
   * @return whether it was written
   */
  boolean insert(
      Payout payout, String source, @Nullable String idempotencyRef, @Nullable Instant due) {
    int added =
        jdbc.sql(
                """
                insert into payout (id, kind, merchant_id, chain, asset, units, fee_units,
                  destination, source, order_id, reference, idempotency_ref, actor, state,
                  hold, hold_reason, due_at, created_at, updated_at, version, custody, payee)
                values (?, ?, ?, ?, ?, ?::numeric, ?::numeric,
                  ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict do nothing
                """)
            .params(UUID.fromString(payout.id().value()), payout.kind().name())
            .param(payout.merchant() == null ? null : payout.merchant().value())
            .params(payout.amount().asset().chain().code(), payout.amount().asset().code())
            .params(payout.amount().units().toString(), payout.fee().units().toString())
            .params(payout.destination(), source)
            .param(payout.orderId())
            .param(payout.reference())
            .param(idempotencyRef)
            .params(payout.actor(), payout.state().name())
            .params(payout.hold().name(), payout.holdReason())
            .param(at(due))
            .param(at(payout.createdAt()))
            .param(at(payout.updatedAt()))
            .param(payout.version())
            .param(payout.custody().name())
            .param(payout.payee())
            .update();
    return added == 1;
  }

  /**
   * Writes where it stands now.
   *
   * @return false where somebody else changed it since it was read
   */
  boolean save(Payout after, @Nullable Instant due) {
    return jdbc.sql(
                """
                update payout set state = ?, hold = ?, hold_reason = ?, tx_hash = ?,
                  spent_units = ?::numeric, fee_units = ?::numeric, reverted = ?, due_at = ?,
                  updated_at = ?, version = ?
                where id = ? and version = ?
                """)
            .params(after.state().name(), after.hold().name(), after.holdReason())
            .param(after.txHash())
            .param(after.spent() == null ? null : after.spent().units().toString())
            .param(after.fee().units().toString())
            .param(after.reverted())
            .param(at(due))
            .param(at(after.updatedAt()))
            .param(after.version())
            .params(UUID.fromString(after.id().value()), after.version() - 1)
            .update()
        == 1;
  }

  /** Claims what is due: nobody else is given it before {@code until}. Without invoices. */
  List<PayoutId> claim(Instant now, Instant until, int most) {
    return claim(now, until, most, false);
  }

  /** Likewise of those that pay an invoice of Lightning. */
  List<PayoutId> claimInvoices(Instant now, Instant until, int most) {
    return claim(now, until, most, true);
  }

  private List<PayoutId> claim(Instant now, Instant until, int most, boolean isOfInvoices) {
    return jdbc
        .sql(
            """
            update payout p set due_at = :until
            from (select no from payout where due_at <= :now
                    and exists (
                      select 1 from lightning_payment l where l.payout_id = payout.id) = :invoices
                  order by due_at, no limit :most for update skip locked) due
            where p.no = due.no
            returning p.id, p.no
            """)
        .param("invoices", isOfInvoices)
        .param("until", at(until))
        .param("now", at(now))
        .param("most", most)
        .query((row, n) -> new Due(new PayoutId(row.getString("id")), row.getLong("no")))
        .list()
        .stream()
        .sorted((one, other) -> Long.compare(one.no(), other.no()))
        .map(Due::id)
        .toList();
  }

  private record Due(PayoutId id, long no) {}

  /**
   * Says when it should be looked at next, where nobody changed it. What nobody looks at any more,
   * since a person settled it, stays so.
   *
   * @param due null for never
   */
  void postpone(Payout payout, @Nullable Instant due) {
    jdbc.sql("update payout set due_at = ? where id = ? and version = ? and due_at is not null")
        .param(at(due))
        .param(UUID.fromString(payout.id().value()))
        .param(payout.version())
        .update();
  }

  /** Says in other words why it waits, where nobody changed it: no new version or story. */
  void restate(Payout payout, String reason, Instant due) {
    jdbc.sql("update payout set hold_reason = ?, due_at = ? where id = ? and version = ?")
        .params(reason, due.atOffset(ZoneOffset.UTC))
        .params(UUID.fromString(payout.id().value()), payout.version())
        .update();
  }

  Optional<Payout> find(PayoutId id) {
    return one("", id);
  }

  /** One that a job is to look at; empty where a person settled it meanwhile. */
  Optional<Payout> due(PayoutId id) {
    return one(" and due_at is not null", id);
  }

  Optional<Payout> lock(PayoutId id) {
    return one(" for update", id);
  }

  private Optional<Payout> one(String more, PayoutId id) {
    return jdbc.sql("select * from payout where id = ?" + more)
        .param(UUID.fromString(id.value()))
        .query((row, n) -> payout(row))
        .optional();
  }

  /** Where it leaves from: hot, or a derivation index. */
  String source(PayoutId id) {
    return jdbc.sql("select source from payout where id = ?")
        .param(UUID.fromString(id.value()))
        .query(String.class)
        .single();
  }

  /** Whether a back-up brought it unsigned, be it released since or not. */
  boolean isRestored(PayoutId id) {
    return is("select exists (select 1 from payout_restored where payout_id = ?)", id);
  }

  /** Whether the operator has named the transaction that paid it. */
  boolean isPaidByAnother(PayoutId id) {
    return is("select exists (select 1 from payout_paid_by where payout_id = ?)", id);
  }

  /** Whether a merchant gave it back with his signatures. */
  boolean isSigned(PayoutId id) {
    return is("select count(raw) > 0 from own_draft where payout_id = ?", id);
  }

  private boolean is(String question, PayoutId id) {
    return jdbc.sql(question).param(UUID.fromString(id.value())).query(Boolean.class).single();
  }

  /** Those that have this reference or this idempotency reference; two at most. */
  List<Payout> standing(PayoutWish wish) {
    return jdbc.sql(
            """
            select * from payout
            where merchant_id = :merchant
              and (reference = :reference or idempotency_ref = :idempotency)
            order by no
            """)
        .param("merchant", wish.merchant().value())
        .param("reference", wish.reference())
        .param("idempotency", wish.idempotencyRef())
        .query((row, n) -> payout(row))
        .list();
  }

  List<Payouts.Step> history(PayoutId id) {
    return new StoryRows(jdbc).of(id);
  }

  Payouts.Page list(Payouts.Query query) {
    String where =
        """
        where (:merchant::text is null or merchant_id = :merchant)
          and (:kind::text is null or kind = :kind)
          and (:state::text is null or state = :state)
          and (:hold::text is null or hold = :hold)
          and (:order::text is null or order_id = :order)
        """;
    JdbcClient.StatementSpec total = bound(jdbc.sql("select count(*) from payout " + where), query);
    JdbcClient.StatementSpec page =
        bound(
            jdbc.sql(
                "select * from payout " + where + " order by no desc limit :size offset :skip"),
            query);
    return new Payouts.Page(
        page.param("size", query.size())
            .param("skip", (long) (query.page() - 1) * query.size())
            .query((row, n) -> payout(row))
            .list(),
        total.query(Long.class).single());
  }

  private static JdbcClient.StatementSpec bound(
      JdbcClient.StatementSpec statement, Payouts.Query query) {
    return statement
        .param("merchant", query.merchant() == null ? null : query.merchant().value())
        .param("kind", query.kind() == null ? null : query.kind().name())
        .param("state", query.state() == null ? null : query.state().name())
        .param("hold", query.hold() == null ? null : query.hold().name())
        .param("order", query.orderId());
  }

  Payout payout(ResultSet row) throws SQLException {
    Asset asset = catalogue.known(row.getString("asset"));
    String merchant = row.getString("merchant_id");
    return new Payout(
        new PayoutId(row.getString("id")),
        PayoutKind.valueOf(row.getString("kind")),
        merchant == null ? null : new MerchantId(merchant),
        amount(row, "units", asset),
        amount(row, "fee_units", asset),
        row.getString("destination"),
        row.getString("order_id"),
        row.getString("reference"),
        row.getString("actor"),
        PayoutState.valueOf(row.getString("state")),
        PayoutHold.valueOf(row.getString("hold")),
        row.getString("hold_reason"),
        row.getString("tx_hash"),
        row.getBigDecimal("spent_units") == null
            ? null
            : amount(row, "spent_units", nativeOf(asset)),
        row.getBoolean("reverted"),
        time(row, "created_at"),
        time(row, "updated_at"),
        row.getLong("version"),
        Custody.valueOf(row.getString("custody")),
        row.getString("payee"));
  }

  /** The coin that the network of an asset's chain takes its fees in. */
  Asset nativeOf(Asset asset) {
    return catalogue.nativeOf(asset.chain());
  }

  private static Amount amount(ResultSet row, String column, Asset asset) throws SQLException {
    return new Amount(asset, row.getBigDecimal(column).toBigIntegerExact());
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
