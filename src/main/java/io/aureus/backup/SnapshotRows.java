package io.aureus.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Every table of the database, as the database itself lists them: none can be forgotten. */
final class SnapshotRows {
  private final Connection connection;
  private final JdbcClient jdbc;

  SnapshotRows(Connection connection) {
    this.connection = connection;
    this.jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
  }

  JdbcClient jdbc() {
    return jdbc;
  }

  /** The clock of the snapshot's server. */
  Instant now() {
    return jdbc.sql("select now()")
        .query((row, n) -> row.getObject(1, java.time.OffsetDateTime.class).toInstant())
        .single();
  }

  /** With what a table refers to before it. */
  List<Manifest.Table> tables() {
    Map<String, Manifest.Table> all = new TreeMap<>();
    jdbc.sql(
            """
            select quote_ident(c.relname), array_agg(quote_ident(a.attname) order by a.attnum)
            from pg_class c join pg_attribute a on a.attrelid = c.oid
            where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
              and not c.relispartition and c.relname <> 'flyway_schema_history'
              and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
            group by c.relname
            """)
        .query(
            row -> {
              String[] columns = (String[]) row.getArray(2).getArray();
              all.put(row.getString(1), new Manifest.Table(row.getString(1), List.of(columns)));
            });
    return inOrder(all, references());
  }

  private Map<String, Set<String>> references() {
    Map<String, Set<String>> references = new TreeMap<>();
    jdbc.sql(
            """
            select quote_ident(f.relname), quote_ident(t.relname)
            from pg_constraint k
              join pg_class f on f.oid = k.conrelid
              join pg_class t on t.oid = k.confrelid
            where k.contype = 'f' and k.connamespace = current_schema()::regnamespace
              and f.oid <> t.oid
            """)
        .query(
            row -> {
              references
                  .computeIfAbsent(row.getString(1), name -> new HashSet<>())
                  .add(row.getString(2));
            });
    return references;
  }

  private static List<Manifest.Table> inOrder(
      Map<String, Manifest.Table> all, Map<String, Set<String>> references) {
    List<Manifest.Table> order = new ArrayList<>();
    Set<String> done = new HashSet<>();
    while (done.size() < all.size()) {
      int before = done.size();
      for (Manifest.Table table : all.values()) {
        if (!done.contains(table.name())
            && done.containsAll(references.getOrDefault(table.name(), Set.of()))) {
          order.add(table);
          done.add(table.name());
        }
      }
      if (done.size() == before) {
        throw new IllegalStateException("tables refer to each other in a circle");
      }
    }
    return order;
  }

  void copyOut(Manifest.Table table, OutputStream out) throws IOException {
    try {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyOut(
              "copy (select %s from %s) to stdout"
                  .formatted(String.join(", ", table.columns()), table.name()),
              out);
    } catch (SQLException e) {
      throw new IOException("table " + table.name() + ": " + e.getMessage(), e);
    }
  }

  void copyIn(Manifest.Table table, InputStream rows) throws IOException {
    try {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn("copy %s %s from stdin".formatted(table.name(), table.list()), rows);
    } catch (SQLException e) {
      throw new IOException("table " + table.name() + ": " + e.getMessage(), e);
    }
  }

  /** Empties the tables, whose triggers sleep until {@link #wake}: rows come as they were. */
  void prepare(List<Manifest.Table> tables) {
    for (Manifest.Table table : tables) {
      jdbc.sql("alter table " + table.name() + " disable trigger user").update();
    }
    jdbc.sql("truncate " + String.join(", ", tables.stream().map(Manifest.Table::name).toList()))
        .update();
  }

  void wake(List<Manifest.Table> tables) {
    jdbc.sql("set constraints all immediate").update();
    for (Manifest.Table table : tables) {
      jdbc.sql("alter table " + table.name() + " enable trigger user").update();
    }
  }

  /** The last number of each sequence that gave one. */
  Map<String, Long> sequences() {
    Map<String, Long> sequences = new LinkedHashMap<>();
    jdbc.sql(
            """
            select quote_ident(sequencename), last_value from pg_sequences
            where schemaname = current_schema() and last_value is not null order by 1
            """)
        .query(
            row -> {
              sequences.put(row.getString(1), row.getLong(2));
            });
    return sequences;
  }

  void setSequences(Map<String, Long> sequences) {
    sequences.forEach(
        (name, last) ->
            jdbc.sql("select setval(?::regclass, ?)")
                .params(name, last)
                .query(Long.class)
                .single());
  }

  /** The newest of what a person would look for. */
  Map<String, String> newest() {
    Map<String, String> newest = new LinkedHashMap<>();
    jdbc.sql("select order_id, state, created_at::text from orders order by order_id desc limit 1")
        .query(
            row -> {
              newest.put(
                  "order", row.getString(1) + ", " + row.getString(2) + ", " + row.getString(3));
            });
    jdbc.sql("select id, state, created_at::text from payout order by no desc limit 1")
        .query(
            row -> {
              newest.put(
                  "payout", row.getString(1) + ", " + row.getString(2) + ", " + row.getString(3));
            });
    return newest;
  }
}
