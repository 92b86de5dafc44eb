package io.aureus.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A real PostgreSQL of our own on the data folder: durable, on the loopback address only, with a
 * password that nobody had to invent, and small enough to live beside us in 512 MiB.
 */
public final class EmbeddedServer implements AutoCloseable {
  private static final String USER = "aureus";
  private static final String DATABASE = "aureus";
  private static final String PASSWORD_FILE = "database-password";
  private static final String LOG = "postgres.log";
  private static final long LOG_BYTES_MAX = 8L * 1024 * 1024;

  /** Given on the command line, so that no file and no {@code alter system} overrides them. */
  private static final Map<String, String> SETTINGS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("fsync", "on"),
              Map.entry("synchronous_commit", "on"),
              Map.entry("full_page_writes", "on"),
              Map.entry("listen_addresses", "127.0.0.1"),
              Map.entry("unix_socket_directories", ""),
              Map.entry("max_connections", "40"),
              Map.entry("shared_buffers", "256MB"),
              Map.entry("work_mem", "2MB"),
              Map.entry("maintenance_work_mem", "32MB"),
              Map.entry("max_wal_size", "2GB"),
              Map.entry("checkpoint_timeout", "15min"),
              Map.entry("jit", "off"),
              // No processes of its own for reading, parallel plans or replication: memory.
              Map.entry("io_method", "sync"),
              Map.entry("max_worker_processes", "2"),
              Map.entry("max_parallel_workers", "0"),
              Map.entry("max_parallel_workers_per_gather", "0"),
              Map.entry("max_parallel_maintenance_workers", "0"),
              Map.entry("max_logical_replication_workers", "0"),
              Map.entry("autovacuum_max_workers", "1"),
              Map.entry("log_checkpoints", "off"),
              Map.entry("timezone", "UTC"),
              Map.entry("log_timezone", "UTC")));

  private final PostgresPrograms programs;
  private final Path data;
  private final DatabaseAddress address;

  private EmbeddedServer(PostgresPrograms programs, Path data, DatabaseAddress address) {
    this.programs = programs;
    this.data = data;
    this.address = address;
  }

  /**
   * Starts the server on a folder whose lock the caller holds; makes it first where there is none,
   * and stops one that a killed instance left over.
   *
   * @throws StartRefused with words for the operator
   */
  public static EmbeddedServer start(DataFolder folder, RandomGenerator random) {
    PostgresPrograms programs = PostgresPrograms.unpackedIn(folder);
    Path data = folder.file("postgres");
    checkOwner(folder, data);
    checkVersion(data);
    String password = password(folder, random);
    if (!Files.exists(data)) {
      initialise(programs, folder, data);
    }
    Leftover.stop(programs, data);
    int port = launch(programs, folder, data);
    EmbeddedServer server = new EmbeddedServer(programs, data, address(port, DATABASE, password));
    try {
      server.prepare(address(port, "postgres", password));
      return server;
    } catch (SQLException | StartRefused e) {
      server.close();
      throw e instanceof StartRefused refused
          ? refused
          : new StartRefused("the embedded PostgreSQL does not answer: " + e.getMessage());
    }
  }

  /** Stops a server that a killed instance left over on a folder whose lock the caller holds. */
  public static void stopLeftOver(DataFolder folder) {
    Path data = folder.file("postgres");
    if (Files.exists(data)) {
      Leftover.stop(PostgresPrograms.unpackedIn(folder), data);
    }
  }

  /** The server that runs on this folder now, started by another process of ours. */
  public static Optional<DatabaseAddress> running(DataFolder folder) {
    Optional<String> password = folder.read(PASSWORD_FILE);
    Optional<Integer> port = Leftover.runningPort(folder.file("postgres"));
    return password.isEmpty()
        ? Optional.empty()
        : port.map(number -> address(number, DATABASE, password.get().strip()));
  }

  public DatabaseAddress address() {
    return address;
  }

  /** Stops the server cleanly; connections that are still open are cut. */
  @Override
  public void close() {
    programs.run("pg_ctl", List.of("stop", "-D", data.toString(), "-m", "fast", "-w", "-t", "120"));
  }

  private static DatabaseAddress address(int port, String database, String password) {
    return new DatabaseAddress(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database, USER, password);
  }

  /** PostgreSQL runs only on files of its own user; its own words for that are hard to read. */
  private static void checkOwner(DataFolder folder, Path data) {
    try {
      if (Files.exists(data) && !Files.getAttribute(data, "unix:uid").equals(folder.ownUid())) {
        throw new StartRefused(
            "%s belongs to another user (%s): run Aureus as that one, or give the folder to this"
                    .formatted(data, Files.getOwner(data))
                + " one with chown -R");
      }
    } catch (IOException e) {
      throw new StartRefused("cannot look at " + data + ": " + e);
    }
  }

  private static void checkVersion(Path data) {
    Path file = data.resolve("PG_VERSION");
    try {
      String version = Files.exists(file) ? Files.readString(file).strip() : "";
      if (!version.isEmpty() && !version.equals(Integer.toString(PostgresPrograms.MAJOR))) {
        throw new StartRefused(
            ("%s was written by PostgreSQL %s, and PostgreSQL %d comes with this version of Aureus."
                    + " Dump it with the Aureus that wrote it, or with pg_dump of PostgreSQL %s,"
                    + " and load it into a new data folder.")
                .formatted(data, version, PostgresPrograms.MAJOR, version));
      }
    } catch (IOException e) {
      throw new StartRefused("cannot read " + file + ": " + e);
    }
  }

  private static String password(DataFolder folder, RandomGenerator random) {
    return folder
        .read(PASSWORD_FILE)
        .map(String::strip)
        .orElseGet(
            () -> {
              byte[] bytes = new byte[24];
              random.nextBytes(bytes);
              String fresh = HexFormat.of().formatHex(bytes);
              folder.writePrivately(PASSWORD_FILE, fresh + "\n");
              return fresh;
            });
  }

  /** Into a draft that is renamed when it is whole: a kill in the middle leaves nothing half. */
  private static void initialise(PostgresPrograms programs, DataFolder folder, Path data) {
    Path draft = folder.file("postgres.new");
    try {
      DataFolder.deleteTree(draft);
      PostgresPrograms.Said said =
          programs.run(
              "initdb",
              List.of(
                  "-D",
                  draft.toString(),
                  "--username=" + USER,
                  "--auth=scram-sha-256",
                  "--pwfile=" + folder.file(PASSWORD_FILE),
                  "--encoding=UTF8",
                  "--locale=C"));
      if (!said.isWell()) {
        throw new StartRefused(explained("PostgreSQL cannot make its files", said.words()));
      }
      Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new StartRefused("cannot make " + data + ": " + e);
    }
  }

  private static int launch(PostgresPrograms programs, DataFolder folder, Path data) {
    Path log = folder.file(LOG);
    String words = "";
    // A free port may be taken by another process between our look and the server's start.
    for (int attempt = 0; attempt < 3; attempt++) {
      int port = freePort();
      shorten(log);
      PostgresPrograms.Said said = programs.run("pg_ctl", startLine(data, log, port));
      if (said.isWell()) {
        return port;
      }
      words = said.words();
    }
    throw new StartRefused(explained("PostgreSQL does not start; " + log + " says why", words));
  }

  private static List<String> startLine(Path data, Path log, int port) {
    StringBuilder options = new StringBuilder("-c port=" + port);
    SETTINGS.forEach((name, value) -> options.append(" -c ").append(name + "=" + value));
    List<String> line = new ArrayList<>(List.of("start", "-D", data.toString()));
    line.addAll(List.of("-l", log.toString(), "-w", "-t", "120", "-o", options.toString()));
    return line;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new StartRefused("no free port on the loopback address: " + e);
    }
  }

  private static void shorten(Path log) {
    try {
      if (Files.exists(log) && Files.size(log) > LOG_BYTES_MAX) {
        Path older = log.resolveSibling(LOG + ".1");
        Files.move(log, older, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new StartRefused("cannot put " + log + " aside: " + e);
    }
  }

  private static String explained(String what, String words) {
    boolean namespace = words.contains("unshare");
    return what
        + ": "
        + words
        + (namespace
            ? "\nAs root we need a user namespace for PostgreSQL and this machine gives none:"
                + " run Aureus as an ordinary user, or set AUREUS_DATABASE_URL."
            : "");
  }

  private void prepare(DatabaseAddress first) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(first.url(), first.user(), first.password())) {
      List<String> warnings = Durability.check(connection);
      if (!warnings.isEmpty()) {
        throw new StartRefused(warnings.getFirst());
      }
      try (Statement statement = connection.createStatement()) {
        if (!exists(statement)) {
          statement.execute("create database " + DATABASE);
        }
      }
    }
  }

  private static boolean exists(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery("select 1 from pg_database where datname = '" + DATABASE + "'")) {
      return row.next();
    }
  }
}
