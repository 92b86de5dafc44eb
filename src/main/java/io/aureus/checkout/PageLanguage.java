package io.aureus.checkout;

import java.util.List;

/**
 * The language of one page. Public because templates read it.
 *
 * @param chosen whether the payer chose it by hand: then every link keeps it, since no cookie does;
 *     else his browser says it each time
 * @param all those that there are
 */
public record PageLanguage(Words words, boolean chosen, List<Words> all) {
  /**
   * @param path of ours, or the query of one
   */
  public String link(String path) {
    return chosen ? with(path, words) : path;
  }

  /**
   * The same page in another language.
   *
   * @param query of the page without a language; empty for none
   */
  public String link(String query, Words other) {
    return with(query, other);
  }

  private static String with(String path, Words language) {
    return path + (path.contains("?") ? "&" : "?") + "lang=" + language.tag();
  }
}
