package io.aureus.commands;

import io.aureus.database.DataFolder;
import io.aureus.database.DatabaseAddress;
import io.aureus.database.EmbeddedServer;
import io.aureus.database.FolderLock;
import io.aureus.database.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A demo in a process of its own, fresh, for the load to run against. */
final class BenchServer implements AutoCloseable {
  private static final int START_SECONDS = 120;

  private final Process process;
  private final DataFolder folder;
  private final DemoAccess access;

  private BenchServer(Process process, DataFolder folder, DemoAccess access) {
    this.process = process;
    this.folder = folder;
    this.access = access;
  }

  /**
   * @param machine options of the Java machine
   * @param settings of the server, as an environment
   */
  static BenchServer start(
      Class<?> application, DataFolder folder, List<String> machine, Map<String, String> settings) {
    ProcessBuilder builder =
        OwnProcess.of(
            application,
            machine,
            List.of("demo", "--port", "0", "--data", folder.path().toString()));
    // The load comes from one key: its limit is not what is measured.
    builder.environment().put("AUREUS_API_RATE_PER_MINUTE", "100000000");
    builder.environment().put("AUREUS_API_RATE_BURST", "1000000");
    builder.environment().putAll(settings);
    Path log = folder.file("bench.log");
    try {
      FolderLock.take(folder).close();
      folder.erase();
      Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
      return new BenchServer(process, folder, awaited(process, folder, log));
    } catch (IOException e) {
      throw new StartRefused("cannot start the server to be measured: " + e);
    }
  }

  private static DemoAccess awaited(Process process, DataFolder folder, Path log)
      throws IOException {
    try {
      for (int i = 0; i < START_SECONDS * 2; i++) {
        if (process.waitFor(500, TimeUnit.MILLISECONDS)) {
          throw new StartRefused("the server did not start: " + Files.readString(log));
        }
        Optional<DemoAccess> access = DemoAccess.read(folder);
        if (access.isPresent() && folder.read(SandboxFile.FILE).isPresent()) {
          return access.get();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroy();
    throw new StartRefused("the server did not start within " + START_SECONDS + " s");
  }

  DemoAccess access() {
    return access;
  }

  DatabaseAddress database() {
    return EmbeddedServer.running(folder)
        .orElseThrow(() -> new StartRefused("the server's PostgreSQL does not run"));
  }

  long pid() {
    return process.pid();
  }

  long orders() {
    DatabaseAddress address = database();
    try (Connection connection =
            DriverManager.getConnection(address.url(), address.user(), address.password());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from orders")) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new StartRefused("cannot count the orders: " + e.getMessage());
    }
  }

  /** What the server and its PostgreSQL hold in memory; pages that they share count once. */
  String memory() {
    long program = proportionalKilobytes(process.pid());
    long database = 0;
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      long postmaster = postmaster();
      for (ProcessHandle one : all.toList()) {
        boolean child =
            one.parent().map(ProcessHandle::pid).filter(p -> p == postmaster).isPresent();
        if (one.pid() == postmaster || child) {
          database += proportionalKilobytes(one.pid());
        }
      }
    }
    return "Memory: %d MiB the program, %d MiB PostgreSQL (proportional set size)"
        .formatted(program / 1024, database / 1024);
  }

  private long postmaster() {
    return folder
        .read("postgres/postmaster.pid")
        .map(text -> Long.parseLong(text.lines().findFirst().orElse("0").strip()))
        .orElse(0L);
  }

  private static long proportionalKilobytes(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "smaps_rollup"))) {
      return lines
          .filter(line -> line.startsWith("Pss:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
