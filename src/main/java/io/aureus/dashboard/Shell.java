package io.aureus.dashboard;

/**
 * What stands around every page of the dashboard. Public because templates read it.
 *
 * @param section the menu's entry, e.g. {@code orders}
 * @param csrf what every form carries
 * @param told what the last action did; empty for nothing
 * @param trouble what was wrong with it; empty for nothing
 */
public record Shell(
    String title,
    String section,
    String shop,
    String email,
    Csrf csrf,
    String told,
    String trouble) {

  /** The hidden field of a form that proves that it is ours. */
  public record Csrf(String name, String value) {}

  Shell told(String words) {
    return new Shell(title, section, shop, email, csrf, words, "");
  }

  Shell trouble(String words) {
    return new Shell(title, section, shop, email, csrf, "", words);
  }
}
