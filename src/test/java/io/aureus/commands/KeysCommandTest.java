package io.aureus.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {
  private static final String SETTING = "aureus.keys.passphrase";

  @TempDir Path parent;

  @AfterEach
  void forget() {
    System.clearProperty(SETTING);
  }

  @Test
  void sealsTheKeyAndAWrongPassphraseStopsAStartBeforePostgresqlIsTouched() throws IOException {
    Path data = parent.resolve("data");
    assertThat(DemoProcess.run("keys", "passphrase", "--data", data.toString()))
        .contains("--new-passphrase-file");
    Path words = parent.resolve("words");
    Files.writeString(words, "six words that came by dice\n");
    Files.setPosixFilePermissions(words, PosixFilePermissions.fromString("rw-------"));
    String[] seal = {
      "keys", "passphrase", "--data", data.toString(), "--new-passphrase-file", words.toString()
    };
    assertThat(DemoProcess.run(seal)).isEmpty();
    assertThat(Files.readString(data.resolve("master.key"))).startsWith("aureus-sealed-key ");

    System.setProperty(SETTING, "some other words");
    for (String command : new String[] {"serve", "demo", "signer"}) {
      Files.deleteIfExists(data.resolve("mode"));
      assertThat(DemoProcess.run(command, "--data", data.toString()))
          .as(command)
          .contains("the passphrase is not the one of the master key")
          .doesNotContain("some other words")
          .hasLineCount(1);
    }
    assertThat(data.resolve("postgres")).doesNotExist();

    assertThat(DemoProcess.run("keys", "file", "--data", data.toString())).contains("passphrase");
    System.setProperty(SETTING, "six words that came by dice");
    assertThat(DemoProcess.run("keys", "file", "--data", data.toString())).isEmpty();
    assertThat(Files.readString(data.resolve("master.key"))).hasSize(45);
  }

  @Test
  void saysWhatThereIsToDo() {
    assertThat(DemoProcess.run("keys")).contains("keys passphrase, keys file");
    assertThat(DemoProcess.run("keys", "passphrase", "--passphrase", "x"))
        .contains("unknown option");
  }
}
