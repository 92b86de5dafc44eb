package io.aureus.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A fresh, migrated database on one real PostgreSQL that all tests of this process share. Each
 * instance is a copy of a migrated template, so it costs about 100 ms. It takes some 13 MB of disk
 * until its test class has ended: see {@link DroppedDatabases}.
 */
public final class TestDatabase {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final Queue<TestDatabase> MADE = new ConcurrentLinkedQueue<>();
  private static final EmbeddedPostgres SERVER = start();
  private static @Nullable EmbeddedPostgres durableServer;

  private final EmbeddedPostgres server;
  private final String name;
  private final DataSource dataSource;

  private TestDatabase(EmbeddedPostgres server, String name) {
    this.server = server;
    this.name = name;
    this.dataSource = server.getDatabase("postgres", name);
  }

  /** A database of its own with every migration applied and no row. */
  public static TestDatabase fresh() {
    return create(SERVER, " template aureus_template");
  }

  /** An empty database: without a table. */
  public static TestDatabase empty() {
    return create(SERVER, "");
  }

  /**
   * An empty database on a server that loses nothing, as live mode demands: the program brings its
   * own tables.
   */
  public static synchronized TestDatabase durable() {
    EmbeddedPostgres server = durableServer;
    if (server == null) {
      try {
        server =
            builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      durableServer = server;
    }
    return create(server, "");
  }

  private static TestDatabase create(EmbeddedPostgres server, String template) {
    String name = "t" + NUMBER.incrementAndGet();
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name + template);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    TestDatabase made = new TestDatabase(server, name);
    MADE.add(made);
    return made;
  }

  /**
   * Drops every database that nobody is connected to. One that somebody still uses is looked at
   * again the next time.
   */
  static void dropUnused() {
    MADE.removeIf(TestDatabase::droppedUnlessUsed);
  }

  private boolean droppedUnlessUsed() {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      // Asked first: a drop waits five seconds for whoever is connected.
      try (ResultSet used =
          statement.executeQuery(
              "select count(*) from pg_stat_activity where datname = '" + name + "'")) {
        used.next();
        if (used.getInt(1) > 0) {
          return false;
        }
      }
      statement.execute("drop database if exists " + name);
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  /** A JDBC URL with its user, for a program that opens its own connections. */
  public String url() {
    return server.getJdbcUrl("postgres", name);
  }

  public DataSource dataSource() {
    return dataSource;
  }

  public JdbcClient jdbc() {
    return JdbcClient.create(dataSource);
  }

  public TransactionTemplate transactions() {
    return new TransactionTemplate(new DataSourceTransactionManager(dataSource));
  }

  /** Its files lie with what the build makes, so that those of a killed process go with it. */
  private static EmbeddedPostgres.Builder builder() throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "databases").toAbsolutePath());
    return EmbeddedPostgres.builder().setDataDirectory(Files.createTempDirectory(folder, "test"));
  }

  private static EmbeddedPostgres start() {
    try {
      EmbeddedPostgres server =
          builder()
              .setServerConfig("max_connections", "500")
              .setServerConfig("shared_buffers", "64MB")
              .start();
      try (Connection connection = server.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("create database aureus_template");
      }
      Flyway.configure()
          .dataSource(server.getDatabase("postgres", "aureus_template"))
          .load()
          .migrate();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
