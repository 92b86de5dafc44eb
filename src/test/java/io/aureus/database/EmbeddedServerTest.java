package io.aureus.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerTest {
  @TempDir Path parent;

  @Test
  void theServerItselfSaysThatItKeepsWhatItAcknowledges() throws Exception {
    try (EmbeddedServer server = start();
        Connection connection = ServerProcess.connect(server.address());
        Statement statement = connection.createStatement()) {
      statement.execute("alter system set fsync = off");
      statement.execute("alter system set synchronous_commit = off");
      statement.execute("alter system set full_page_writes = off");
      statement.execute("select pg_reload_conf()");
      for (String name : List.of("fsync", "synchronous_commit", "full_page_writes")) {
        assertThat(Durability.show(connection, name)).as(name).isEqualTo("on");
      }
    }
  }

  @Test
  void keepsItsRowsOverARestart() throws Exception {
    try (EmbeddedServer server = start();
        Connection connection = ServerProcess.connect(server.address());
        Statement statement = connection.createStatement()) {
      statement.execute("create table kept (n int)");
      statement.execute("insert into kept values (7)");
    }
    try (EmbeddedServer server = start()) {
      assertThat(sumOfKept(server)).isEqualTo(7);
    }
  }

  @Test
  void refusesWhoeverDoesNotKnowThePassword() throws Exception {
    try (EmbeddedServer server = start()) {
      assertThatThrownBy(
              () -> DriverManager.getConnection(server.address().url(), "aureus", "guessed"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
    }
    Path file = parent.resolve("data/database-password");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void stopsWhatAKilledInstanceLeftOverAndFindsItsRows() throws Exception {
    DataFolder folder = Folders.in(parent);
    long leftOver;
    try (ServerProcess first =
        ServerProcess.start(List.of(), ServerProcess.classPath(), folder.path())) {
      assertThat(first.said()).contains("ready fsync=on");
      leftOver = postmaster(folder);
      first.kill();
    }
    assertThat(ProcessHandle.of(leftOver)).as("PostgreSQL outlives the kill").isPresent();
    try (EmbeddedServer server = start()) {
      assertThat(sumOfKept(server)).isEqualTo(1);
      assertThat(postmaster(folder)).isNotEqualTo(leftOver);
    }
  }

  @Test
  void runsAsAnOrdinaryUser() throws Exception {
    assumeTrue(isRoot(), "this test changes its user, which only root can");
    Path classes = Files.createDirectory(parent.resolve("classes"));
    Path home = Files.createDirectory(parent.resolve("home"));
    for (Path open : List.of(parent, classes, home)) {
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    }
    List<String> copied = new ArrayList<>();
    for (String place : ServerProcess.classPath()) {
      Path target = classes.resolve("c" + copied.size() + (place.endsWith(".jar") ? ".jar" : ""));
      run("cp", "-r", place, target.toString());
      run("chmod", "-R", "a+rX", target.toString());
      copied.add(target.toString());
    }
    List<String> nobody =
        List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--");
    Path data = home.resolve("data");
    try (ServerProcess ordinary = ServerProcess.start(nobody, copied, data)) {
      assertThat(ordinary.said()).contains("ready fsync=on");
      assertThat(Files.getAttribute(data.resolve("postgres"), "unix:uid")).isEqualTo(65534);
      ordinary.kill();
      DataFolder theirs = DataFolder.at(data);
      assertThatThrownBy(() -> EmbeddedServer.start(theirs, new SecureRandom()))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("belongs to another user");
      ProcessHandle.of(postmaster(theirs)).ifPresent(ProcessHandle::destroy);
    }
  }

  @Test
  void startsOverAPidFileWhoseNumberBelongsToSomebodyElse() throws Exception {
    start().close();
    Files.writeString(
        parent.resolve("data/postgres/postmaster.pid"),
        ProcessHandle.current().pid() + "\n" + parent + "\n0\n1\n");
    try (EmbeddedServer server = start()) {
      assertThat(EmbeddedServer.running(Folders.in(parent)))
          .isEqualTo(Optional.of(server.address()));
    }
    assertThat(EmbeddedServer.running(Folders.in(parent))).isEmpty();
  }

  @Test
  void refusesTheFilesOfAnotherMajorVersion() throws Exception {
    DataFolder folder = Folders.in(parent);
    Files.createDirectory(folder.file("postgres"));
    Files.writeString(folder.file("postgres").resolve("PG_VERSION"), "14\n");
    assertThatThrownBy(this::start)
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("PostgreSQL 14")
        .hasMessageContaining("PostgreSQL 18");
  }

  private EmbeddedServer start() throws IOException {
    return EmbeddedServer.start(Folders.in(parent), new SecureRandom());
  }

  private static int sumOfKept(EmbeddedServer server) throws SQLException {
    try (Connection connection = ServerProcess.connect(server.address());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select sum(n) from kept")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static long postmaster(DataFolder folder) throws IOException {
    Path file = folder.file("postgres").resolve("postmaster.pid");
    return Long.parseLong(Files.readAllLines(file).getFirst());
  }

  private static void run(String... line) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder(line).inheritIO().start().waitFor()).isZero();
  }

  private static boolean isRoot() throws IOException {
    return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
  }
}
