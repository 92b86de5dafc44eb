package io.aureus.merchants;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the source itself to its word, since time cannot be asserted. */
class ConstantTimeTest {
  private static final Path ROOM = Path.of("src/main/java/io/aureus/merchants");

  private static final Pattern CARELESS =
      Pattern.compile(
          "Arrays\\.equals|(?i)(signature|secret|token|key|hash|mac|digest|password)\\(?\\)?"
              + "\\.(equals|contentEquals|compareTo|equalsIgnoreCase)\\(");

  @Test
  void noSecretIsComparedInTimeThatTells() throws IOException {
    List<String> careless = new ArrayList<>();
    int files = 0;
    try (Stream<Path> sources = Files.list(ROOM)) {
      for (Path source : sources.toList()) {
        files++;
        for (String line : Files.readAllLines(source)) {
          // A value of the type Bytes compares itself by MessageDigest.isEqual.
          if (CARELESS.matcher(line).find() && !line.contains("hash().equals(hash)")) {
            careless.add(source.getFileName() + ": " + line.strip());
          }
        }
      }
    }
    assertThat(files).isGreaterThan(20);
    assertThat(careless).isEmpty();
    assertThat(Files.readString(ROOM.resolve("Bytes.java"))).contains("MessageDigest.isEqual");
    assertThat(Files.readString(ROOM.resolve("RequestAuthentication.java")))
        .contains("MessageDigest.isEqual");
  }
}
