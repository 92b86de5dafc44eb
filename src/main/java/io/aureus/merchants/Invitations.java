package io.aureus.merchants;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How somebody who was invited comes in. An invitation makes an account, or adds to one that is
 * there; it never sets the password of one that is there, since whoever invites knows the link.
 */
public final class Invitations {
  private final ColleagueRows rows;
  private final PersonRows persons;
  private final People people;
  private final Passwords passwords;
  private final Clock clock;
  private final TransactionTemplate transactions;

  Invitations(
      ColleagueRows rows,
      PersonRows persons,
      People people,
      Passwords passwords,
      Clock clock,
      TransactionTemplate transactions) {
    this.rows = rows;
    this.persons = persons;
    this.people = people;
    this.passwords = passwords;
    this.clock = clock;
    this.transactions = transactions;
  }

  /** Empty where it was used, taken back, has ended or never was. */
  public Optional<Invitation> find(String token) {
    return rows.invitation(Secrets.hash(token), clock.instant());
  }

  /** Whether there is an account of that address: then its password is asked for. */
  public boolean hasAccount(Invitation invitation) {
    return persons.byEmail(invitation.email()).isPresent();
  }

  /**
   * Uses an invitation up.
   *
   * @param password of the account that is there, or for the one to be made
   * @param code of the authenticator app, where the account has one
   * @param address the client's IP address
   * @return the address to sign in with
   * @throws Refusal {@code NOT_FOUND} where {@link #find} is empty; {@code BAD_REQUEST} for a new
   *     password; as {@link People#signIn} for that of an account; {@code CONFLICT} where the
   *     account acts for a merchant already
   */
  public String accept(String token, String password, String code, String address) {
    String email = find(token).orElseThrow(Invitations::missing).email();
    @Nullable Long known =
        persons.byEmail(email).isPresent()
            ? people.signIn(email, password, code, address).id()
            : null;
    String hash = known == null ? passwords.hash(password, email) : "";
    return Objects.requireNonNull(
        transactions.execute(
            status -> {
              persons.lockOut();
              Invitation invitation =
                  rows.take(Secrets.hash(token), clock.instant()).orElseThrow(Invitations::missing);
              long person = known == null ? make(invitation, hash) : free(known);
              rows.actAs(person);
              persons.join(person, invitation.merchant(), invitation.role());
              return invitation.email();
            }));
  }

  private long make(Invitation invitation, String hash) {
    if (persons.byEmail(invitation.email()).isPresent()) {
      throw new Refusal(ErrorCode.CONFLICT, "an account of that address was made just now");
    }
    return persons.add(invitation.email(), hash, clock.instant());
  }

  /** The dashboard shows one merchant to a person. */
  private long free(long person) {
    if (!persons.memberships(person).isEmpty()) {
      throw new Refusal(
          ErrorCode.CONFLICT,
          "this account acts for a merchant already: ask to be invited with another address");
    }
    return person;
  }

  private static Refusal missing() {
    return new Refusal(
        ErrorCode.NOT_FOUND, "the invitation was used, taken back or has ended: ask for a new one");
  }
}
