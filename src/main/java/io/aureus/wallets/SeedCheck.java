package io.aureus.wallets;

import io.aureus.keys.Derivation;
import java.util.Optional;

/** Whether the addresses that are stored are those that would be made now. */
final class SeedCheck {
  private SeedCheck() {}

  /**
   * The lowest stored address of a family where its index gives another one now: the seed is
   * another, or the network, or the kind of address. One is enough, since all are checked against
   * it before the next is made.
   */
  static Optional<Addresses.Known> foreign(AddressRows rows, Derivation derivation, String family) {
    return rows.page(family, -1, 1, false).stream()
        .filter(first -> !derivation.addresses(family, first.index(), 1).contains(first.address()))
        .findFirst();
  }
}
