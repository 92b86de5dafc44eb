package io.aureus.checkout;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the payer's pages say in one language, by keys. Public because templates read it; what it
 * answers is plain text, and is escaped where it is shown.
 */
public final class Words {
  private static final Pattern PLACE = Pattern.compile("\\{([0-9])}");

  private final String tag;
  private final Map<String, String> texts;
  private final Plural plural;

  /**
   * @param tag of the language, as RFC 5646 writes it, e.g. {@code pt-BR}
   * @param texts by key, with {@code {0}}, {@code {1}} … where values stand
   */
  Words(String tag, Map<String, String> texts) {
    this.tag = tag;
    this.texts = Map.copyOf(texts);
    this.plural = Plural.valueOf(found("language.plural").toUpperCase(Locale.ROOT));
  }

  public String tag() {
    return tag;
  }

  /** Of the language, in itself. */
  public String name() {
    return found("language.name");
  }

  /** For the attribute {@code dir}: {@code ltr} or {@code rtl}. */
  public String direction() {
    return found("language.direction");
  }

  /**
   * @param values put in as they are; what looks like a place in a value stays what it is
   * @throws IllegalArgumentException where there is no such text, or no value for a place of it
   */
  public String text(String key, Object... values) {
    return PLACE
        .matcher(found(key))
        .replaceAll(place -> Matcher.quoteReplacement(value(key, place.group(1), values)));
  }

  /**
   * The form of a text that goes with a count.
   *
   * @param count 0 or more; stands at {@code {0}}
   * @param more stands at {@code {1}}
   */
  public String count(String key, long count, Object... more) {
    Object[] values = new Object[more.length + 1];
    values[0] = count;
    System.arraycopy(more, 0, values, 1, more.length);
    return text(key + "." + plural.form(count), values);
  }

  /** Numbers are written with the digits 0 to 9 in every language, as wallets write them. */
  private String value(String key, String place, Object... values) {
    int at = Integer.parseInt(place);
    if (at >= values.length) {
      throw new IllegalArgumentException("no value for {%d} of %s".formatted(at, key));
    }
    Object value = values[at];
    // Latin names and amounts would be torn apart among words that run the other way.
    return value instanceof String text && direction().equals("rtl")
        ? "\u2068" + text + "\u2069"
        : String.valueOf(value);
  }

  private String found(String key) {
    String text = texts.get(key);
    if (text == null) {
      throw new IllegalArgumentException("no text %s in %s".formatted(key, tag));
    }
    return text;
  }

  Set<String> keys() {
    return texts.keySet();
  }

  Plural plural() {
    return plural;
  }
}
