package io.aureus.wallets;

import io.aureus.merchants.MerchantId;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Wallets that merchants bring. No key that could spend is ever taken. */
public interface SelfCustody {
  /** The merchant's wallets, the active ones first. */
  List<OwnWallet> of(MerchantId merchant);

  /** Whether the merchant's new orders of that family use a wallet of its own. */
  boolean isActive(MerchantId merchant, String family);

  /**
   * Checks what would be adopted, and changes nothing.
   *
   * @param typed an extended public key, or addresses with spaces, commas or lines between them
   * @param first the number of the first address of a key that orders get, 0 to 1,000,000; 0 for a
   *     list
   * @throws io.aureus.errors.Refusal {@code BAD_REQUEST} with what is wrong and what would be
   *     right; {@code CONFLICT} where it is in use already
   */
  OwnWallet.Proposal propose(MerchantId merchant, String family, String typed, long first);

  /** The same from the first address on. */
  default OwnWallet.Proposal propose(MerchantId merchant, String family, String typed) {
    return propose(merchant, family, typed, 0);
  }

  /**
   * From now on the merchant's orders use it, on other nodes within seconds. A key that the
   * merchant had before goes on where it stopped, or with the first number where that is greater;
   * addresses are added to a list that is active.
   *
   * @param actor who did it, e.g. {@code person:12}
   * @throws io.aureus.errors.Refusal as {@link #propose}
   */
  OwnWallet adopt(MerchantId merchant, String family, String typed, long first, String actor);

  /** The same from the first address on. */
  default OwnWallet adopt(MerchantId merchant, String family, String typed, String actor) {
    return adopt(merchant, family, typed, 0, actor);
  }

  /** New orders go to the gateway's own addresses again; what was given stays watched. */
  void stop(MerchantId merchant, String family);

  /**
   * Which of these addresses are of a merchant's own wallet, given to an order or not.
   *
   * @return the merchant by address, in the spelling that was asked for
   */
  Map<String, MerchantId> owners(String family, Collection<String> addresses);

  /** Every address of the merchant's own wallets that was given to an order. */
  List<String> addresses(MerchantId merchant, String family);
}
