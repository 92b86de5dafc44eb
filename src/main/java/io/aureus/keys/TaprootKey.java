package io.aureus.keys;

import java.util.Arrays;

/** The keys of outputs that only their own key spends (BIP86, by the tweak of BIP341). */
final class TaprootKey {
  private TaprootKey() {}

  /**
   * @param point the inner key, 65 bytes
   * @return the output's key: 32 bytes, its {@code x}
   */
  static byte[] outputKey(Curve curve, byte[] point) {
    byte[] even = point.clone();
    if (isOdd(point)) {
      byte[] compressed = ExtendedPublicKey.compressed(point);
      compressed[0] = 2;
      even = curve.uncompressed(compressed);
    }
    return x(curve.addToPoint(even, tweak(point)));
  }

  /** The secret of {@link #outputKey}; the caller wipes it. */
  static byte[] outputSecret(Curve curve, byte[] secret) {
    byte[] point = curve.point(secret);
    byte[] even = isOdd(point) ? curve.negate(secret) : secret.clone();
    try {
      return curve.addToSecret(even, tweak(point));
    } finally {
      Arrays.fill(even, (byte) 0);
    }
  }

  private static byte[] tweak(byte[] point) {
    return Digests.tagged("TapTweak", x(point));
  }

  private static byte[] x(byte[] point) {
    return Arrays.copyOfRange(point, 1, 33);
  }

  private static boolean isOdd(byte[] point) {
    return (point[64] & 1) == 1;
  }
}
