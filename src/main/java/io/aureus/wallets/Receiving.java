package io.aureus.wallets;

import io.aureus.merchants.MerchantId;
import io.aureus.money.Chain;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Fresh addresses for orders. They come from a prepared pool of ours, which makes no call to
 * anywhere, or from the wallet that the merchant brought.
 */
public interface Receiving {
  /**
   * @param index its derivation index, or its position in the wallet that the merchant brought
   * @param wallet the number of that wallet; 0 for ours
   */
  record Prepared(String family, String address, long index, long wallet) {
    Prepared(String family, String address, long index) {
      this(family, address, index, 0);
    }

    boolean isOwn() {
      return wallet != 0;
    }
  }

  /** Whose an address is. */
  record Owner(String orderId, Custody custody) {}

  /** An address that an order is about to be given. */
  record Assignment(Prepared prepared, String orderId, int quoteNo) {}

  /**
   * @throws io.aureus.errors.Refusal {@code UNAVAILABLE} with a retry time where the pool is empty;
   *     or where the merchant's own wallet has no address left to give
   */
  Prepared take(MerchantId merchant, Chain chain);

  /** Puts back what {@link #take} gave and no order was given. */
  void giveBack(Prepared prepared);

  /**
   * Gives the addresses to their orders inside the current transaction.
   *
   * @throws IllegalStateException where one of them was given away already
   */
  void assign(List<Assignment> assignments);

  /**
   * Which orders these addresses were given to.
   *
   * @return by address; an address of no order is absent
   */
  Map<String, Owner> ordersOf(Collection<String> addresses);

  /** Tells, inside the current transaction, that payments came to these addresses. */
  void paid(Collection<String> addresses);
}
