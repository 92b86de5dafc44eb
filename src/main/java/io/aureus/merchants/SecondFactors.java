package io.aureus.merchants;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The codes of an authenticator app, and those for whoever has lost it. Whoever asks has checked
 * the password and counted the attempt: see {@link People}.
 */
final class SecondFactors {
  private static final int SECRET = 20;
  private static final int RECOVERY_BYTES = 10;
  private static final int RECOVERY_CODES = 10;

  private final FactorRows rows;
  private final Seals seals;
  private final Secrets secrets;
  private final Clock clock;
  private final TransactionTemplate transactions;

  SecondFactors(
      FactorRows rows,
      Seals seals,
      Secrets secrets,
      Clock clock,
      TransactionTemplate transactions) {
    this.rows = rows;
    this.seals = seals;
    this.secrets = secrets;
    this.clock = clock;
    this.transactions = transactions;
  }

  /** A new secret, which is kept nowhere until a code proves that an app has it. */
  String fresh() {
    return Base32.text(secrets.bytes(SECRET));
  }

  /** True for a code of now, used for the first time, or a recovery code never used. */
  boolean accepts(long person, String typed) {
    String bare = typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    if (bare.matches("[A-Z2-7]{16}") && !bare.matches("[0-9]+")) {
      return rows.useRecovery(person, Secrets.hash(bare), clock.instant());
    }
    Optional<Bytes> sealedSecret = rows.secret(person);
    if (!bare.matches("[0-9]{6}") || sealedSecret.isEmpty()) {
      return false;
    }
    long step = matching(seals.openFactor(sealedSecret.get(), person), bare);
    return step >= 0 && rows.take(person, step);
  }

  Optional<Instant> since(long person) {
    return rows.since(person);
  }

  int recoveryLeft(long person) {
    return rows.recoveryLeft(person);
  }

  /**
   * @return recovery codes, shown this once
   * @throws Refusal {@code BAD_REQUEST} for a code that does not belong to the secret; {@code
   *     CONFLICT} where one is set up already
   */
  List<String> enrol(long person, String secret, String code) {
    Bytes key = key(secret);
    long step = matching(key, code.replaceAll("\\s", ""));
    if (step < 0) {
      throw new Refusal(
          ErrorCode.BAD_REQUEST,
          "the code does not fit: check that the clock of your phone is right, and type the code"
              + " that the app shows now");
    }
    List<String> codes = recoveryCodes();
    transactions.executeWithoutResult(
        status -> {
          if (rows.lock(person)) {
            throw new Refusal(ErrorCode.CONFLICT, "an authenticator app is set up already");
          }
          rows.put(person, seals.factor(key, person), step, clock.instant());
          rows.replaceRecovery(person, hashes(codes));
        });
    return codes;
  }

  /** New recovery codes; the old ones are void. */
  List<String> renewRecovery(long person) {
    List<String> codes = recoveryCodes();
    transactions.executeWithoutResult(
        status -> {
          if (!rows.lock(person)) {
            throw new Refusal(ErrorCode.CONFLICT, "no authenticator app is set up");
          }
          rows.replaceRecovery(person, hashes(codes));
        });
    return codes;
  }

  void remove(long person) {
    transactions.executeWithoutResult(
        status -> {
          rows.lock(person);
          rows.remove(person);
        });
  }

  /** The step that the code is of, one before and one after now included; -1 for none. */
  private long matching(Bytes secret, String code) {
    Instant now = clock.instant();
    byte[] given = code.getBytes(StandardCharsets.UTF_8);
    long found = -1;
    for (long step = Totp.step(now) - 1; step <= Totp.step(now) + 1; step++) {
      byte[] right = Totp.code(secret, step).getBytes(StandardCharsets.UTF_8);
      if (MessageDigest.isEqual(right, given)) {
        found = step;
      }
    }
    return found;
  }

  private static Bytes key(String secret) {
    if (!secret.matches("[A-Z2-7]{32}")) {
      throw new Refusal(ErrorCode.BAD_REQUEST, "please use the buttons of this page");
    }
    return Bytes.of(Base32.bytes(secret));
  }

  private List<String> recoveryCodes() {
    List<String> codes = new ArrayList<>();
    for (int i = 0; i < RECOVERY_CODES; i++) {
      String text = Base32.text(secrets.bytes(RECOVERY_BYTES));
      codes.add(String.join("-", text.split("(?<=\\G.{4})", -1)).replaceAll("-$", ""));
    }
    return codes;
  }

  private static List<Bytes> hashes(List<String> codes) {
    return codes.stream().map(code -> Secrets.hash(code.replace("-", ""))).toList();
  }
}
