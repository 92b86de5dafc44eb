package io.aureus.merchants;

import java.time.Clock;

/**
 * Whether those who asked for money to move out later may still do that. As the database has it at
 * this moment: whoever was shut out is shut out at once.
 */
public final class PayoutRights {
  private final KeyRows keys;
  private final KeyRows tokens;
  private final PersonRows people;
  private final MerchantRows merchants;
  private final Clock clock;

  PayoutRights(CredentialStore store, PersonRows people, MerchantRows merchants, Clock clock) {
    this.keys = store.keys();
    this.tokens = store.tokens();
    this.people = people;
    this.merchants = merchants;
    this.clock = clock;
  }

  /**
   * @param actor e.g. {@code person:12}, {@code token:3} or {@code key:4}
   * @return false where that one was revoked or removed, is not this merchant's or may not pay out,
   *     and for everybody else
   */
  public boolean has(MerchantId merchant, String actor) {
    String[] parts = actor.split(":", 2);
    if (parts.length < 2 || !parts[1].matches("[0-9]{1,18}")) {
      return false;
    }
    long id = Long.parseLong(parts[1]);
    return switch (parts[0]) {
      case "token" -> tokens.byId(id).filter(token -> pays(token, merchant)).isPresent();
      case "key" ->
          keys.byId(id).filter(key -> pays(key, merchant)).isPresent()
              && merchants.find(merchant).filter(Merchant::keyPayouts).isPresent();
      case "person" ->
          people.memberships(id).stream()
              .anyMatch(one -> one.merchant().equals(merchant) && one.role().mayChange());
      default -> false;
    };
  }

  private boolean pays(StoredKey credential, MerchantId merchant) {
    return credential.merchant().equals(merchant)
        && credential.isGoodAt(clock.instant())
        && credential.scopes().contains(Scope.PAYOUTS);
  }
}
