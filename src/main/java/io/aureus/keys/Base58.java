package io.aureus.keys;

import java.math.BigInteger;
import java.util.Arrays;

/** Base58Check, the spelling of extended keys. */
final class Base58 {
  private static final String ALPHABET =
      "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final BigInteger BASE = BigInteger.valueOf(58);

  private Base58() {}

  /** The bytes and the first four of their double SHA-256. */
  static String check(byte[] payload) {
    byte[] whole = Arrays.copyOf(payload, payload.length + 4);
    System.arraycopy(Digests.sha256(Digests.sha256(payload)), 0, whole, payload.length, 4);
    StringBuilder text = new StringBuilder();
    BigInteger left = new BigInteger(1, whole);
    while (left.signum() > 0) {
      BigInteger[] parts = left.divideAndRemainder(BASE);
      text.append(ALPHABET.charAt(parts[1].intValue()));
      left = parts[0];
    }
    for (int i = 0; i < whole.length && whole[i] == 0; i++) {
      text.append('1');
    }
    return text.reverse().toString();
  }
}
