package io.aureus.payouts;

import io.aureus.merchants.MerchantId;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.wallets.Custody;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks for payouts, decides on held ones, and tells how they stand. No call to any node; but where
 * a Lightning address or an LNURL is to be paid, its service is asked for an invoice.
 */
public interface Payouts {
  /**
   * What a payout would cost.
   *
   * @param amount what the receiver would get
   * @param fee the network fee that the merchant would pay
   * @param available the merchant's balance now
   * @param most the most that could be paid out now, after the fee
   * @param hold why it would be held; empty where it would not
   * @param destination in the chain's usual spelling; on Lightning the invoice
   * @param payee the Lightning address or LNURL that the invoice was asked of; null for none
   */
  record Preview(
      Amount amount,
      Amount fee,
      Amount available,
      Amount most,
      String hold,
      String destination,
      @Nullable String payee) {}

  /** One line of a payout's history. */
  record Step(Instant at, PayoutState state, String words) {}

  /**
   * A page of payouts, newest first.
   *
   * @param state only these; null for all
   * @param hold only those that wait for this; null for all
   * @param page from 1
   */
  record Query(
      @Nullable MerchantId merchant,
      @Nullable PayoutKind kind,
      @Nullable PayoutState state,
      @Nullable PayoutHold hold,
      @Nullable String orderId,
      int page,
      int size) {
    /** Whatever they wait for. */
    public Query(
        @Nullable MerchantId merchant,
        @Nullable PayoutKind kind,
        @Nullable PayoutState state,
        @Nullable String orderId,
        int page,
        int size) {
      this(merchant, kind, state, null, orderId, page, size);
    }
  }

  /** What a page holds, and how many there are in all. */
  record Page(List<Payout> payouts, long total) {}

  /**
   * Checks everything that {@link #request} checks, and reserves nothing.
   *
   * @throws io.aureus.errors.Refusal as {@link #request}
   */
  Preview preview(PayoutWish wish);

  /**
   * Reserves the amount and its fee, in a transaction of its own or in the current one. The same
   * {@code reference} or {@code idempotencyRef} again gives the payout that stands.
   *
   * @throws io.aureus.errors.Refusal {@code BAD_REQUEST} for a bad destination or amount, with the
   *     figure that would pass; {@code CONFLICT} where the balance does not suffice, or where the
   *     reference stands with another wish
   */
  Payout request(PayoutWish wish);

  /**
   * What stands already under the wish's {@code reference} or {@code idempotencyRef}. Nobody is
   * asked anything: neither the signer nor a payee's service.
   *
   * @throws io.aureus.errors.Refusal {@code CONFLICT} where that was another wish
   */
  Optional<Payout> standing(PayoutWish wish);

  /**
   * A wish that was checked, with the figures that it would have; nothing is reserved.
   *
   * @param draft what would be written
   */
  record Prepared(PayoutWish wish, Payout draft) {}

  /**
   * The first half of {@link #request}: all that may call the signer, which may be another process,
   * or a payee's service.
   *
   * @throws io.aureus.errors.Refusal as {@link #request}, but for the balance and the reference
   */
  Prepared prepare(PayoutWish wish);

  /**
   * The second half, for who has more to write with it: it calls nobody, and so may stand in a
   * transaction that holds locks.
   *
   * @throws io.aureus.errors.Refusal {@code CONFLICT} as {@link #request}
   */
  Payout reserve(Prepared prepared);

  Optional<Payout> find(PayoutId id);

  List<Step> history(PayoutId id);

  /**
   * A transaction of ours that pays for one which waited (CPFP).
   *
   * @param state of the carrying one
   * @param fee of it alone
   * @param together with the fee of what it carries
   */
  record Carrier(String txHash, PayoutState state, Amount fee, Amount together) {}

  /** What carries the transaction that counts for a payout; empty for nothing. */
  Optional<Carrier> carrier(Payout payout);

  Page list(Query query);

  /**
   * Lets a held payout go; or says of one that arrived short that it counts as paid.
   *
   * @param actor who approves, e.g. {@code person:12}: of a held one not the one who asked, nor who
   *     made the key or token that asked
   * @throws io.aureus.errors.Refusal {@code CONFLICT} where it is not held, or was just approved;
   *     {@code FORBIDDEN} for the one who asked, where it waits for the operator ({@link Doubts}),
   *     and where it is approved on the signer's machine alone
   */
  Payout approve(PayoutId id, String actor);

  /**
   * Takes back what was not signed yet, and returns the reservation.
   *
   * @throws io.aureus.errors.Refusal {@code CONFLICT} where it is signed already; {@code FORBIDDEN}
   *     where it waits for the operator ({@link Doubts})
   */
  Payout cancel(PayoutId id, String actor, String words);

  /**
   * Reads an address that a person typed. The service of a Lightning address or an LNURL is asked
   * whether it can be paid: not within a transaction.
   *
   * @param merchant who is to pay it
   * @param link the refund link at which it was typed, however it is named
   * @return it in the usual spelling of the asset's chain
   * @throws io.aureus.errors.Refusal {@code BAD_REQUEST} with what is wrong and what would be
   *     right; {@code UNAVAILABLE} where its service does not answer
   */
  String destination(MerchantId merchant, String link, Asset asset, String typed);

  /**
   * What would be taken now for the network, in the asset itself: of what we hold for a usual
   * payout, and of a merchant's own wallet for this one, where its receiver bears it.
   *
   * @throws io.aureus.errors.Refusal {@code UNAVAILABLE} where it is not known now; {@code
   *     UNSUPPORTED} where nothing here pays it, whatever it costs
   */
  Amount fee(MerchantId merchant, Amount amount, Custody custody);
}
