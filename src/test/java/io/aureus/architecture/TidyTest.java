package io.aureus.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Keeps small things small. What is over a budget today stands in {@code tidy-ratchet.txt} with its
 * size; the list may only shrink, and nothing may pass the hard limits.
 */
class TidyTest {
  private static final int METHOD = 40;
  private static final int METHOD_MOST = 60;
  private static final int FILE = 300;
  private static final int FILE_MOST = 500;
  private static final int LINE = 100;
  private static final Path RATCHET = Path.of("src/test/resources/tidy-ratchet.txt");

  private static final Pattern VAGUE =
      Pattern.compile(".*(Util|Utils|Helper|Manager|Impl|Common|Misc)(?![a-z]).*");

  @Test
  void methodsAndFilesKeepToTheirBudgets() throws IOException {
    Map<String, Integer> over = new TreeMap<>();
    List<String> tooLong = new ArrayList<>();
    for (Path file : java()) {
      String source = Files.readString(file);
      int lines = (int) source.lines().count();
      note(over, tooLong, "file " + file, lines, FILE, FILE_MOST);
      for (JavaSource.Method method : JavaSource.methods(source)) {
        String name = "method " + file + " " + method.name();
        note(over, tooLong, name, method.lines(), METHOD, METHOD_MOST);
      }
    }
    assertThat(tooLong).as("over a hard limit: split it").isEmpty();
    over.putAll(longLines());
    Map<String, Integer> allowed = ratchet();
    over.entrySet().removeIf(e -> e.getValue() <= allowed.getOrDefault(e.getKey(), 0));
    assertThat(lines(over))
        .as("over its budget, and not (or not so much) in %s, which may only shrink", RATCHET)
        .isEmpty();
  }

  private static void note(
      Map<String, Integer> over, List<String> tooLong, String name, int lines, int most, int hard) {
    if (lines > most) {
      // Overloads share a name; the longest counts.
      over.merge(name, lines, Math::max);
    }
    if (lines > hard) {
      tooLong.add(name + ": " + lines + " lines, " + hard + " at most");
    }
  }

  private static Map<String, Integer> ratchet() throws IOException {
    Map<String, Integer> allowed = new TreeMap<>();
    for (String line : Files.readAllLines(RATCHET)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        int split = line.lastIndexOf(' ');
        allowed.put(line.substring(0, split), Integer.valueOf(line.substring(split + 1)));
      }
    }
    return allowed;
  }

  private static String lines(Map<String, Integer> sizes) {
    StringBuilder lines = new StringBuilder();
    sizes.forEach((name, size) -> lines.append(name).append(' ').append(size).append('\n'));
    return lines.toString();
  }

  /** How many lines of each file do not fit on a screen; addresses and imports are not split. */
  private static Map<String, Integer> longLines() throws IOException {
    Map<String, Integer> found = new TreeMap<>();
    for (Path file : tracked()) {
      if (hasEnding(file, ".java", ".sql", ".sh", ".css", ".js")) {
        long many =
            Files.readAllLines(file).stream()
                .filter(line -> line.length() > LINE && !line.contains("http"))
                .filter(line -> !line.stripLeading().startsWith("import "))
                .count();
        if (many > 0) {
          found.put("lines " + file, (int) many);
        }
      }
    }
    return found;
  }

  @Test
  void typeNamesSayWhatTheyAre() throws IOException {
    assertThat(java())
        .noneMatch(file -> VAGUE.matcher(String.valueOf(file.getFileName())).matches());
  }

  @Test
  void nothingIsLeftForLater() throws IOException {
    // Put together here, or this file would not pass its own test.
    Pattern later = Pattern.compile("\\b(" + "TO" + "DO|FIX" + "ME|XX" + "X)\\b");
    assertThat(linesWith(later)).isEmpty();
  }

  @Test
  void noFileNamesAMachineARegistryOrAWorkplace() throws IOException {
    Pattern foreign =
        Pattern.compile(
            String.join(
                "|",
                "/wo" + "rk/",
                "/ro" + "ot/",
                "repo[1]?\\.mav" + "en",
                "registry\\.np" + "mjs",
                "deb\\.deb" + "ian\\.org",
                "\\bfa" + "rm-",
                "\\bwork" + "tree\\b",
                "\\bissues sh" + "ow\\b"));
    assertThat(linesWith(foreign)).isEmpty();
  }

  @Test
  void everyRoomSaysWhatItIs() throws IOException {
    for (Path file : java()) {
      if (file.startsWith("src/main/java")) {
        assertThat(file.resolveSibling("package-info.java")).exists();
      }
    }
  }

  @Test
  void theParserFindsMethodsAndTheirLengths() {
    String source =
        """
        class A {
          int x = 1;

          /** { */
          A(int x) {
            this.x = x;
          }

          void run() throws IOException {
            String s = "}";
            Runnable r = () -> { x++; };
            new Object() {
              int inner() {
                return 1;
              }
            };
          }

          record B(int y) {
            B {
              if (y < 0) {
                throw new IllegalArgumentException();
              }
            }
          }
        }
        """;
    assertThat(JavaSource.methods(source))
        .containsExactlyInAnyOrder(
            new JavaSource.Method("A", 3),
            new JavaSource.Method("inner", 3),
            new JavaSource.Method("run", 9),
            new JavaSource.Method("B", 5));
  }

  private static List<String> linesWith(Pattern pattern) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : tracked()) {
      int number = 0;
      for (String line : text(file)) {
        number++;
        if (pattern.matcher(line).find()) {
          found.add(file + ":" + number + ": " + line.strip());
        }
      }
    }
    return found;
  }

  private static List<String> text(Path file) throws IOException {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (MalformedInputException e) {
      // A picture or a font.
      return List.of();
    }
  }

  private static List<Path> java() throws IOException {
    return tracked().stream().filter(file -> hasEnding(file, ".java")).toList();
  }

  private static boolean hasEnding(Path file, String... endings) {
    return Stream.of(endings).anyMatch(ending -> file.toString().endsWith(ending));
  }

  /** What belongs to the project: git knows; from an unpacked archive, all but what is made. */
  private static List<Path> tracked() throws IOException {
    Process git = new ProcessBuilder("git", "ls-files").redirectErrorStream(true).start();
    List<String> said = git.inputReader(StandardCharsets.UTF_8).lines().toList();
    boolean known = git.onExit().join().exitValue() == 0 && !said.isEmpty();
    if (known) {
      return said.stream().map(Path::of).filter(Files::isRegularFile).toList();
    }
    try (Stream<Path> all = Files.walk(Path.of("src"))) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
