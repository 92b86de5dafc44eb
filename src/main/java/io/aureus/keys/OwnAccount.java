package io.aureus.keys;

import io.aureus.errors.Refusal;
import io.aureus.money.Chain;
import java.util.Optional;

/**
 * The account of a merchant's own wallet of Bitcoin or Litecoin: it finds keys and their places,
 * and can spend nothing.
 */
public final class OwnAccount {
  private final CoinAccount account;

  private OwnAccount(CoinAccount account) {
    this.account = account;
  }

  /**
   * @param text as {@link BroughtKey#text}
   * @throws Refusal as {@link BroughtKey#read}
   */
  public static OwnAccount read(Chain chain, String text) {
    return new OwnAccount(BroughtCoinKey.read(chain, text).account());
  }

  /** Whether transactions that spend its coins can be written for it: not of the oldest kind. */
  public boolean isSpendable() {
    return kind().isPresent();
  }

  private Optional<CoinScript> kind() {
    return CoinScript.of(place(false, 0).script());
  }

  /** Whether it has a branch for change; else change goes to a payment address of its own. */
  public boolean hasChange() {
    return account.hasChange();
  }

  /**
   * @param isChange of the branch for change
   */
  public String address(boolean isChange, long index) {
    return (isChange ? account.change(index, 1) : account.addresses(index, 1)).getFirst();
  }

  CoinAccount.Place place(boolean isChange, long index) {
    return account.place(isChange, index);
  }
}
