package io.aureus.wallets;

import io.aureus.money.Chain;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Fresh addresses for orders, from a prepared pool: taking one makes no call to anywhere. */
public interface Receiving {
  /**
   * @param index its derivation index in the wallet
   */
  record Prepared(String family, String address, long index) {}

  /** An address that an order is about to be given. */
  record Assignment(Prepared prepared, String orderId, int quoteNo) {}

  /**
   * @throws io.aureus.errors.Refusal {@code UNAVAILABLE} with a retry time where the pool is empty
   */
  Prepared take(Chain chain);

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
   * @return order ids by address; an address of no order is absent
   */
  Map<String, String> ordersOf(Collection<String> addresses);
}
