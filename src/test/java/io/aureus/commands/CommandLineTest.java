package io.aureus.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.Aureus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
  @TempDir Path folder;

  private record Ended(int code, String errors) {}

  @Test
  void anUnknownCommandIsAnsweredWithTheUsage() {
    Ended ended = run("demmo");
    assertThat(ended.code()).isEqualTo(Commands.MISUSED);
    assertThat(ended.errors()).contains("unknown command: demmo").contains("usage: aureus");
    assertThat(run().code()).isEqualTo(Commands.MISUSED);
    assertThat(run("help").code()).isEqualTo(Commands.WELL);
  }

  @Test
  void whatIsMistypedIsNamed() {
    assertThat(run("demo", "--prot", "1").errors()).contains("unknown option --prot");
    assertThat(run("demo", "--port", "x").errors()).contains("--port must be a number from 0");
    assertThat(run("demo", "--data").errors()).contains("--data needs a value");
    assertThat(run("demo", "please").errors()).contains("not understood: please");
    assertThat(run("pay").errors()).contains("20 digits");
    assertThat(run("pay", "20300101000000000000", "--amount", "1e3").errors())
        .contains("--amount must be a plain decimal number");
    assertThat(run("bench").errors()).contains("bench orders");
  }

  @Test
  void payAndVerifySayThatNothingRuns() {
    String none = folder.toString();
    assertThat(run("pay", "20300101000000000000", "--data", none).errors())
        .contains("no data folder of Aureus")
        .contains("./aureus demo");
    assertThat(run("verify", "--data", none).errors()).contains("no data folder of Aureus");
  }

  @Test
  void aLiveFolderIsNoDemosAndADemosFolderIsNotLive() throws Exception {
    Path demo = folder.resolve("demo");
    Files.createDirectory(demo);
    Files.writeString(demo.resolve("aureus-data"), "");
    Files.writeString(demo.resolve("mode"), "demo\n");
    assertThat(run("serve", "--data", demo.toString()).errors()).contains("the data of a demo");
    assertThat(run("serve", "--data", demo.resolve("mode").resolve("x").toString()).errors())
        .contains("may write to", "--data");
    Files.writeString(demo.resolve("mode"), "live\n");
    assertThat(run("demo", "--fresh", "--data", demo.toString()).errors())
        .contains("the data of a live installation");
  }

  @Test
  void aFolderOfSomebodyElseIsNeverErased() throws Exception {
    Path letter = Files.writeString(folder.resolve("letter.txt"), "dear");
    assertThat(run("demo", "--fresh", "--data", folder.toString()).errors()).contains("not ours");
    assertThat(letter).exists();
  }

  private static Ended run(String... arguments) {
    PrintStream before = System.err;
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    try {
      int code = Commands.run(Aureus.class, arguments);
      return new Ended(code, errors.toString(StandardCharsets.UTF_8));
    } finally {
      System.setErr(before);
    }
  }
}
