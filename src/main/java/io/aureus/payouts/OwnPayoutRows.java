package io.aureus.payouts;

import io.aureus.money.Amount;
import io.aureus.money.Catalogue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What of the table {@code payout} is no merchant's. */
final class OwnPayoutRows {
  private static final String OURS =
      """
      from payout where merchant_id is null
        and (:kind::text is null or kind = :kind)
        and (:state::text is null or state = :state)
      """;

  private final JdbcClient jdbc;
  private final PayoutRows rows;
  private final Catalogue catalogue;

  OwnPayoutRows(JdbcClient jdbc, PayoutRows rows, Catalogue catalogue) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.catalogue = catalogue;
  }

  Payouts.Page list(@Nullable PayoutKind kind, @Nullable PayoutState state, int page, int size) {
    return new Payouts.Page(
        bound("select * " + OURS + " order by no desc limit :size offset :skip", kind, state)
            .param("size", size)
            .param("skip", (long) (page - 1) * size)
            .query((row, n) -> rows.payout(row))
            .list(),
        bound("select count(*) " + OURS, kind, state).query(Long.class).single());
  }

  private JdbcClient.StatementSpec bound(
      String sql, @Nullable PayoutKind kind, @Nullable PayoutState state) {
    return jdbc.sql(sql)
        .param("kind", kind == null ? null : kind.name())
        .param("state", state == null ? null : state.name());
  }

  /** How many coins each of these takes, where it takes any. */
  Map<PayoutId, Integer> coins(List<PayoutId> ids) {
    Map<PayoutId, Integer> found = new HashMap<>();
    jdbc.sql(
            """
            select b.payout_id, count(*) from coin_bundle_payout b
              join coin_lock l on l.bundle_id = b.bundle_id
            where b.payout_id = any(?::uuid[]) group by b.payout_id
            """)
        .param(ids.stream().map(PayoutId::value).toArray(String[]::new))
        .query(
            row -> {
              found.put(new PayoutId(row.getString(1)), row.getInt(2));
            });
    return found;
  }

  List<Amount> costs() {
    return jdbc.sql(
            """
            select min(asset) as asset, sum(spent_units) as spent from payout
            where merchant_id is null and spent_units > 0
            group by chain order by chain
            """)
        .query(
            (row, n) ->
                new Amount(
                    rows.nativeOf(catalogue.known(row.getString("asset"))),
                    row.getBigDecimal("spent").toBigIntegerExact()))
        .list();
  }
}
