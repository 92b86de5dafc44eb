package io.aureus.commands;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The words after a command: options with a value, flags, and the rest. */
final class Options {
  private final Map<String, String> values = new HashMap<>();
  private final List<String> words = new ArrayList<>();

  private Options() {}

  /**
   * @param valued options that take a value, without their dashes
   * @param flags options that take none
   * @throws Misuse for an option that is neither
   */
  static Options read(List<String> arguments, Set<String> valued, Set<String> flags) {
    Options options = new Options();
    List<String> left = new ArrayList<>(arguments);
    while (!left.isEmpty()) {
      String word = left.removeFirst();
      if (!word.startsWith("--")) {
        options.words.add(word);
        continue;
      }
      String[] parts = word.substring(2).split("=", 2);
      String name = parts[0];
      if (flags.contains(name) && parts.length == 1) {
        options.values.put(name, "");
      } else if (valued.contains(name)) {
        if (parts.length == 1 && left.isEmpty()) {
          throw new Misuse("--" + name + " needs a value");
        }
        options.values.put(name, parts.length == 2 ? parts[1] : left.removeFirst());
      } else {
        Set<String> known = new TreeSet<>(valued);
        known.addAll(flags);
        throw new Misuse("unknown option " + word + "; known are " + known);
      }
    }
    return options;
  }

  boolean has(String flag) {
    return values.containsKey(flag);
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** The folder of {@code --data}, else of {@code AUREUS_DATA}, else {@code ./data}. */
  Path data() {
    String told = System.getenv("AUREUS_DATA");
    return Path.of(values.getOrDefault("data", told == null || told.isBlank() ? "data" : told));
  }

  int number(String name, int standard, int least, int most) {
    String text = values.get(name);
    if (text == null) {
      return standard;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, with the range.
    }
    throw new Misuse("--%s must be a number from %d to %d".formatted(name, least, most));
  }

  /** The port of {@code --port}, 0 for any free one. */
  Optional<Integer> port() {
    return has("port") ? Optional.of(number("port", 0, 0, 65_535)) : Optional.empty();
  }

  Optional<BigDecimal> decimal(String name) {
    String text = values.get(name);
    if (text == null) {
      return Optional.empty();
    }
    if (!text.matches("[0-9]{1,30}([.][0-9]{1,30})?")) {
      throw new Misuse("--" + name + " must be a plain decimal number such as 12.5, not " + text);
    }
    return Optional.of(new BigDecimal(text));
  }

  /** The words that are no options. */
  List<String> words() {
    return List.copyOf(words);
  }

  void noWords() {
    if (!words.isEmpty()) {
      throw new Misuse("not understood: " + String.join(" ", words));
    }
  }
}
