package io.aureus.checkout;

import java.util.Set;

/**
 * Which form of a text a count takes, for whole numbers, by the rules that the Unicode CLDR gives
 * for each language. A file of messages names its own with {@code language.plural}.
 */
enum Plural {
  /** One form for all, as in Japanese. */
  NONE("other"),
  /** One and more, as in English. */
  ONE("one other"),
  /** The first form also for none, as in French. */
  NONE_AND_ONE("one other"),
  POLISH("one few many"),
  ARABIC("zero one two few many other");

  private final String forms;

  Plural(String forms) {
    this.forms = forms;
  }

  /** What a text that counts has a form for: the endings of its keys. */
  Set<String> forms() {
    return Set.of(forms.split(" ", -1));
  }

  /**
   * @param count 0 or more
   * @return one of {@link #forms}
   */
  String form(long count) {
    return switch (this) {
      case NONE -> "other";
      case ONE -> count == 1 ? "one" : "other";
      case NONE_AND_ONE -> count <= 1 ? "one" : "other";
      case POLISH -> polish(count);
      case ARABIC -> arabic(count);
    };
  }

  private static String polish(long count) {
    if (count == 1) {
      return "one";
    }
    boolean few = count % 10 >= 2 && count % 10 <= 4;
    boolean teens = count % 100 >= 12 && count % 100 <= 14;
    return few && !teens ? "few" : "many";
  }

  private static String arabic(long count) {
    if (count <= 2) {
      return small(count);
    }
    long last = count % 100;
    if (last >= 3 && last <= 10) {
      return "few";
    }
    return last >= 11 ? "many" : "other";
  }

  private static String small(long count) {
    return count == 0 ? "zero" : count == 1 ? "one" : "two";
  }
}
