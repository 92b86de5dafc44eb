package io.aureus.keys;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.util.BigIntegers;

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

  /**
   * The bytes without their checksum.
   *
   * @throws IllegalArgumentException where a letter or the checksum is wrong
   */
  static byte[] decoded(String text) {
    BigInteger number = BigInteger.ZERO;
    int zeros = 0;
    for (int i = 0; i < text.length(); i++) {
      int value = ALPHABET.indexOf(text.charAt(i));
      if (value < 0) {
        throw new IllegalArgumentException("a letter is not of Base58");
      }
      number = number.multiply(BASE).add(BigInteger.valueOf(value));
      zeros += value == 0 && number.signum() == 0 ? 1 : 0;
    }
    byte[] bare = BigIntegers.asUnsignedByteArray(number);
    byte[] whole = new byte[zeros + bare.length];
    System.arraycopy(bare, 0, whole, zeros, bare.length);
    byte[] payload = Arrays.copyOf(whole, Math.max(0, whole.length - 4));
    byte[] sum = Arrays.copyOf(Digests.sha256(Digests.sha256(payload)), 4);
    if (!Arrays.equals(sum, Arrays.copyOfRange(whole, payload.length, whole.length))) {
      throw new IllegalArgumentException("the checksum does not fit");
    }
    return payload;
  }
}
