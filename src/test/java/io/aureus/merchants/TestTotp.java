package io.aureus.merchants;

import java.time.Instant;

/** An authenticator app. */
public final class TestTotp {
  private TestTotp() {}

  /** What the app shows at that time. */
  public static String code(String secret, Instant now) {
    return Totp.code(Bytes.of(Base32.bytes(secret)), Totp.step(now));
  }
}
