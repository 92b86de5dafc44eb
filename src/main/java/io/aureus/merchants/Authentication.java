package io.aureus.merchants;

/** Proves who a request comes from: by {@code API-Key}, or by the signature headers. */
public interface Authentication {
  /**
   * Takes either family on every path. A repeat of a signed POST is refused.
   *
   * @throws io.aureus.errors.Refusal with {@code UNAUTHORIZED} and words that say which header is
   *     wrong, without a hint about any secret
   */
  Caller authenticate(SignedRequest request);

  /**
   * Whether the request names a key or token that exists, whatever it proves. However often it is
   * asked, the database is asked every few seconds at most; a new key may be unknown that long.
   */
  boolean namesOneOfOurs(SignedRequest request);
}
