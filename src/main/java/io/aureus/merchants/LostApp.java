package io.aureus.merchants;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is done at the machine for a person who lost the authenticator app and the recovery codes,
 * or whose account a thief gave an app of his own. All inside the current transaction.
 */
public final class LostApp {
  private final PersonRows people;
  private final FactorRows factors;
  private final Secrets secrets;

  public LostApp(JdbcClient jdbc, RandomGenerator random) {
    people = new PersonRows(jdbc);
    factors = new FactorRows(jdbc);
    secrets = new Secrets(random);
  }

  /**
   * The number of an account.
   *
   * @return empty where none has this address
   */
  public Optional<Long> person(String email) {
    return people.byEmail(email.strip()).map(PersonRows.Account::id);
  }

  /**
   * Takes the app off, and its recovery codes. The next one waits before it moves money.
   *
   * @return false where there is none
   */
  public boolean takeOff(long person) {
    boolean isOn = factors.lock(person);
    if (isOn) {
      factors.remove(person);
    }
    return isOn;
  }

  /**
   * Gives the account another password, since a thief may know the one that it has.
   *
   * @return the new one, which is kept nowhere in clear: 108 bits
   */
  public String newPassword(long person, String email) {
    String password = secrets.token();
    people.changePassword(person, new Passwords().hash(password, email.strip()));
    return password;
  }
}
