package io.aureus.merchants;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;

/**
 * Get API-Key: a shop's plugin trades its owner's password for a key. A password alone must never
 * be worth more than creating and reading orders.
 */
public final class KeyGrants {
  /**
   * What a plugin gets.
   *
   * @param accessToken a JSON Web Token for the merchant, good for hours
   * @param key the plugin's key, the same at every call until it is revoked
   */
  public record Grant(MerchantId merchant, String accessToken, NewApiKey key) {
    @Override
    public String toString() {
      return "Grant[" + merchant + "]";
    }
  }

  private final People people;
  private final Credentials credentials;
  private final AccessTokens accessTokens;

  KeyGrants(People people, Credentials credentials, AccessTokens accessTokens) {
    this.people = people;
    this.credentials = credentials;
    this.accessTokens = accessTokens;
  }

  /**
   * @param platform the last segment of the path, in any case, e.g. {@code aurpay}
   * @param address the client's IP address
   * @throws Refusal as {@link People#signIn}; {@code FORBIDDEN} for one who may only read; {@code
   *     BAD_REQUEST} for the platform
   */
  public Grant grant(String username, String password, String platform, String address) {
    Person person = people.signIn(username, password, address);
    MerchantId merchant =
        person.memberships().stream()
            .filter(membership -> membership.role().mayChange())
            .map(Person.Membership::merchant)
            .findFirst()
            .orElseThrow(() -> new Refusal(ErrorCode.FORBIDDEN, "this account may not make keys"));
    NewApiKey key = credentials.pluginKey(merchant, platform);
    return new Grant(merchant, accessTokens.issue(merchant), key);
  }
}
