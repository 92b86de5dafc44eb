package io.aureus.merchants;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Those who may sign in. */
public final class People {
  private static final Logger LOG = LoggerFactory.getLogger(People.class);
  private static final String WRONG = "the e-mail address or the password is wrong";

  private final PersonRows rows;
  private final Passwords passwords;
  private final Throttle throttle;
  private final SecondFactors factors;
  private final Clock clock;

  People(
      PersonRows rows, Passwords passwords, Throttle throttle, SecondFactors factors, Clock clock) {
    this.rows = rows;
    this.passwords = passwords;
    this.throttle = throttle;
    this.factors = factors;
    this.clock = clock;
  }

  /**
   * Checks a password; the only place that does, so that no path forgets the throttle or the second
   * factor.
   *
   * @param address the client's IP address
   * @throws Refusal with {@code UNAUTHORIZED} in the same words and time whether the account exists
   *     or not; {@code TOO_MANY_REQUESTS} with a time to wait; {@code FORBIDDEN} where the account
   *     has a second factor, since a password alone opens nothing then
   */
  public Person signIn(String email, String password, String address) {
    return signIn(email, password, "", address);
  }

  /**
   * The same with the code of an authenticator app, or a recovery code. A wrong code counts as a
   * failed attempt, like a wrong password.
   *
   * @param code empty where the person typed none; not looked at without a second factor
   * @throws Refusal {@code FORBIDDEN} where a code is needed and none came; {@code UNAUTHORIZED}
   *     for a wrong one
   */
  public Person signIn(String email, String password, String code, String address) {
    String given = email.strip();
    throttle.attempt(given, address);
    // No account has one, and the database takes no such text.
    boolean possible = given.indexOf('\0') < 0;
    Optional<PersonRows.Account> account = possible ? rows.byEmail(given) : Optional.empty();
    String hash = account.map(PersonRows.Account::passwordHash).orElse(null);
    if (!passwords.matches(password, hash)) {
      account.ifPresent(one -> noteFailure(one.id(), "wrong password from " + address));
      throw new Refusal(ErrorCode.UNAUTHORIZED, WRONG);
    }
    PersonRows.Account found = account.orElseThrow();
    if (found.secondFactor()) {
      checkCode(found.id(), code, address);
    }
    throttle.succeeded(given, address);
    rows.signedIn(found.id(), clock.instant());
    return person(found);
  }

  /** Beside the answer: its time must not tell whether there is such an account. */
  private void noteFailure(long id, String words) {
    Instant now = clock.instant();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                rows.signInFailed(id, words, now);
              } catch (DataAccessException e) {
                LOG.warn("a failed sign-in of person {} was not written down", id, e);
              }
            });
  }

  private void checkCode(long id, String code, String address) {
    if (code.isBlank()) {
      throw new Refusal(
          ErrorCode.FORBIDDEN,
          "this account has a second factor, so a password is not enough: type the code of your"
              + " authenticator app too");
    }
    if (!factors.accepts(id, code)) {
      noteFailure(id, "wrong code from " + address);
      throw new Refusal(
          ErrorCode.UNAUTHORIZED,
          "the code is wrong or was used before: wait for the next one of your app");
    }
  }

  /**
   * Makes sure that it is still the same person, before what cannot be undone.
   *
   * @throws Refusal as {@link #signIn(String, String, String, String)}
   */
  public Person confirm(long id, String password, String code, String address) {
    Person person = find(id).orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no such account"));
    try {
      return signIn(person.email(), password, code, address);
    } catch (Refusal refusal) {
      throw refusal.words().equals(WRONG)
          ? new Refusal(ErrorCode.UNAUTHORIZED, "the password is wrong")
          : refusal;
    }
  }

  /** Whether a password alone is not enough. */
  public boolean hasSecondFactor(long id) {
    return rows.byId(id).map(PersonRows.Account::secondFactor).orElse(false);
  }

  /**
   * When the authenticator app was set up. Whoever learned a password can do that too, so such an
   * app proves nothing until the owner had time to miss his.
   *
   * @return empty where there is none, and for the account's first where it was set up within an
   *     hour of the account
   */
  public Optional<Instant> factorSince(long id) {
    return factors.since(id);
  }

  /** How many recovery codes nobody has used. */
  public int recoveryLeft(long id) {
    return factors.recoveryLeft(id);
  }

  /** A secret for an authenticator app, in base 32; kept nowhere until {@link #enrol}. */
  public String freshFactor() {
    return factors.fresh();
  }

  /**
   * Switches the second factor on.
   *
   * @param secret as {@link #freshFactor} gave it
   * @param code what the app shows, as proof that it has the secret
   * @return recovery codes, which are never shown again
   * @throws Refusal as {@link #confirm}; {@code BAD_REQUEST} for a code that does not fit; {@code
   *     CONFLICT} where it is on already
   */
  public List<String> enrol(long id, String password, String secret, String code, String address) {
    confirm(id, password, "", address);
    return factors.enrol(id, secret, code);
  }

  /**
   * @return new recovery codes; the old ones are void
   * @throws Refusal as {@link #confirm}
   */
  public List<String> renewRecovery(long id, String password, String code, String address) {
    confirm(id, password, code, address);
    return factors.renewRecovery(id);
  }

  /**
   * Switches the second factor off.
   *
   * @throws Refusal as {@link #confirm}
   */
  public void removeFactor(long id, String password, String code, String address) {
    confirm(id, password, code, address);
    factors.remove(id);
  }

  /** Whether the person may see what concerns every merchant: the owner of the first one. */
  public boolean isOperator(long id) {
    return rows.isOperator(id);
  }

  public Optional<Person> find(long id) {
    return rows.byId(id).map(this::person);
  }

  /** True once the first account was made. */
  public boolean anybody() {
    return rows.anybody();
  }

  /**
   * @param address the client's IP address: the current password is checked as at sign-in
   * @throws Refusal as {@link #signIn}, and with {@code BAD_REQUEST} for a next password with fewer
   *     than 12 characters or equal to the e-mail address
   */
  public void changePassword(long id, String current, String next, String address) {
    Person person = find(id).orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no such account"));
    signIn(person.email(), current, address);
    rows.changePassword(id, passwords.hash(next, person.email()));
  }

  private Person person(PersonRows.Account account) {
    return new Person(account.id(), account.email(), rows.memberships(account.id()));
  }
}
