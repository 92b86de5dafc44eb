package io.aureus.dashboard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Wallets of the merchant's own: how they stand, and setting one up. Public because templates read
 * it.
 *
 * @param families the kinds of chains that a wallet can be brought for, at least one
 * @param offer what was typed, to be compared; null before that
 * @param needsCode whether the person has an authenticator app
 * @param mayChange whether the person is the owner
 */
public record SelfCustodyPage(
    Shell shell,
    List<Family> families,
    List<Wallet> wallets,
    List<Coin> coins,
    @Nullable Offer offer,
    boolean needsCode,
    boolean mayChange) {

  /** Whether new orders use any of them. */
  public boolean anyActive() {
    return wallets.stream().anyMatch(Wallet::active);
  }

  /**
   * @param code e.g. {@code evm}
   * @param name its chains, for people
   */
  public record Family(String code, String name) {}

  /**
   * @param name e.g. {@code Account key 3442193e}
   * @param family what it is for
   * @param state of its use, in words
   * @param export what a wallet program imports to find all of it; empty for nothing
   */
  public record Wallet(
      String name,
      Family family,
      boolean active,
      String state,
      List<String> warnings,
      String export) {}

  /**
   * @param code for the link that takes some of it out
   * @param takable whether there is anything to take out
   */
  public record Coin(
      String code, String cameIn, String pending, String reserved, String owed, boolean takable) {}

  /**
   * @param family what it would be for
   * @param typed what was typed, once it is known to hold no secret
   * @param name as {@link Wallet#name}
   * @param first the number of the first address that orders get
   * @param addresses the first ones, in the order in which orders get them
   * @param warning what speaks against it; empty for nothing
   * @param words what else should be known; empty for nothing
   */
  public record Offer(
      Family family,
      String typed,
      String name,
      long first,
      List<String> addresses,
      String warning,
      String words) {}
}
