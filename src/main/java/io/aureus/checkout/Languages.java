package io.aureus.checkout;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale.LanguageRange;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The languages that payers can read: one for each file of messages. */
final class Languages {
  private static final String FILES = "classpath:checkout/messages/*.properties";
  private static final Pattern CHOSEN =
      Pattern.compile("(?:^|&)lang=([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})?)(?:&|$)");

  /** A browser's list has some ten languages; a longer one is nobody's. */
  private static final int LONGEST_LIST = 1_000;

  private final List<Words> all;
  private final Words english;

  /**
   * @param all with English among them
   */
  Languages(List<Words> all) {
    this.all = List.copyOf(all);
    this.english = exactly("en").orElseThrow();
  }

  /** All files that came with the program, by name of the language. */
  static Languages load() {
    try {
      List<Words> all = new ArrayList<>();
      for (Resource file : new PathMatchingResourcePatternResolver().getResources(FILES)) {
        String name = Objects.requireNonNull(file.getFilename());
        all.add(read(name.substring(0, name.indexOf('.')), file));
      }
      all.sort(Comparator.comparing(words -> words.tag().equals("en") ? "" : words.name()));
      return new Languages(all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Words read(String tag, Resource file) throws IOException {
    Properties texts = new Properties();
    try (Reader reader = Reader.of(file.getContentAsString(StandardCharsets.UTF_8))) {
      texts.load(reader);
    }
    return new Words(
        tag,
        texts.stringPropertyNames().stream()
            .collect(Collectors.toMap(key -> key, texts::getProperty)));
  }

  List<Words> all() {
    return all;
  }

  /**
   * What a page is written in: the language of its address, else the one that the browser likes
   * best of ours, else English. Reads no body: what comes in one is bounded later.
   */
  PageLanguage of(HttpServletRequest request) {
    return of(request.getQueryString(), request.getHeader("Accept-Language"));
  }

  /**
   * @param query of the page's address
   * @param accepted a list as RFC 9110 writes it, with weights
   */
  PageLanguage of(@Nullable String query, @Nullable String accepted) {
    Matcher chosen = CHOSEN.matcher(Objects.requireNonNullElse(query, ""));
    Optional<Words> byHand = chosen.find() ? near(chosen.group(1)) : Optional.empty();
    return byHand
        .map(words -> new PageLanguage(words, true, all))
        .orElseGet(() -> new PageLanguage(accepted(accepted), false, all));
  }

  private Words accepted(@Nullable String list) {
    for (LanguageRange range : ranges(list)) {
      if (range.getWeight() > 0) {
        Optional<Words> found = near(range.getRange());
        if (found.isPresent()) {
          return found.get();
        }
      }
    }
    return english;
  }

  private static List<LanguageRange> ranges(@Nullable String list) {
    if (list == null || list.isBlank() || list.length() > LONGEST_LIST) {
      return List.of();
    }
    try {
      return LanguageRange.parse(list);
    } catch (IllegalArgumentException e) {
      // Not a list of languages: as good as none.
      return List.of();
    }
  }

  /** Who reads another kind of a language reads ours: pt-BR serves pt and pt-PT. */
  private Optional<Words> near(String wanted) {
    return exactly(wanted)
        .or(
            () ->
                all.stream()
                    .filter(words -> family(words.tag()).equalsIgnoreCase(family(wanted)))
                    .findFirst());
  }

  private Optional<Words> exactly(String tag) {
    return all.stream().filter(words -> words.tag().equalsIgnoreCase(tag)).findFirst();
  }

  private static String family(String tag) {
    int end = tag.indexOf('-');
    return end < 0 ? tag : tag.substring(0, end);
  }
}
