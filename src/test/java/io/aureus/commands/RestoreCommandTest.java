package io.aureus.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.Aureus;
import io.aureus.database.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The commands as an operator types them, on a demo that runs as a process of its own. */
class RestoreCommandTest {
  private static final String SETTING = "aureus.backup.passphrase";
  private static final String WORDS = "correct horse battery staple";

  @TempDir Path parent;

  @BeforeEach
  void tellThePassphrase() {
    System.setProperty(SETTING, WORDS);
  }

  @AfterEach
  void forgetIt() {
    System.clearProperty(SETTING);
  }

  @Test
  void aBackupOfARunningDemoIsRestoredOnAnEmptyFolderAlsoAfterAKill() throws Exception {
    String file = parent.resolve("demo.backup").toString();
    Path first = Files.createDirectory(parent.resolve("first"));
    Path second = Files.createDirectory(parent.resolve("second"));
    String data = second.resolve("data").toString();
    String order;
    try (DemoProcess demo = new DemoProcess(first)) {
      demo.start();
      order = demo.createOrder("");
      assertThat(DemoProcess.run("pay", order, "--data", demo.data().toString())).isEmpty();
      assertThat(DemoProcess.run("backup", file, "--data", demo.data().toString())).isEmpty();
      assertThat(DemoProcess.run("backup", file, "--data", demo.data().toString()))
          .contains("overwrites nothing");
      assertThat(DemoProcess.run("verify-backup", file)).isEmpty();
      assertThat(operatorsDeeds(demo.data())).contains("back-up written");
      assertThat(DemoProcess.run("restore", file, "--data", demo.data().toString()))
          .contains("is in use by");
    }
    assertThat(DemoProcess.run("restore", file, "--data", first.resolve("data").toString()))
        .contains("holds an installation already");
    killedRestore(file, data);
    assertThat(DemoProcess.run("demo", "--data", data)).contains("run the restore again");
    assertThat(DemoProcess.run("restore", file, "--data", data, "--skip", "500")).isEmpty();
    try (DemoProcess demo = new DemoProcess(second)) {
      demo.start();
      assertThat(demo.detail(order)).contains("\"SUCCESS\"");
      String another = demo.createOrder("");
      assertThat(DemoProcess.run("pay", another, "--data", data)).isEmpty();
      assertThat(DemoProcess.run("keys", "file", "--data", data)).isEmpty();
      assertThat(operatorsDeeds(demo.data()))
          .contains("restored from a back-up", "master key written plain");
      verifiesTheAuditLog(data);
      assertThat(DemoProcess.run("verify", "--data", data)).isEmpty();
    }
  }

  /** Beside the running program; its first entry is the anchor that was kept elsewhere. */
  private static void verifiesTheAuditLog(String data) {
    String first =
        told(Path.of(data), "select encode(hash, 'hex') from audit_entry where id = 1").getFirst();
    String other = "0".repeat(64);
    assertThat(DemoProcess.run("audit", "verify", "--data", data)).isEmpty();
    assertThat(DemoProcess.run("audit", "verify", "--anchor", "1:" + first, "--data", data))
        .isEmpty();
    assertThat(DemoProcess.run("audit", "verify", "--anchor", "1:" + other, "--data", data))
        .startsWith("code " + Commands.FAILED);
    assertThat(DemoProcess.run("audit", "verify", "--anchor", "999999:" + first, "--data", data))
        .startsWith("code " + Commands.FAILED);
    assertThat(DemoProcess.run("audit", "verify", "--anchor", "first", "--data", data))
        .startsWith("code " + Commands.MISUSED)
        .contains("--anchor");
    assertThat(DemoProcess.run("audit", "--data", data)).contains("audit verify");
  }

  private static List<String> operatorsDeeds(Path data) {
    return told(data, "select deed from audit_entry where actor = 'operator'");
  }

  private static List<String> told(Path data, String sql) {
    ClosingStack parts = new ClosingStack();
    try {
      DataFolder folder = DataFolder.existing(data).orElseThrow();
      return JdbcClient.create(FolderDatabase.open(folder, parts))
          .sql(sql)
          .query(String.class)
          .list();
    } finally {
      parts.close();
    }
  }

  @Test
  void anotherPassphraseOrNoBackupTouchesNothing() throws IOException {
    Path file = parent.resolve("nothing.backup");
    Files.writeString(file, "no back-up\n".repeat(100));
    Path data = parent.resolve("data");
    assertThat(DemoProcess.run("restore", file.toString(), "--data", data.toString()))
        .contains("this is no back-up of Aureus");
    assertThat(data).doesNotExist();
    assertThat(DemoProcess.run("restore", "--data", data.toString())).contains("which file?");
    System.clearProperty(SETTING);
    assertThat(DemoProcess.run("verify-backup", file.toString()))
        .contains("AUREUS_BACKUP_PASSPHRASE_FILE");
  }

  /** It is killed once PostgreSQL's files are there: in the middle of its work. */
  private void killedRestore(String file, String data) throws Exception {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-D" + SETTING + "=" + WORDS,
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-cp",
                    classPath,
                    Aureus.class.getName(),
                    "restore",
                    file,
                    "--data",
                    data))
            .redirectErrorStream(true)
            .redirectOutput(parent.resolve("killed.log").toFile())
            .start();
    Path begun = Path.of(data, "postgres", "postmaster.pid");
    while (process.isAlive() && !Files.exists(begun)) {
      Thread.sleep(20);
    }
    process.destroyForcibly();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(Path.of(data, "restore-unfinished")).as(() -> log()).exists();
  }

  private String log() {
    try {
      return Files.readString(parent.resolve("killed.log"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
