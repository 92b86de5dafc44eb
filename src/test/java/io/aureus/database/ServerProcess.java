package io.aureus.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A process of its own that starts the server on a folder, writes a row, and waits. */
final class ServerProcess implements AutoCloseable {
  private final Process process;
  private final String said;

  private ServerProcess(Process process, String said) {
    this.process = process;
    this.said = said;
  }

  /** What the process itself does. */
  public static void main(String[] arguments)
      throws SQLException, IOException, InterruptedException {
    DataFolder folder = DataFolder.at(Path.of(arguments[0]));
    FolderLock.take(folder);
    EmbeddedServer server = EmbeddedServer.start(folder, new SecureRandom());
    try (Connection connection = connect(server.address());
        Statement statement = connection.createStatement()) {
      statement.execute("create table if not exists kept (n int)");
      statement.execute("insert into kept values (1)");
      System.out.println("ready fsync=" + Durability.show(connection, "fsync"));
    }
    Thread.sleep(Long.MAX_VALUE);
  }

  static Connection connect(DatabaseAddress address) throws SQLException {
    return DriverManager.getConnection(address.url(), address.user(), address.password());
  }

  /**
   * Starts it and waits until its row is committed.
   *
   * @param prefix what runs it as another user; empty for none
   */
  static ServerProcess start(List<String> prefix, List<String> classPath, Path folder)
      throws IOException {
    List<String> line = new ArrayList<>(prefix);
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-cp", String.join(":", classPath), ServerProcess.class.getName()));
    line.add(folder.toString());
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder all = new StringBuilder();
    String words = reader.readLine();
    while (words != null && !words.startsWith("ready")) {
      all.append(words).append('\n');
      words = reader.readLine();
    }
    return new ServerProcess(process, all + String.valueOf(words));
  }

  /** The places of the classes that the process needs. */
  static List<String> classPath() {
    Set<String> places = new LinkedHashSet<>();
    for (Class<?> needed :
        List.of(
            ServerProcess.class,
            EmbeddedServer.class,
            org.postgresql.Driver.class,
            org.apache.commons.compress.archivers.tar.TarArchiveInputStream.class,
            org.apache.commons.io.IOUtils.class,
            org.apache.commons.lang3.StringUtils.class,
            org.apache.commons.codec.Charsets.class,
            org.tukaani.xz.XZInputStream.class)) {
      places.add(needed.getProtectionDomain().getCodeSource().getLocation().getPath());
    }
    String archive = String.valueOf(ServerProcess.class.getResource("/postgres-linux-x86_64.txz"));
    places.add(archive.replaceFirst("^jar:file:", "").replaceFirst("!.*$", ""));
    return List.copyOf(places);
  }

  /** Everything up to the word {@code ready}, or to the process's end. */
  String said() {
    return said;
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
