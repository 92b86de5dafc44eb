package io.aureus.merchants;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import java.time.Clock;
import java.time.Instant;

/** Adds a merchant and its owner. No request reaches it but through a {@link SetupToken}. */
final class Registration {
  /** Passwords lie outside of transactions: hashing takes long. */
  record Owner(String email, String passwordHash, String merchantName) {
    @Override
    public String toString() {
      return "Owner[" + email + "]";
    }
  }

  private final PersonRows people;
  private final MerchantRows merchants;
  private final Catalogue catalogue;
  private final Secrets secrets;
  private final Clock clock;

  Registration(
      PersonRows people,
      MerchantRows merchants,
      Catalogue catalogue,
      Secrets secrets,
      Clock clock) {
    this.people = people;
    this.merchants = merchants;
    this.catalogue = catalogue;
    this.secrets = secrets;
    this.clock = clock;
  }

  /** Inside a transaction of the caller; every asset of the catalogue is enabled. */
  Person.Membership register(Owner owner) {
    Instant now = clock.instant();
    Merchant merchant =
        new Merchant(
            secrets.merchantId(),
            MerchantSettings.name(owner.merchantName()),
            catalogue.assets().stream().map(Asset::code).toList(),
            0,
            50,
            false,
            "");
    merchants.add(merchant, now);
    long person = people.add(email(owner.email()), owner.passwordHash(), now);
    people.join(person, merchant.id(), Role.OWNER);
    return new Person.Membership(merchant.id(), Role.OWNER);
  }

  /**
   * @throws Refusal with {@code BAD_REQUEST}
   */
  static String email(String given) {
    String email = given.strip();
    if (email.length() > 254 || !email.matches("[^@\\s\\p{Cntrl}]{1,64}@[^@\\s\\p{Cntrl}]+")) {
      throw new Refusal(ErrorCode.BAD_REQUEST, "email must be an address, e.g. shop@example.com");
    }
    return email;
  }
}
