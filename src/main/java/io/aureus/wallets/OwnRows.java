package io.aureus.wallets;

import io.aureus.merchants.MerchantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code own_wallet}. */
final class OwnRows {
  /** A row as it is. */
  record Row(
      long id,
      MerchantId merchant,
      String family,
      OwnWallet.Kind kind,
      @Nullable String accountKey,
      String identity,
      String fingerprint,
      long first,
      long next,
      long paid,
      boolean active,
      Instant createdAt) {
    /** Addresses after the last one that was paid. */
    long unpaid() {
      return next - 1 - paid;
    }
  }

  private final JdbcClient jdbc;

  OwnRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Merchants whose new orders use a wallet of their own, as {@code merchant/family}. */
  List<String> active() {
    return jdbc.sql("select merchant_id || '/' || family from own_wallet where active")
        .query(String.class)
        .list();
  }

  List<Row> of(MerchantId merchant) {
    return jdbc.sql("select * from own_wallet where merchant_id = ? order by active desc, id desc")
        .param(merchant.value())
        .query((row, n) -> row(row))
        .list();
  }

  /** Others who would take or change it wait for the end of this transaction. */
  Optional<Row> lockActive(MerchantId merchant, String family) {
    return jdbc.sql(
            """
            select * from own_wallet where merchant_id = ? and family = ? and active
            for no key update
            """)
        .params(merchant.value(), family)
        .query((row, n) -> row(row))
        .optional();
  }

  Optional<Row> byIdentity(String identity) {
    return jdbc.sql("select * from own_wallet where identity = ? for no key update")
        .param(identity)
        .query((row, n) -> row(row))
        .optional();
  }

  long insert(Row row, String actor) {
    return jdbc.sql(
            """
            insert into own_wallet (merchant_id, family, kind, account_key, identity, fingerprint,
              first_position, next_position, paid_position, active, created_by, created_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
            """)
        .params(row.merchant().value(), row.family(), row.kind().name())
        .param(row.accountKey())
        .params(row.identity(), row.fingerprint(), row.first(), row.next(), row.paid())
        .params(row.active(), actor)
        .param(row.createdAt().atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }

  void stop(MerchantId merchant, String family) {
    jdbc.sql("update own_wallet set active = false where merchant_id = ? and family = ? and active")
        .params(merchant.value(), family)
        .update();
  }

  /**
   * Uses it again, and gives no address below this position any more.
   *
   * @param first one that lies before those which were given changes nothing
   */
  void start(long id, long first) {
    jdbc.sql(
            """
            update own_wallet set active = true,
              first_position = greatest(first_position, :first),
              next_position = greatest(next_position, :first),
              paid_position = greatest(paid_position, :first - 1)
            where id = :id
            """)
        .param("first", first)
        .param("id", id)
        .update();
  }

  /** The position is taken: whatever happens next, it is never derived again. */
  void advance(long id, long by) {
    jdbc.sql("update own_wallet set next_position = next_position + ? where id = ?")
        .params(by, id)
        .update();
  }

  /** In one order of wallets, so that two settlements never wait in a ring. */
  void paid(Collection<String> addresses) {
    jdbc.sql(
            """
            with each as (
              select family, address from own_address
              where address = any(:addresses::text[]) and not paid
              order by family, address for no key update),
            marked as (
              update own_address a set paid = true from each
              where a.family = each.family and a.address = each.address),
            paid as (
              select wallet, max(position) as position from own_address
              where address = any(:addresses::text[]) group by wallet),
            locked as (
              select w.id, paid.position from own_wallet w join paid on paid.wallet = w.id
              where paid.position > w.paid_position order by w.id for no key update of w)
            update own_wallet w set paid_position = locked.position
            from locked where locked.id = w.id and locked.position > w.paid_position
            """)
        .param("addresses", addresses.toArray(String[]::new))
        .update();
  }

  /** How many addresses were given to orders, by wallet. */
  Map<Long, Long> given(Collection<Long> wallets) {
    Map<Long, Long> given = new HashMap<>();
    jdbc.sql(
            """
            select wallet, count(*) from own_address
            where wallet = any(?::bigint[]) and order_id is not null group by wallet
            """)
        .param(wallets.toArray(Long[]::new))
        .query(
            row -> {
              given.put(row.getLong(1), row.getLong(2));
            });
    return given;
  }

  /**
   * Addresses that lie between two that were paid, or after the last one.
   *
   * @param from the first position
   * @param length how many
   */
  record Run(long from, long length) {}

  /** The longest run of unpaid addresses, by wallet; none for one that has no unpaid address. */
  Map<Long, Run> longestRuns(Collection<Long> wallets) {
    Map<Long, Run> runs = new HashMap<>();
    jdbc.sql(
            """
            with places as (
              select wallet, position from own_address
              where wallet = any(:wallets::bigint[]) and paid
              union select id, first_position - 1 from own_wallet
              where id = any(:wallets::bigint[])
              union select id, next_position from own_wallet where id = any(:wallets::bigint[])),
            runs as (
              select wallet, lag(position) over w + 1 as start,
                position - lag(position) over w - 1 as length
              from places window w as (partition by wallet order by position))
            select distinct on (wallet) wallet, start, length from runs
            where length > 0 order by wallet, length desc, start desc
            """)
        .param("wallets", wallets.toArray(Long[]::new))
        .query(
            row -> {
              runs.put(row.getLong(1), new Run(row.getLong(2), row.getLong(3)));
            });
    return runs;
  }

  /** How many addresses of the branch for change were used, by wallet. */
  Map<Long, Long> change(Collection<Long> wallets) {
    Map<Long, Long> taken = new HashMap<>();
    jdbc.sql(
            """
            select wallet, max(position) + 1 from own_change
            where wallet = any(?::bigint[]) and is_change
              and (taken_for is not null or used
                or exists (select 1 from transfer t where t.to_address = own_change.address))
            group by wallet
            """)
        .param(wallets.toArray(Long[]::new))
        .query(
            row -> {
              taken.put(row.getLong(1), row.getLong(2));
            });
    return taken;
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getLong("id"),
        new MerchantId(row.getString("merchant_id")),
        row.getString("family"),
        OwnWallet.Kind.valueOf(row.getString("kind")),
        row.getString("account_key"),
        row.getString("identity"),
        row.getString("fingerprint"),
        row.getLong("first_position"),
        row.getLong("next_position"),
        row.getLong("paid_position"),
        row.getBoolean("active"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
