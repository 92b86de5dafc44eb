package io.aureus.keys;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The few secp256k1 operations that BIP32 and signatures need. Points are 65 bytes, uncompressed.
 */
interface Curve {
  /** The point of a 32-byte secret. */
  byte[] point(byte[] secret);

  /**
   * A point that is written with 33 bytes, in 65.
   *
   * @throws IllegalArgumentException where it is no point of the curve
   */
  byte[] uncompressed(byte[] compressed);

  /** {@code secret + tweak mod n}. */
  byte[] addToSecret(byte[] secret, byte[] tweak);

  /** {@code point + tweak·G}. */
  byte[] addToPoint(byte[] point, byte[] tweak);

  /**
   * A deterministic ECDSA signature (RFC 6979) with the smaller {@code s}.
   *
   * @param hash 32 bytes
   * @return 65 bytes: r, s, and 0 or 1 for the parity of the nonce point, which recovers the signer
   */
  byte[] sign(byte[] hash, byte[] secret);

  /** {@code n - secret}. */
  byte[] negate(byte[] secret);

  /**
   * A deterministic Schnorr signature: BIP340 with zeros for the randomness beside the key.
   *
   * @param hash 32 bytes
   * @return 64 bytes
   */
  byte[] signSchnorr(byte[] hash, byte[] secret);

  /** The native library where it loads on this machine, else pure Java, three times slower. */
  static Curve best() {
    Logger log = LoggerFactory.getLogger(Curve.class);
    try {
      Curve curve = new NativeCurve();
      byte[] one = new byte[32];
      one[31] = 1;
      curve.point(one);
      return curve;
    } catch (LinkageError | RuntimeException e) {
      log.warn("the native secp256k1 library does not load here; using pure Java", e);
      return new JavaCurve();
    }
  }
}
