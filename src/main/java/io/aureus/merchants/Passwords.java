package io.aureus.merchants;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Argon2id (RFC 9106) with 16 MiB per hash. Few at a time: a crowd at the door must not eat the
 * memory.
 */
final class Passwords {
  private static final int LEAST = 12;
  private static final int MOST = 200;
  private static final int AT_A_TIME = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Argon2PasswordEncoder encoder =
      Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
  private final Semaphore places = new Semaphore(AT_A_TIME, true);
  private volatile @Nullable String nobody;

  /**
   * @throws Refusal with {@code BAD_REQUEST} for a password that must not be chosen
   */
  String hash(String password, String email) {
    int length = password.codePointCount(0, password.length());
    if (length < LEAST || length > MOST) {
      throw bad("password must have " + LEAST + " to " + MOST + " characters, not " + length);
    }
    if (password.strip().equalsIgnoreCase(email)) {
      throw bad("password must not be the e-mail address");
    }
    return inTurn(() -> Objects.requireNonNull(encoder.encode(password)));
  }

  /**
   * @param hash null where there is no such account: that takes as long
   */
  boolean matches(String password, @Nullable String hash) {
    // None is longer, and hashing what is endless costs.
    String bounded = password.length() > 2 * MOST ? "" : password;
    return inTurn(() -> encoder.matches(bounded, hash == null ? ofNobody() : hash)) && hash != null;
  }

  private String ofNobody() {
    String known = nobody;
    if (known == null) {
      known = Objects.requireNonNull(encoder.encode("nobody has this password"));
      nobody = known;
    }
    return known;
  }

  private <T> T inTurn(Supplier<T> work) {
    boolean mine = false;
    try {
      mine = places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (!mine) {
        throw busy();
      }
      return work.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy();
    } finally {
      if (mine) {
        places.release();
      }
    }
  }

  private static Refusal busy() {
    return new Refusal(
        ErrorCode.UNAVAILABLE, "many people sign in just now: try again", Duration.ofSeconds(5));
  }

  private static Refusal bad(String words) {
    return new Refusal(ErrorCode.BAD_REQUEST, words);
  }
}
