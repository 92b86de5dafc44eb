package io.aureus.merchants;

import java.util.Objects;
import java.util.Optional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The merchant of the demo, with everything it takes to try the API. It exists in demo mode only.
 */
public final class DemoMerchant {
  /**
   * Every value in clear, which only demo mode ever writes down.
   *
   * @param email the user name
   */
  public record Shop(
      MerchantId merchant,
      String email,
      String password,
      NewApiKey key,
      NewApiToken token,
      CallbackCredentials.Pair callback) {
    @Override
    public String toString() {
      return "Shop[" + merchant + "]";
    }
  }

  private final Registration registration;
  private final PersonRows people;
  private final Passwords passwords;
  private final Credentials credentials;
  private final TransactionTemplate transactions;

  DemoMerchant(
      Registration registration,
      PersonRows people,
      Passwords passwords,
      Credentials credentials,
      TransactionTemplate transactions) {
    this.registration = registration;
    this.people = people;
    this.passwords = passwords;
    this.credentials = credentials;
    this.transactions = transactions;
  }

  /**
   * Makes the merchant; or, where its account is there and its written values were lost, sets the
   * password and makes new credentials beside the old ones.
   */
  public Shop ensure(String email, String password, String name) {
    String hash = passwords.hash(password, email);
    Shop shop =
        transactions.execute(
            status -> {
              people.lockOut();
              MerchantId merchant = merchant(new Registration.Owner(email, hash, name));
              return new Shop(
                  merchant,
                  email,
                  password,
                  credentials.createKey(merchant, Credentials.OWN_PLATFORM, Scope.KEY),
                  credentials.createToken(merchant, Scope.TOKEN),
                  credentials.rotateCallback(merchant));
            });
    return Objects.requireNonNull(shop);
  }

  private MerchantId merchant(Registration.Owner owner) {
    Optional<PersonRows.Account> account = people.byEmail(owner.email());
    if (account.isEmpty()) {
      return registration.register(owner).merchant();
    }
    long id = account.get().id();
    people.changePassword(id, owner.passwordHash());
    return people.memberships(id).getFirst().merchant();
  }
}
