package io.aureus.merchants;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Six digits that follow from a secret and the time (RFC 6238 with HMAC-SHA1 and 30 seconds). */
final class Totp {
  private static final int SECONDS = 30;
  private static final int DIGITS = 1_000_000;

  private Totp() {}

  /** Which stretch of 30 seconds it is. */
  static long step(Instant now) {
    return Math.floorDiv(now.getEpochSecond(), SECONDS);
  }

  static String code(Bytes secret, long step) {
    byte[] mac = hmac(secret, ByteBuffer.allocate(Long.BYTES).putLong(step).array());
    int offset = mac[mac.length - 1] & 15;
    int number = ByteBuffer.wrap(mac).getInt(offset) & Integer.MAX_VALUE;
    return "%06d".formatted(number % DIGITS);
  }

  private static byte[] hmac(Bytes secret, byte[] text) {
    try {
      // SHA-1 is what the apps know; an HMAC does not need its collisions to be hard to find.
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret.array(), "HmacSHA1"));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA1", e);
    }
  }
}
