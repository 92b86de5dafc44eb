package io.aureus.keys;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * How a passphrase becomes a key: Argon2id (RFC 9106) with the parameters that are stored beside
 * what the key sealed.
 *
 * @param kibibytes memory, 64 MiB to 1 GiB
 * @param rounds passes over it, 1 to 64
 * @param lanes 1 to 64
 * @param salt 16 bytes in Base64
 */
public record KeyStretch(int kibibytes, int rounds, int lanes, String salt) {
  private static final int SALT = 16;

  /** RFC 9106, section 4: the second recommended choice, for where memory is scarce. */
  private static final int LEAST_KIBIBYTES = 64 << 10;

  private static final int MOST_KIBIBYTES = 1 << 20;
  private static final int ROUNDS = 3;
  private static final int LANES = 4;
  private static final int MOST = 64;
  private static final Pattern TEXT =
      Pattern.compile("argon2id m=([0-9]{1,9}),t=([0-9]{1,9}),p=([0-9]{1,9}) ([A-Za-z0-9+/=]+)");

  /**
   * @throws IllegalArgumentException for parameters that would be weak, or that nobody could wait
   *     for
   */
  public KeyStretch {
    if (kibibytes < LEAST_KIBIBYTES
        || kibibytes > MOST_KIBIBYTES
        || rounds < 1
        || rounds > MOST
        || lanes < 1
        || lanes > MOST
        || Base64.getDecoder().decode(salt).length != SALT) {
      throw new IllegalArgumentException(
          "Argon2id with %d KiB, %d rounds and %d lanes is not what this program uses"
              .formatted(kibibytes, rounds, lanes));
    }
  }

  /** The usual parameters with a salt of their own. */
  public static KeyStretch fresh(RandomGenerator random) {
    byte[] salt = new byte[SALT];
    random.nextBytes(salt);
    return new KeyStretch(LEAST_KIBIBYTES, ROUNDS, LANES, Base64.getEncoder().encodeToString(salt));
  }

  /** As {@link #text} wrote it; empty for anything else. */
  public static Optional<KeyStretch> parse(String text) {
    Matcher found = TEXT.matcher(text);
    try {
      return found.matches()
          ? Optional.of(
              new KeyStretch(
                  Integer.parseInt(found.group(1)),
                  Integer.parseInt(found.group(2)),
                  Integer.parseInt(found.group(3)),
                  found.group(4)))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** All of it in one line. */
  public String text() {
    return "argon2id m=%d,t=%d,p=%d %s".formatted(kibibytes, rounds, lanes, salt);
  }

  /** 32 bytes. Takes the memory for the moment, and some tenths of a second. */
  public byte[] key(Passphrase passphrase) {
    Argon2Parameters parameters =
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(kibibytes)
            .withIterations(rounds)
            .withParallelism(lanes)
            .withSalt(Base64.getDecoder().decode(salt))
            .build();
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(parameters);
    byte[] key = new byte[32];
    byte[] letters = passphrase.bytes();
    generator.generateBytes(letters, key);
    Arrays.fill(letters, (byte) 0);
    return key;
  }
}
