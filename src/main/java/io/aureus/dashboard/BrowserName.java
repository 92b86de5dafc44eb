package io.aureus.dashboard;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person calls the program that he uses, by what it says of itself. Of fixed words alone:
 * whatever else it sends is neither kept nor shown.
 */
final class BrowserName {
  static final String UNKNOWN = "another program";

  /** In this order: most say that they are each other, too. */
  private static final Map<String, String> PROGRAMS = new LinkedHashMap<>();

  private static final Map<String, String> SYSTEMS = new LinkedHashMap<>();

  static {
    PROGRAMS.put("Firefox/", "Firefox");
    PROGRAMS.put("FxiOS/", "Firefox");
    PROGRAMS.put("Edg", "Edge");
    PROGRAMS.put("OPR/", "Opera");
    PROGRAMS.put("SamsungBrowser/", "Samsung Internet");
    PROGRAMS.put("CriOS/", "Chrome");
    PROGRAMS.put("Chrome/", "Chrome");
    PROGRAMS.put("Safari/", "Safari");
    SYSTEMS.put("iPhone", "iPhone");
    SYSTEMS.put("iPad", "iPad");
    SYSTEMS.put("Android", "Android");
    SYSTEMS.put("Windows", "Windows");
    SYSTEMS.put("CrOS", "ChromeOS");
    SYSTEMS.put("Macintosh", "macOS");
    SYSTEMS.put("Linux", "Linux");
  }

  private BrowserName() {}

  /**
   * @param agent the header {@code User-Agent} (RFC 9110, 10.1.5); null where none was sent
   * @return e.g. {@code Firefox on Linux}
   */
  static String of(@Nullable String agent) {
    String said = agent == null ? "" : agent;
    String program = first(PROGRAMS, said, UNKNOWN);
    String system = first(SYSTEMS, said, "");
    return system.isEmpty() ? program : program + " on " + system;
  }

  private static String first(Map<String, String> words, String said, String otherwise) {
    return words.entrySet().stream()
        .filter(word -> said.contains(word.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(otherwise);
  }
}
