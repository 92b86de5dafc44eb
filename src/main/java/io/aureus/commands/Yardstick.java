package io.aureus.commands;

import io.aureus.database.DatabaseAddress;
import io.aureus.database.StartRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What PostgreSQL itself does in the same place: four inserts and a durable commit per order, one
 * transaction each. By pgbench where it is installed, else by the same loop over JDBC.
 */
final class Yardstick {
  private static final int CLIENTS = 16;
  private static final String SCHEMA =
      """
      drop schema if exists bench cascade;
      create schema bench;
      create sequence bench.n;
      create table bench.orders (id bigint primary key, merchant int not null,
        reference text not null, price numeric not null, at timestamptz not null,
        unique (merchant, reference));
      create table bench.address (address text primary key, coin int not null,
        no bigint not null, order_id bigint not null, unique (coin, no));
      create table bench.ledger (id bigint generated always as identity primary key,
        order_id bigint not null, units numeric not null, at timestamptz not null);
      create table bench.outbox (id bigint generated always as identity primary key,
        order_id bigint not null, next_at timestamptz not null, payload text not null);
      create index on bench.outbox (next_at);
      """;
  private static final String SCRIPT =
      """
      select nextval('bench.n') as n \\gset
      begin;
      insert into bench.orders values (:n, 1, 'ref-' || :n, 20.00, now());
      insert into bench.address values ('0x00000000000000000000' || :n, 1, :n, :n);
      insert into bench.ledger (order_id, units, at) values (:n, 19996100, now());
      insert into bench.outbox (order_id, next_at, payload)
        values (:n, now(), '{"order":' || :n || '}');
      commit;
      """;
  private static final List<String> STATEMENTS =
      List.of(
          "insert into bench.orders values (?, 1, 'ref-' || ?::bigint, 20.00, now())",
          "insert into bench.address values ('0x00000000000000000000' || ?::bigint, 1, ?, ?)",
          "insert into bench.ledger (order_id, units, at) values (?, 19996100, now())",
          "insert into bench.outbox (order_id, next_at, payload)"
              + " values (?, now(), '{\"order\":' || ?::bigint || '}')");

  private final DatabaseAddress address;
  private final boolean pgbench;

  private Yardstick(DatabaseAddress address, boolean pgbench) {
    this.address = address;
    this.pgbench = pgbench;
  }

  static Yardstick on(DatabaseAddress address) {
    try (Connection connection = connect(address);
        Statement statement = connection.createStatement()) {
      statement.execute(SCHEMA);
    } catch (SQLException e) {
      throw new StartRefused("cannot lay out the yardstick's tables: " + e.getMessage());
    }
    return new Yardstick(address, installed());
  }

  String words() {
    return pgbench
        ? "pgbench -M prepared, " + CLIENTS + " clients"
        : "four prepared inserts over JDBC, "
            + CLIENTS
            + " connections (pgbench is not installed: it comes with Debian's postgresql package)";
  }

  /** Orders of four inserts and a commit, per second. */
  long perSecond(Duration length) {
    return pgbench ? byPgbench(length) : byJdbc(length);
  }

  private static boolean installed() {
    try {
      return new ProcessBuilder("pgbench", "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private long byPgbench(Duration length) {
    try {
      Path script = Files.createTempFile("yardstick", ".sql");
      try {
        Files.writeString(script, SCRIPT);
        ProcessBuilder builder = new ProcessBuilder(pgbenchLine(length, script));
        builder.environment().put("PGPASSWORD", address.password());
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher rate = Pattern.compile("tps = ([0-9]+)").matcher(said);
        if (process.waitFor() != 0 || !rate.find()) {
          throw new StartRefused("pgbench failed: " + said);
        }
        return Long.parseLong(rate.group(1));
      } finally {
        Files.deleteIfExists(script);
      }
    } catch (IOException e) {
      throw new StartRefused("pgbench failed: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartRefused("interrupted");
    }
  }

  private List<String> pgbenchLine(Duration length, Path script) {
    Matcher place = Pattern.compile("//([^:/]+):([0-9]+)/(\\w+)").matcher(address.url());
    if (!place.find()) {
      throw new StartRefused("not a local PostgreSQL: " + address);
    }
    String clients = Integer.toString(CLIENTS);
    List<String> line = new ArrayList<>(List.of("pgbench", "-M", "prepared", "-n", "-j", "2"));
    line.addAll(List.of("-c", clients, "-T", Long.toString(length.toSeconds())));
    line.addAll(List.of("-h", place.group(1), "-p", place.group(2), "-U", address.user()));
    line.addAll(List.of("-f", script.toString(), place.group(3)));
    return line;
  }

  private long byJdbc(Duration length) {
    AtomicLong numbers = new AtomicLong(System.nanoTime());
    long end = System.nanoTime() + length.toNanos();
    long done = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<Long>> running = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        running.add(threads.submit(() -> inserts(numbers, end)));
      }
      for (Future<Long> one : running) {
        done += one.get();
      }
    } catch (ExecutionException e) {
      throw new StartRefused("the yardstick failed: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return done / Math.max(1, length.toSeconds());
  }

  private long inserts(AtomicLong numbers, long end) throws SQLException {
    long done = 0;
    try (Connection connection = connect(address)) {
      connection.setAutoCommit(false);
      List<PreparedStatement> prepared = new ArrayList<>();
      for (String statement : STATEMENTS) {
        prepared.add(connection.prepareStatement(statement));
      }
      while (System.nanoTime() < end) {
        long number = numbers.incrementAndGet();
        for (PreparedStatement statement : prepared) {
          int marks = statement.getParameterMetaData().getParameterCount();
          for (int i = 1; i <= marks; i++) {
            statement.setLong(i, number);
          }
          statement.executeUpdate();
        }
        connection.commit();
        done++;
      }
    }
    return done;
  }

  private static Connection connect(DatabaseAddress address) throws SQLException {
    return DriverManager.getConnection(address.url(), address.user(), address.password());
  }

  @Override
  public String toString() {
    return "Yardstick[%s]".formatted(words().toLowerCase(Locale.ROOT));
  }
}
