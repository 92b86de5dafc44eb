package io.aureus.money;

import java.math.BigInteger;
import java.util.Arrays;

/** Base58Check, the spelling of extended keys and of Bitcoin's first addresses. */
public final class Base58 {
  private static final String ALPHABET =
      "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final BigInteger BASE = BigInteger.valueOf(58);

  /** No key and no address is longer; reading takes the square of the length. */
  private static final int MOST = 200;

  private Base58() {}

  /** The bytes and the first four of their double SHA-256, as letters. */
  public static String check(byte[] payload) {
    byte[] whole = Arrays.copyOf(payload, payload.length + 4);
    System.arraycopy(checksum(payload), 0, whole, payload.length, 4);
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
  public static byte[] decoded(String text) {
    if (text.length() > MOST) {
      throw new IllegalArgumentException("it is too long");
    }
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
    byte[] signed = number.signum() == 0 ? new byte[0] : number.toByteArray();
    int sign = signed.length > 0 && signed[0] == 0 ? 1 : 0;
    byte[] whole = new byte[zeros + signed.length - sign];
    System.arraycopy(signed, sign, whole, zeros, signed.length - sign);
    byte[] payload = Arrays.copyOf(whole, Math.max(0, whole.length - 4));
    byte[] sum = Arrays.copyOfRange(whole, payload.length, whole.length);
    if (!Arrays.equals(checksum(payload), sum)) {
      throw new IllegalArgumentException("the checksum does not fit");
    }
    return payload;
  }

  private static byte[] checksum(byte[] payload) {
    return Arrays.copyOf(Sha256.of(Sha256.of(payload)), 4);
  }
}
