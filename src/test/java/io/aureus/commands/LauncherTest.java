package io.aureus.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
  @TempDir Path folder;
  private Path tools;

  /** A PATH with what the script needs and nothing else: no Java, no Maven. */
  @BeforeEach
  void layOutTools() throws IOException {
    tools = Files.createDirectory(folder.resolve("tools"));
    for (String tool : List.of("bash", "env", "sed", "dirname", "readlink", "find", "mkdir")) {
      for (String place : List.of("/usr/bin/", "/bin/")) {
        if (Files.exists(Path.of(place + tool)) && !Files.exists(tools.resolve(tool))) {
          Files.createSymbolicLink(tools.resolve(tool), Path.of(place + tool));
        }
      }
    }
  }

  @Test
  void saysWhatToInstallWhereThereIsNoJdk() throws Exception {
    Ended ended = launch(Map.of());
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.words())
        .contains("needs a JDK 25 or newer, and none was found")
        .contains("Temurin");
  }

  @Test
  void doesNotTakeAnOlderJdk() throws Exception {
    Ended ended = launch(Map.of("JAVA_HOME", jdk("17.0.15").toString()));
    assertThat(ended.words()).contains("none was found");
  }

  @Test
  void takesANewerJdkFromAnUnusualPlaceAndThenMissesMaven() throws Exception {
    Ended ended = launch(Map.of("AUREUS_JDK_PLACES", jdk("26").toString()));
    assertThat(ended.words()).contains("built with Maven").contains("no mvn on the PATH");
  }

  private record Ended(int code, String words) {}

  /** In a copy of the source folder, so that there is nothing built; through a symbolic link. */
  private Ended launch(Map<String, String> environment) throws Exception {
    Path copy = Files.createDirectories(folder.resolve("copy"));
    Files.copy(Path.of("aureus"), copy.resolve("aureus"));
    Files.setPosixFilePermissions(
        copy.resolve("aureus"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createDirectories(copy.resolve("src/main"));
    Files.writeString(copy.resolve("pom.xml"), "<project/>");
    Path link = Files.createSymbolicLink(folder.resolve("aureus"), copy.resolve("aureus"));
    ProcessBuilder builder = new ProcessBuilder(link.toString(), "help");
    builder.environment().clear();
    builder.environment().put("PATH", tools.toString());
    builder.environment().put("AUREUS_JDK_PLACES", "");
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).directory(folder.toFile()).start();
    String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), words);
  }

  private Path jdk(String version) throws IOException {
    Path home = folder.resolve("jdk-" + version);
    Files.createDirectories(home.resolve("bin"));
    for (String program : List.of("java", "javac")) {
      Files.writeString(home.resolve("bin").resolve(program), "#!/usr/bin/env bash\n");
      Files.setPosixFilePermissions(
          home.resolve("bin").resolve(program), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return home;
  }
}
