package io.aureus.merchants;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import java.time.Clock;
import java.util.Optional;

/** Those who may sign in. */
public final class People {
  private static final String WRONG = "the e-mail address or the password is wrong";

  private final PersonRows rows;
  private final Passwords passwords;
  private final Throttle throttle;
  private final Clock clock;

  People(PersonRows rows, Passwords passwords, Throttle throttle, Clock clock) {
    this.rows = rows;
    this.passwords = passwords;
    this.throttle = throttle;
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
    String given = email.strip();
    throttle.attempt(given, address);
    // No account has one, and the database takes no such text.
    boolean possible = given.indexOf('\0') < 0;
    Optional<PersonRows.Account> account = possible ? rows.byEmail(given) : Optional.empty();
    String hash = account.map(PersonRows.Account::passwordHash).orElse(null);
    if (!passwords.matches(password, hash)) {
      throw new Refusal(ErrorCode.UNAUTHORIZED, WRONG);
    }
    PersonRows.Account found = account.orElseThrow();
    if (found.secondFactor()) {
      throw new Refusal(
          ErrorCode.FORBIDDEN, "this account has a second factor: a password is not enough");
    }
    throttle.succeeded(given, address);
    rows.signedIn(found.id(), clock.instant());
    return person(found);
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
