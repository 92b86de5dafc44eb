package io.aureus.merchants;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who acts for a merchant. Owners alone change that, and one of them always stays. The caller makes
 * sure beforehand that it is still the owner who asks ({@link People#confirm}).
 */
public final class Colleagues {
  /** How long an invitation stands. */
  public static final Duration STANDS = Duration.ofDays(3);

  private final ColleagueRows rows;
  private final MerchantRows merchants;
  private final Secrets secrets;
  private final Clock clock;
  private final TransactionTemplate transactions;

  Colleagues(
      ColleagueRows rows,
      MerchantRows merchants,
      Secrets secrets,
      Clock clock,
      TransactionTemplate transactions) {
    this.rows = rows;
    this.merchants = merchants;
    this.secrets = secrets;
    this.clock = clock;
    this.transactions = transactions;
  }

  /** All of them, the oldest account first. */
  public List<Colleague> of(MerchantId merchant) {
    return rows.of(merchant);
  }

  /** Those who are asked and have not come yet. */
  public List<Invitation> invited(MerchantId merchant) {
    return rows.invitations(merchant, clock.instant());
  }

  /**
   * Invites somebody, in place of an earlier invitation of the same address.
   *
   * @param owner who invites
   * @return what proves the invitation, to be handed to that person; it is kept as a hash only
   * @throws Refusal {@code FORBIDDEN} where it is no owner who invites; {@code BAD_REQUEST} for the
   *     address; {@code CONFLICT} where that person is there already
   */
  public String invite(MerchantId merchant, long owner, String email, Role role) {
    String address = Registration.email(email);
    return locked(
        merchant,
        owner,
        () -> {
          if (rows.of(merchant).stream().anyMatch(one -> one.email().equalsIgnoreCase(address))) {
            throw new Refusal(ErrorCode.CONFLICT, address + " is among your people already");
          }
          String token = secrets.key();
          Instant now = clock.instant();
          Invitation invitation = new Invitation(0, merchant, address, role, now.plus(STANDS));
          rows.invite(invitation, owner, Secrets.hash(token), now);
          return token;
        });
  }

  /**
   * @throws Refusal {@code FORBIDDEN} where it is no owner who does it
   */
  public void takeBack(MerchantId merchant, long owner, long invitation) {
    locked(
        merchant,
        owner,
        () -> {
          rows.takeBack(merchant, invitation);
          return invitation;
        });
  }

  /**
   * @throws Refusal {@code FORBIDDEN} where it is no owner who does it; {@code NOT_FOUND} for a
   *     stranger; {@code CONFLICT} where no owner would be left
   */
  public void changeRole(MerchantId merchant, long owner, long person, Role role) {
    locked(
        merchant,
        owner,
        () -> {
          Colleague one = find(merchant, person);
          if (role != Role.OWNER) {
            keepAnOwner(merchant, one);
            rows.takeBackAllOf(merchant, person);
          }
          rows.changeRole(merchant, person, role);
          return one;
        });
  }

  /**
   * Takes somebody out: at the next click or request that person is nobody here.
   *
   * @return who it was
   * @throws Refusal as {@link #changeRole}
   */
  public Colleague remove(MerchantId merchant, long owner, long person) {
    return locked(
        merchant,
        owner,
        () -> {
          Colleague one = find(merchant, person);
          keepAnOwner(merchant, one);
          rows.takeBackAllOf(merchant, person);
          rows.remove(merchant, person);
          return one;
        });
  }

  private Colleague find(MerchantId merchant, long person) {
    return rows.of(merchant).stream()
        .filter(one -> one.id() == person)
        .findFirst()
        .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "nobody of your people is that"));
  }

  private void keepAnOwner(MerchantId merchant, Colleague leaving) {
    boolean another =
        rows.of(merchant).stream()
            .anyMatch(one -> one.role() == Role.OWNER && one.id() != leaving.id());
    if (!another) {
      throw new Refusal(
          ErrorCode.CONFLICT, "the last owner stays the owner: make somebody else one before");
    }
  }

  /** One change at a time, so that two owners cannot take out each other. */
  private <T> T locked(MerchantId merchant, long owner, Supplier<T> change) {
    T done =
        transactions.execute(
            status -> {
              Merchant whole = merchants.lock(merchant).orElseThrow();
              boolean owns =
                  rows.of(whole.id()).stream()
                      .anyMatch(one -> one.id() == owner && one.role() == Role.OWNER);
              if (!owns) {
                throw new Refusal(
                    ErrorCode.FORBIDDEN, "only an owner says who acts for this merchant");
              }
              return change.get();
            });
    return Objects.requireNonNull(done);
  }
}
