package io.aureus.merchants;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The one way to the first account: a token that the console shows at the start. Whoever merely
 * reaches the port first gets nothing, and nobody gets a second account this way.
 */
public final class SetupToken {
  private final PersonRows people;
  private final Registration registration;
  private final Passwords passwords;
  private final Secrets secrets;
  private final Clock clock;
  private final TransactionTemplate transactions;

  SetupToken(
      Registration registration,
      PersonRows people,
      Passwords passwords,
      Secrets secrets,
      Clock clock,
      TransactionTemplate transactions) {
    this.people = people;
    this.registration = registration;
    this.passwords = passwords;
    this.secrets = secrets;
    this.clock = clock;
    this.transactions = transactions;
  }

  /**
   * A new token for the console, as long as there is no account; those shown before, also by other
   * nodes, stay good until one is redeemed.
   */
  public Optional<String> issueIfNobody() {
    if (people.anybody()) {
      return Optional.empty();
    }
    String token = secrets.key();
    people.addSetupToken(Secrets.hash(token), clock.instant());
    return Optional.of(token);
  }

  /**
   * Makes the first account, the owner of the first merchant, in one transaction.
   *
   * @throws Refusal with {@code UNAUTHORIZED} for a wrong token, {@code CONFLICT} where there is an
   *     account already, {@code BAD_REQUEST} for the e-mail address, the password or the name
   */
  public Person redeem(String token, String email, String password, String merchantName) {
    Bytes hash = Secrets.hash(token.strip());
    requireOpen(hash);
    String address = Registration.email(email);
    MerchantSettings.name(merchantName);
    String passwordHash = passwords.hash(password, address);
    Person person =
        transactions.execute(
            status -> {
              people.lockOut();
              requireOpen(hash);
              registration.register(new Registration.Owner(address, passwordHash, merchantName));
              people.removeSetupTokens();
              PersonRows.Account made = people.byEmail(address).orElseThrow();
              return new Person(made.id(), made.email(), people.memberships(made.id()));
            });
    return Objects.requireNonNull(person);
  }

  private void requireOpen(Bytes tokenHash) {
    if (people.anybody()) {
      throw new Refusal(
          ErrorCode.CONFLICT, "the first account was made already: sign in, or ask its owner");
    }
    if (!people.hasSetupToken(tokenHash)) {
      throw new Refusal(
          ErrorCode.UNAUTHORIZED, "the set-up token is wrong: the console shows it at the start");
    }
  }
}
