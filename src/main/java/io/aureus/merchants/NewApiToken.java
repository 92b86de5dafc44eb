package io.aureus.merchants;

/**
 * A token and its secret that were just made, to be shown this once.
 *
 * @param token value of the {@code API-Token} header
 * @param secret HMAC key of the {@code Signature} header
 */
public record NewApiToken(long id, String token, String secret) {
  @Override
  public String toString() {
    return "NewApiToken[" + id + ", hidden]";
  }
}
