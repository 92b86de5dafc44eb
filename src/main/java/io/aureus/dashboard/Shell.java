package io.aureus.dashboard;

/**
 * What stands around every page of the dashboard. Public because templates read it.
 *
 * @param section the menu's entry, e.g. {@code orders}
 * @param lightning whether the gateway has a node of Lightning
 * @param app whether the person has an authenticator app
 * @param moneyFrom when that app may move money, where it is too new for it; else empty
 * @param csrf what every form carries
 * @param told what the last action did; empty for nothing
 * @param trouble what was wrong with it; empty for nothing
 */
public record Shell(
    String title,
    String section,
    String shop,
    String email,
    boolean lightning,
    App app,
    String moneyFrom,
    Csrf csrf,
    String told,
    String trouble) {

  /** A person's authenticator app. */
  public enum App {
    ON,
    /** A password is enough. */
    OFF,
    /** There is none, and no money is moved without one. */
    MISSING
  }

  /** The hidden field of a form that proves that it is ours. */
  public record Csrf(String name, String value) {}

  /** Whether every code that moves money is still to come from an app to be set up. */
  public boolean isAppMissing() {
    return app == App.MISSING;
  }

  /** Whether forms that ask for the password ask for the code of an app as well. */
  public boolean hasApp() {
    return app == App.ON;
  }

  /** Whether the trouble is that the person has no app. */
  public boolean isAppAsked() {
    return trouble.equals(MoneyProof.APP_FIRST);
  }

  Shell told(String words) {
    return new Shell(title, section, shop, email, lightning, app, moneyFrom, csrf, words, "");
  }

  Shell trouble(String words) {
    return new Shell(title, section, shop, email, lightning, app, moneyFrom, csrf, "", words);
  }
}
