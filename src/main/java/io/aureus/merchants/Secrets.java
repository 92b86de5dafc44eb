package io.aureus.merchants;

import io.aureus.money.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Makes secrets in the shapes that merchants' programs know, and hashes them for look-up. */
final class Secrets {
  private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  private static final String ANY = UPPER + "abcdefghijklmnopqrstuvwxyz";
  private static final int HINT = 4;

  private final RandomGenerator random;

  Secrets(RandomGenerator random) {
    this.random = random;
  }

  MerchantId merchantId() {
    return new MerchantId("mct-" + HexFormat.of().formatHex(bytes(6)));
  }

  /** 43 URL-safe characters, 256 bits. */
  String key() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(32));
  }

  /** 21 upper-case letters and digits, 108 bits. */
  String token() {
    return characters(UPPER, 21);
  }

  /** 32 letters and digits, 190 bits. */
  String secret() {
    return characters(ANY, 32);
  }

  byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /** SHA-256: enough for secrets that nobody can guess. */
  static Bytes hash(String secret) {
    return hash(secret.getBytes(StandardCharsets.UTF_8));
  }

  static Bytes hash(byte[] text) {
    return Bytes.of(Sha256.of(text));
  }

  /** Enough for a person to tell two secrets apart, and for nobody to guess one. */
  static String hint(String secret) {
    return secret.substring(secret.length() - HINT);
  }

  private String characters(String of, int count) {
    StringBuilder made = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      made.append(of.charAt(random.nextInt(of.length())));
    }
    return made.toString();
  }
}
