package io.aureus.chains.lightning;

/** Signs with the key of a node, which it keeps. */
@FunctionalInterface
public interface HashSigner {
  /**
   * An ECDSA signature over secp256k1, with the smaller {@code s}.
   *
   * @param hash 32 bytes
   * @return 65 bytes: r, s, and 0 to 3 for the nonce point, by which the key is recovered
   */
  byte[] sign(byte[] hash);
}
