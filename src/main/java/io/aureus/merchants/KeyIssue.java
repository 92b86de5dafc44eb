package io.aureus.merchants;

/** Gives a person's program its key for his e-mail address and password (API section 4.1). */
public interface KeyIssue {
  /**
   * @param accessToken short-lived and URL-safe
   * @param apiKey the key in clear, the same one at each asking for the same platform
   */
  record Issued(String accessToken, String apiKey) {
    @Override
    public String toString() {
      return "Issued[hidden]";
    }
  }

  /**
   * @param platform who the key is for, upper case, e.g. {@code AURPAY} or {@code WOOCOMMERCE}
   * @throws io.aureus.errors.Refusal {@code UNAUTHORIZED} for a wrong name or password, without a
   *     hint which; {@code FORBIDDEN} where the person has a second factor: a password alone must
   *     not be worth a key
   */
  Issued issue(String username, String password, String platform);
}
