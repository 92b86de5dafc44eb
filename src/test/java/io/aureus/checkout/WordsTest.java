package io.aureus.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.orders.EarlyDoubt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What payers read is in the files of messages, whole in each, and nowhere else. */
class WordsTest {
  private static final Path FILES = Path.of("src/main/resources/checkout/messages");
  private static final Path JAVA = Path.of("src/main/java/io/aureus/checkout");
  private static final Path TEMPLATES = Path.of("src/main/jte/checkout");
  private static final Pattern PLACE = Pattern.compile("\\{[0-9]}");
  private static final Pattern FORM = Pattern.compile("\\.(zero|one|two|few|many|other)$");

  static Stream<Words> languages() {
    return Languages.load().all().stream();
  }

  @ParameterizedTest
  @MethodSource("languages")
  void everyLanguageSaysEverythingWithTheSameValues(Words words) throws IOException {
    assertThat(places(words.tag())).isEqualTo(places("en"));
  }

  @ParameterizedTest
  @MethodSource("languages")
  void whatCountsHasTheFormsOfTheLanguage(Words words) {
    Map<String, Set<String>> forms = new TreeMap<>();
    for (String key : words.keys()) {
      Matcher form = FORM.matcher(key);
      if (form.find()) {
        forms
            .computeIfAbsent(key.substring(0, form.start()), any -> new TreeSet<>())
            .add(form.group(1));
      }
    }
    assertThat(forms).isNotEmpty();
    assertThat(forms.values()).allMatch(words.plural().forms()::equals);
  }

  @ParameterizedTest
  @MethodSource("languages")
  void everyTextIsThereOnceAndHoldsNoMarkup(Words words) throws IOException {
    List<String> keys =
        Files.readAllLines(file(words.tag())).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(line -> line.substring(0, line.indexOf('=')))
            .toList();
    assertThat(keys).doesNotHaveDuplicates();
    for (String key : words.keys()) {
      String text = words.text(key, 0, 1, 2, 3);
      assertThat(text).as(key).isEqualTo(text.strip()).isNotEmpty().doesNotContain("<", "&", "\\");
    }
    assertThat(words.direction()).isIn("ltr", "rtl");
  }

  /**
   * Places by key; a text that counts is one text, and a form that is one number may not say it.
   */
  private static Map<String, Set<String>> places(String tag) throws IOException {
    Map<String, Set<String>> places = new TreeMap<>();
    for (String line : Files.readAllLines(file(tag))) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String key = line.substring(0, line.indexOf('='));
        Matcher place = PLACE.matcher(line);
        Set<String> found =
            places.computeIfAbsent(FORM.matcher(key).replaceFirst(""), any -> new TreeSet<>());
        place.results().forEach(one -> found.add(one.group()));
      }
    }
    return places;
  }

  private static Path file(String tag) {
    return FILES.resolve(tag + ".properties");
  }

  @Test
  void everyTextIsUsedAndNoneIsMissing() throws IOException {
    Set<String> used = new TreeSet<>(Set.of("language.name", "language.direction"));
    used.add("language.plural");
    for (EarlyDoubt doubt : EarlyDoubt.values()) {
      used.add(Receipts.key(doubt));
    }
    for (PayWords words : PayWords.values()) {
      used.add(words.headlineKey());
      used.add(words.adviceKey());
    }
    Set<String> keys = places("en").keySet();
    Pattern literal = Pattern.compile("\"([a-z]+(?:[.-][a-z]+)*)\"");
    Pattern asked = Pattern.compile("\\b(?:text|count)\\(\\s*\"([^\"]+)\"");
    for (Path file : files(JAVA, TEMPLATES)) {
      String source = Files.readString(file);
      asked.matcher(source).results().forEach(one -> used.add(one.group(1)));
      literal
          .matcher(source)
          .results()
          .map(one -> one.group(1))
          .filter(keys::contains)
          .forEach(used::add);
    }
    assertThat(used).isEqualTo(keys);
  }

  private static List<Path> files(Path... folders) throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> files = Files.list(folder)) {
        files.forEach(all::add);
      }
    }
    return all;
  }

  @Test
  void aValueIsTextWhateverItHolds() {
    Words words = words("ltr", "one");
    assertThat(words.text("back", "{0} $1 \\ <b>")).isEqualTo("Back to {0} $1 \\ <b>");
    assertThat(words.text("two", "{1}", "x")).isEqualTo("{1} and x");
    assertThatThrownBy(() -> words.text("two", "x")).hasMessageContaining("{1}");
    assertThatThrownBy(() -> words.text("nothing")).hasMessageContaining("nothing");
  }

  @Test
  void namesAndAmountsKeepTheirDirectionAmongWordsThatRunFromTheRight() {
    assertThat(words("rtl", "one").text("back", "0.5 ETH"))
        .isEqualTo("Back to \u20680.5 ETH\u2069");
    assertThat(words("rtl", "one").count("many", 5)).isEqualTo("5 others");
  }

  private static Words words(String direction, String plural) {
    return new Words(
        "xx",
        Map.of(
            "language.direction", direction,
            "language.plural", plural,
            "back", "Back to {0}",
            "two", "{0} and {1}",
            "many.one", "{0} other",
            "many.other", "{0} others"));
  }

  @ParameterizedTest
  @CsvSource({
    "none, 1 other 2 other",
    "one, 0 other 1 one 2 other 21 other",
    "none_and_one, 0 one 1 one 2 other",
    "polish, 0 many 1 one 2 few 4 few 5 many 12 many 14 many 21 many 22 few 112 many 123 few",
    "arabic, 0 zero 1 one 2 two 3 few 10 few 11 many 99 many 100 other 102 other 103 few 111 many"
  })
  void countsByTheRulesOfTheLanguage(String name, String pairs) {
    Plural plural = Plural.valueOf(name.toUpperCase(Locale.ROOT));
    String[] parts = pairs.split(" ", -1);
    for (int at = 0; at < parts.length; at += 2) {
      assertThat(plural.form(Long.parseLong(parts[at]))).as(parts[at]).isEqualTo(parts[at + 1]);
    }
  }
}
