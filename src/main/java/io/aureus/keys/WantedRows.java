package io.aureus.keys;

import io.aureus.keys.ApprovalList.Wanted;
import io.aureus.keys.Signer.Spend;
import io.aureus.money.Amount;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code approval_wanted}. */
final class WantedRows {
  private static final String COLUMNS =
      "payout, purpose, merchant, chain, asset, units, shown, destination, first_asked_at";

  private static final String WAITING =
      """
       from approval_wanted w
      where last_asked_at > ?
        and not exists (
          select 1 from spending_approval a where a.payout = w.payout and not a.told)\
      """;

  private final JdbcClient jdbc;

  WantedRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Nothing of what stands is changed but when it was asked for last, and that only by the same
   * wish: what is asked for otherwise is another thing, which nobody can approve.
   */
  void put(Spend spend, String merchant, String destination, Instant now) {
    Amount amount = new Amount(spend.asset(), spend.units());
    jdbc.sql(
            """
            insert into approval_wanted as w (payout, purpose, merchant, chain, asset, units, shown,
              destination, first_asked_at, last_asked_at)
            values (:payout, :purpose, :merchant, :chain, :asset, :units, :shown, :destination,
              :now, :now)
            on conflict (payout) do update set last_asked_at = excluded.last_asked_at
              where w.asset = excluded.asset and w.units = excluded.units
                and w.destination = excluded.destination\
            """)
        .param("payout", spend.payout())
        .param("purpose", spend.purpose().name())
        .param("merchant", merchant)
        .param("chain", spend.asset().chain().code())
        .param("asset", spend.asset().code())
        .param("units", new BigDecimal(spend.units()))
        .param("shown", amount.text() + " " + spend.asset().code())
        .param("destination", destination)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /**
   * Forgets some of what was asked for last before then; what another process forgets at the same
   * time is left to it.
   */
  void forget(Instant before) {
    jdbc.sql(
            """
            delete from approval_wanted where payout in (
              select payout from approval_wanted where last_asked_at < ?
              limit 1000 for update skip locked)\
            """)
        .param(before.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** What was asked for since then and has no approval of the machine's, the newest first. */
  List<Wanted> since(Instant since, int most) {
    return jdbc.sql("select " + COLUMNS + WAITING + " order by first_asked_at desc, payout limit ?")
        .params(since.atOffset(ZoneOffset.UTC), most)
        .query((row, n) -> wanted(row))
        .list();
  }

  /** How many there are. */
  long count(Instant since) {
    return jdbc.sql("select count(*)" + WAITING)
        .param(since.atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }

  Optional<Wanted> of(String payout) {
    return jdbc.sql("select " + COLUMNS + " from approval_wanted where payout = ?")
        .param(payout)
        .query((row, n) -> wanted(row))
        .optional();
  }

  private static Wanted wanted(ResultSet row) throws SQLException {
    return new Wanted(
        row.getString("payout"),
        row.getString("purpose"),
        row.getString("merchant"),
        row.getString("chain"),
        row.getString("asset"),
        row.getBigDecimal("units").toBigIntegerExact(),
        row.getString("shown"),
        row.getString("destination"),
        row.getObject("first_asked_at", OffsetDateTime.class).toInstant());
  }
}
