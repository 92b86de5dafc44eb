package io.aureus.merchants;

import java.time.Clock;

/** Answers a plugin's settings page whether a key is good. */
public final class KeyCheck {
  private final CredentialStore store;
  private final Clock clock;

  KeyCheck(CredentialStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * True where the key may create orders for that platform: it was made for it, or for none in
   * particular.
   *
   * @param platform as the plugin names itself, e.g. {@code WOOCOMMERCE}, in any case
   * @param key whatever was pasted
   * @param merchant the merchant id that must be the key's, or empty for any
   */
  public boolean isValid(String platform, String key, String merchant) {
    return store
        .key(key.strip())
        .filter(found -> found.isGoodAt(clock.instant()))
        .filter(found -> found.scopes().contains(Scope.ORDERS_CREATE))
        .filter(found -> isFor(found.platform(), platform))
        .filter(found -> merchant.isBlank() || merchant.strip().equals(found.merchant().value()))
        .isPresent();
  }

  private static boolean isFor(String made, String wanted) {
    return made.equals(Credentials.OWN_PLATFORM) || made.equalsIgnoreCase(wanted.strip());
  }
}
