package io.aureus.commands;

import io.aureus.database.DatabaseAddress;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What the crash bench reads in the gateways' database. */
final class CrashRows {
  private final JdbcClient jdbc;

  CrashRows(DatabaseAddress address) {
    this.jdbc =
        JdbcClient.create(
            new DriverManagerDataSource(address.url(), address.user(), address.password()));
  }

  /** A withdrawal as it ended. */
  record Ended(
      String id, String reference, String asset, BigInteger units, String address, String state) {}

  boolean knowsThePriceOfGas() {
    return count("select count(*) from gas_price") > 0;
  }

  /** Where payouts leave from: watched, and given to no order. */
  List<String> hotAddresses() {
    return jdbc.sql(
            """
            select shown from watched_address w
            where not exists (select 1 from receiving_address r where r.address = w.shown)
            """)
        .query(String.class)
        .list();
  }

  long confirmedPayments() {
    return count("select count(*) from payment where state = 'CONFIRMED'");
  }

  long withdrawals() {
    return count("select count(*) from payout where kind = 'WITHDRAWAL'");
  }

  /** Payouts that are not at their end, sweeps and top-ups too, and facts not yet booked. */
  long unfinished() {
    return count(
        """
        select (select count(*) from payout
                where state not in ('CONFIRMED', 'CANCELLED', 'FAILED'))
             + (select count(*) from transfer_fact where done_at is null)
        """);
  }

  /** Grows while anything goes on. */
  long progress() {
    return count("select count(*) from payout_history");
  }

  /** How many stand where, and why. */
  List<String> standings() {
    return jdbc.sql(
            """
            select kind || ' ' || state || ' ' || hold_reason || ': ' || count(*) from payout
            group by kind, state, hold_reason order by 1
            """)
        .query(String.class)
        .list();
  }

  /** Every difference between journal and chain that was told while the gateways ran. */
  List<String> bookDifferences() {
    return jdbc.sql(
            """
            select asset || ' by ' || units || ' at block ' || block from book_difference
            where units <> 0 order by id
            """)
        .query(String.class)
        .list();
  }

  /** The newest block at which the gateways compared. */
  long comparedBlock() {
    return count("select coalesce(max(block), 0) from book_comparison");
  }

  List<Ended> ended() {
    return jdbc.sql(
            """
            select id::text, coalesce(reference, ''), asset, units, destination, state
            from payout where kind = 'WITHDRAWAL' order by no
            """)
        .query(
            (row, n) ->
                new Ended(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    whole(row.getBigDecimal(4)),
                    row.getString(5),
                    row.getString(6)))
        .list();
  }

  /** What paid invoices took of the node, with what routing took, in the smallest unit. */
  long spentByConfirmed() {
    return count(
        "select coalesce(sum(units + spent_units), 0) from payout where state = 'CONFIRMED'");
  }

  /** What routing took of it. */
  long feesOfConfirmed() {
    return count("select coalesce(sum(spent_units), 0) from payout where state = 'CONFIRMED'");
  }

  /** All that was ever signed for each payout, whatever its kind. */
  Map<String, List<String>> signed() {
    Map<String, List<String>> signed = new LinkedHashMap<>();
    jdbc.sql("select payout_id::text, tx_hash from payout_signed order by 1, no")
        .query(
            row -> {
              signed
                  .computeIfAbsent(row.getString(1), id -> new ArrayList<>())
                  .add(row.getString(2));
            });
    return signed;
  }

  private long count(String sql) {
    return jdbc.sql(sql).query(Long.class).single();
  }

  private static BigInteger whole(BigDecimal value) {
    return value.toBigIntegerExact();
  }
}
