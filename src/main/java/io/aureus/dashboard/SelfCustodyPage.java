package io.aureus.dashboard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Wallets of the merchant's own: how they stand, and setting one up. Public because templates read
 * it.
 *
 * @param offer what was typed, to be compared; null before that
 * @param needsCode whether the person has an authenticator app
 * @param mayChange whether the person is the owner
 */
public record SelfCustodyPage(
    Shell shell,
    List<Wallet> wallets,
    List<Coin> coins,
    @Nullable Offer offer,
    boolean anyActive,
    boolean needsCode,
    boolean mayChange) {

  /**
   * @param name e.g. {@code Account key 3442193e}
   * @param state of its use, in words
   */
  public record Wallet(String name, boolean active, String state, List<String> warnings) {}

  /**
   * @param code for the link that takes some of it out
   * @param takable whether there is anything to take out
   */
  public record Coin(
      String code, String cameIn, String pending, String reserved, String owed, boolean takable) {}

  /**
   * @param typed what was typed, once it is known to hold no secret
   * @param name as {@link Wallet#name}
   * @param addresses the first ones, in the order in which orders get them
   * @param words what else should be known; empty for nothing
   */
  public record Offer(String typed, String name, List<String> addresses, String words) {}
}
