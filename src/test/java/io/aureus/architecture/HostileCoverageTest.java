package io.aureus.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every page is shown with hostile texts by some test. A test method counts where it calls {@code
 * HostileTexts.assertHarmless} and names the template; what that template includes counts with it.
 */
class HostileCoverageTest {
  private static final Path TEMPLATES = Path.of("src/main/jte");
  private static final Path TESTS = Path.of("src/test/java/io/aureus");

  /** The end of a member of a class, as the formatter writes it. */
  private static final Pattern MEMBER_END = Pattern.compile("\n  }\n");

  private static final Pattern NAME = Pattern.compile("\"([a-z]+(?:/[a-z]+)?)(?:\\.jte)?\"");
  private static final Pattern INCLUDED = Pattern.compile("@template\\.([a-z]+)\\.([a-z]+)\\(");

  @Test
  void everyTemplateIsShownWithHostileTexts() throws IOException {
    Set<String> templates = templates();
    Set<String> shown = new TreeSet<>();
    Deque<String> left = new ArrayDeque<>(named());
    while (!left.isEmpty()) {
      String template = left.pop();
      if (templates.contains(template) && shown.add(template)) {
        left.addAll(included(template));
      }
    }
    assertThat(shown).isNotEmpty();
    templates.removeAll(shown);
    assertThat(templates).as("templates that no HostileTexts.assertHarmless shows").isEmpty();
  }

  /** As {@code dashboard/orders}. */
  private static Set<String> templates() throws IOException {
    Set<String> templates = new TreeSet<>();
    for (Path file : files(TEMPLATES, ".jte")) {
      String name = TEMPLATES.relativize(file).toString();
      templates.add(name.substring(0, name.length() - ".jte".length()));
    }
    return templates;
  }

  private static List<String> included(String template) throws IOException {
    return INCLUDED
        .matcher(Files.readString(TEMPLATES.resolve(template + ".jte")))
        .results()
        .map(found -> found.group(1) + "/" + found.group(2))
        .toList();
  }

  /** What the hostile tests name. Those of the dashboard leave its room away, as it is theirs. */
  private static List<String> named() throws IOException {
    List<String> named = new ArrayList<>();
    for (Path file : files(TESTS, "Test.java")) {
      String room = TESTS.relativize(file).getName(0).toString();
      MEMBER_END
          .splitAsStream(Files.readString(file))
          .filter(member -> member.contains("HostileTexts.assertHarmless("))
          .flatMap(member -> NAME.matcher(member).results())
          .map(found -> found.group(1))
          .map(name -> name.contains("/") ? name : room + "/" + name)
          .forEach(named::add);
    }
    return named;
  }

  private static List<Path> files(Path below, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(below)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }
}
