package io.aureus.wallets;

import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.MadeOffer;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Amount;
import io.aureus.money.Chain;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fresh addresses for orders. They come from a prepared pool of ours, which makes no call to
 * anywhere, or from the wallet that the merchant brought. On Lightning a node makes an invoice, and
 * its payment hash is the address.
 */
public interface Receiving {
  /**
   * What an order is to be paid by.
   *
   * @param amount that it asks for, and of which coin
   * @param until the end of its window
   * @param words that the payer's wallet shows, where a chain carries any
   * @param isHashed whether the invoice has only their hash, as LNURL wants it
   */
  record Wanted(
      MerchantId merchant,
      String orderId,
      int quoteNo,
      Amount amount,
      Instant until,
      String words,
      boolean isHashed) {
    /** With its words in the clear. */
    public Wanted(
        MerchantId merchant,
        String orderId,
        int quoteNo,
        Amount amount,
        Instant until,
        String words) {
      this(merchant, orderId, quoteNo, amount, until, words, false);
    }

    Chain chain() {
      return amount.asset().chain();
    }
  }

  /**
   * @param index its derivation index, or its position in the wallet that the merchant brought
   * @param wallet the number of that wallet, or of the merchant's own node of Lightning that made
   *     the invoice; 0 for ours
   * @param invoice whose payment hash is the address; null but on Lightning
   * @param offer that may be paid in the invoice's place; null where there is none
   */
  record Prepared(
      String family,
      String address,
      long index,
      long wallet,
      @Nullable Invoice invoice,
      @Nullable MadeOffer offer) {
    Prepared(String family, String address, long index) {
      this(family, address, index, 0);
    }

    Prepared(String family, String address, long index, long wallet) {
      this(family, address, index, wallet, null, null);
    }

    boolean isOwn() {
      return wallet != 0;
    }

    /**
     * When the window of who pays it ends: not before the end of its invoice, so that whoever a
     * wallet still lets pay is in time.
     */
    public Instant end(Instant window) {
      if (invoice == null || !invoice.terms().expiresAt().isAfter(window)) {
        return window;
      }
      return invoice.terms().expiresAt();
    }

    /** Whether it can be paid with this amount and no other. */
    public boolean isFor(Amount amount) {
      return invoice == null
          || invoice.terms().millisatoshi().orElse(0) == amount.units().longValueExact();
    }
  }

  /** Whose an address is. */
  record Owner(String orderId, Custody custody) {}

  /** An address that an order is about to be given. */
  record Assignment(Prepared prepared, String orderId, int quoteNo) {}

  /**
   * On Lightning this asks the node over the network: never inside a transaction. What was taken
   * and is given to no order is never shown to anybody.
   *
   * @throws io.aureus.errors.Refusal {@code UNAVAILABLE} with a retry time where the pool is empty,
   *     or the node makes no invoice; or where the merchant's own wallet has no address left to
   *     give
   */
  Prepared take(Wanted wanted);

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
