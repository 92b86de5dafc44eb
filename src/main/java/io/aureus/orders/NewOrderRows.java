package io.aureus.orders;

import io.aureus.money.FiatAmount;
import io.aureus.wallets.Receiving;
import io.aureus.wallets.Receiving.Assignment;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes many new orders in one transaction: one statement for each table, whatever the number of
 * orders. Plain JDBC arrays, since this is the path that must carry thousands a second.
 */
final class NewOrderRows {
  /** A quote is written with its order or not at all: no foreign key has to see to it. */
  private static final String INSERT =
      """
      with written as (
        insert into orders
        select * from unnest(
          ?::text[], ?::text[], ?::text[], ?::text[], ?::numeric[], ?::text[], ?::boolean[],
          ?::text[], ?::text[], ?::text[], ?::text[], ?::boolean[], ?::text[], ?::text[],
          ?::text[], ?::text[], ?::bigint[], ?::text[], ?::int[], ?::int[], ?::boolean[],
          ?::text[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::bigint[], ?::text[])
        on conflict do nothing
        returning order_id
      ), quoted as (
        insert into order_quote
        select id, 1, chain, asset, units, address, rate, string_to_array(sources, ','), rated_at,
               created_at, deadline, 0, confirmations, worth, worth_currency, by_band
          from unnest(
            ?::text[], ?::text[], ?::text[], ?::numeric[], ?::text[], ?::numeric[], ?::text[],
            ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::int[], ?::numeric[],
            ?::text[], ?::boolean[])
            as q(id, chain, asset, units, address, rate, sources, rated_at, created_at, deadline,
                 confirmations, worth, worth_currency, by_band)
          join written on order_id = id
      )
      select order_id from written
      """;

  private static final String INSERT_TOKENS =
      """
      insert into checkout_token
      select decode(hash, 'hex'), id, ends
        from unnest(?::text[], ?::text[], ?::timestamptz[]) as t(hash, id, ends)
      """;

  private final JdbcTemplate jdbc;
  private final Receiving receiving;
  private final AwaitedCoins awaited;

  NewOrderRows(JdbcTemplate jdbc, Receiving receiving, AwaitedCoins awaited) {
    this.jdbc = jdbc;
    this.receiving = receiving;
    this.awaited = awaited;
  }

  /**
   * Inside the current transaction.
   *
   * @return for each row whether it was written: false where its id or one of its references stands
   *     already, and then nothing of it was written
   */
  List<Boolean> write(List<NewOrderRow> rows) {
    Set<String> written = new HashSet<>();
    jdbc.execute(
        (Connection connection) -> {
          written.addAll(insert(connection, rows));
          List<NewOrderRow> fresh = rows.stream().filter(row -> written.contains(id(row))).toList();
          insertTokens(connection, fresh.stream().filter(row -> row.tokenHash() != null).toList());
          return null;
        });
    receiving.assign(assignments(rows, written));
    awaited.await(
        rows.stream()
            .filter(row -> row.prepared() != null && written.contains(id(row)))
            .map(NewOrderRows::quote)
            .toList());
    return rows.stream().map(row -> written.contains(id(row))).toList();
  }

  private static List<Assignment> assignments(List<NewOrderRow> rows, Set<String> written) {
    List<Assignment> assignments = new ArrayList<>();
    for (NewOrderRow row : rows) {
      if (row.prepared() != null && written.contains(id(row))) {
        assignments.add(new Assignment(row.prepared(), id(row), 1));
      }
    }
    return assignments;
  }

  private static Set<String> insert(Connection connection, List<NewOrderRow> rows)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      Columns orders = new Columns(connection, insert, rows, 1);
      addOrders(orders);
      addQuotes(
          new Columns(
              connection,
              insert,
              rows.stream().filter(row -> row.prepared() != null).toList(),
              orders.next));
      Set<String> written = new HashSet<>();
      try (ResultSet ids = insert.executeQuery()) {
        while (ids.next()) {
          written.add(ids.getString(1));
        }
      }
      return written;
    }
  }

  private static void addOrders(Columns columns) throws SQLException {
    columns.add("text", row -> id(row));
    columns.add("text", row -> row.order().merchant().value());
    columns.add("text", row -> row.order().type());
    columns.add("text", row -> row.order().state().name());
    columns.add("numeric", row -> row.order().price().value());
    columns.add("text", row -> row.order().price().currency());
    columns.add("boolean", row -> row.order().fixedPrice());
    addTerms(columns);
    columns.add("text", row -> row.order().remark());
    columns.add("int4", row -> row.order().policy().feeBps());
    columns.add("int4", row -> row.order().policy().toleranceBps());
    columns.add("boolean", row -> row.order().reversed());
    columns.add("text", NewOrderRow::idempotencyRef);
    columns.add("timestamptz", row -> row.order().deadline().toString());
    columns.add("timestamptz", row -> row.order().createdAt().toString());
    columns.add("timestamptz", row -> row.order().updatedAt().toString());
    columns.add("int8", row -> row.order().version());
    columns.add("text", NewOrderRow::shopRef);
  }

  private static void addTerms(Columns columns) throws SQLException {
    columns.add("text", row -> row.order().terms().succeedUrl());
    columns.add("text", row -> row.order().terms().timeoutUrl());
    columns.add("text", row -> row.order().terms().callbackUrl());
    columns.add("text", row -> row.order().terms().timeoutCallback());
    columns.add("boolean", row -> row.order().terms().postCallback());
    columns.add("text", row -> row.order().terms().platform());
    columns.add("text", row -> row.order().terms().origin().name());
    columns.add("text", row -> row.order().terms().bindId());
    columns.add("text", row -> row.order().terms().website());
    columns.add("int8", row -> row.order().terms().apiKeyId());
  }

  private static void addQuotes(Columns columns) throws SQLException {
    columns.add("text", row -> id(row));
    columns.add("text", row -> quote(row).amount().asset().chain().code());
    columns.add("text", row -> quote(row).amount().asset().code());
    columns.add("numeric", row -> new BigDecimal(quote(row).amount().units()));
    columns.add("text", row -> quote(row).address());
    columns.add("numeric", row -> quote(row).rate());
    columns.add("text", row -> String.join(",", quote(row).sources()));
    columns.add("timestamptz", row -> quote(row).ratedAt().toString());
    columns.add("timestamptz", row -> quote(row).createdAt().toString());
    columns.add("timestamptz", row -> quote(row).deadline().toString());
    columns.add("int4", row -> quote(row).counting().confirmations());
    columns.add(
        "numeric", row -> Optional.ofNullable(worth(row)).map(FiatAmount::value).orElse(null));
    columns.add(
        "text", row -> Optional.ofNullable(worth(row)).map(FiatAmount::currency).orElse(null));
    columns.add("boolean", row -> quote(row).counting().byBand());
  }

  private static void insertTokens(Connection connection, List<NewOrderRow> rows)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT_TOKENS)) {
      Columns columns = new Columns(connection, insert, rows, 1);
      columns.add("text", NewOrderRow::tokenHash);
      columns.add("text", row -> id(row));
      columns.add("timestamptz", row -> row.tokenEnds().toString());
      insert.executeUpdate();
    }
  }

  private static OrderQuote quote(NewOrderRow row) {
    return row.order().quotes().getFirst();
  }

  private static @Nullable FiatAmount worth(NewOrderRow row) {
    return quote(row).counting().worth();
  }

  private static String id(NewOrderRow row) {
    return row.order().id().value();
  }

  /** The columns of a statement, one array parameter each. */
  private static final class Columns {
    private final Connection connection;
    private final PreparedStatement statement;
    private final List<NewOrderRow> rows;
    private int next;

    /**
     * @param next the number of its first parameter, from 1
     */
    Columns(Connection connection, PreparedStatement statement, List<NewOrderRow> rows, int next) {
      this.connection = connection;
      this.statement = statement;
      this.rows = rows;
      this.next = next;
    }

    void add(String type, Function<NewOrderRow, @Nullable Object> value) throws SQLException {
      @Nullable Object[] values = new @Nullable Object[rows.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = value.apply(rows.get(i));
      }
      statement.setArray(next++, connection.createArrayOf(type, values));
    }
  }
}
