package io.aureus.wallets;

import io.aureus.merchants.MerchantId;
import io.aureus.money.Chain;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where in merchants' own wallets of Bitcoin and Litecoin the addresses are that they have used.
 */
public interface OwnPlaces {
  /**
   * @param accountKey a descriptor; null where the wallet is a list of addresses
   * @param isChange whether it is in the branch for change
   * @param index in its branch
   * @param orderId the order that it was given to; null for none
   */
  record Place(
      String address,
      long wallet,
      @Nullable String accountKey,
      boolean isChange,
      long index,
      @Nullable String orderId) {}

  /** All of them, of wallets that are in use and of earlier ones. */
  List<Place> of(MerchantId merchant, Chain chain);

  /**
   * Takes an address for change inside the current transaction, watched from now on and given to
   * nobody else; the same one again where it was taken before.
   *
   * @param wallet which must be of a key
   * @param takenFor the payout
   */
  Place change(long wallet, Chain chain, String takenFor);

  /** Of the merchant's wallets of that family, the one in use, else the last one; of keys only. */
  Optional<Long> wallet(MerchantId merchant, Chain chain);
}
