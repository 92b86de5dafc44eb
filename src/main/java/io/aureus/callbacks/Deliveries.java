package io.aureus.callbacks;

import io.aureus.merchants.MerchantId;
import io.aureus.orders.OrderId;
import io.aureus.payouts.PayoutId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows what was sent to the shop, and sends it again by hand. */
public interface Deliveries {
  /** One call of the shop. Status 0 where no HTTP answer came; then {@code excerpt} says why. */
  record Attempt(int no, Instant at, int status, long latencyMillis, String excerpt) {}

  /**
   * One call that the shop is owed.
   *
   * @param url as it is requested, with the appended API key hidden
   * @param state {@code SCHEDULED}, {@code DELIVERED} or {@code GIVEN_UP}
   * @param nextAt when it is tried next, null where it is not
   */
  record Delivery(
      UUID id,
      String event,
      String method,
      String url,
      String state,
      @Nullable Instant nextAt,
      List<Attempt> attempts) {}

  /**
   * A delivery in the list of all.
   *
   * @param key its place there
   * @param orderId null where it is about a payout
   * @param payoutId null where it is about an order
   */
  record Listed(
      String key,
      Delivery delivery,
      @Nullable String orderId,
      @Nullable String payoutId,
      Instant madeAt) {}

  /** In the place of a key: all deliveries are older than this. */
  String START = "";

  /** What becomes of a delivery. */
  enum State {
    SCHEDULED,
    DELIVERED,
    /** After the last try; by hand it can be sent again. */
    GIVEN_UP
  }

  /**
   * How a host of the shop fares. Nothing is ever switched off: a host that keeps failing gets its
   * tries on schedule, and a slow one gets one call at a time.
   *
   * @param host with its port
   * @param failures failed tries in a row, 0 after a success
   * @param failingSince the first of them, null where there is none
   * @param lastWords what its last answer was
   * @param waiting how many deliveries are still scheduled
   * @param nextAt the next try, null where none is scheduled
   */
  record Endpoint(
      String host,
      int failures,
      @Nullable Instant failingSince,
      boolean slow,
      Instant lastAt,
      String lastWords,
      long waiting,
      @Nullable Instant nextAt) {}

  /** The order's deliveries with every try, oldest first. */
  List<Delivery> of(MerchantId merchant, OrderId order);

  /** The same of a payout: one for each of its moves that the webhook is told of. */
  List<Delivery> of(MerchantId merchant, PayoutId payout);

  /**
   * All deliveries with every try, the newest first: those older than a place.
   *
   * @param state null for any
   * @param before the key of the last one of the page before, or {@link #START}
   * @param most 1 to 100
   */
  List<Listed> older(MerchantId merchant, @Nullable State state, String before, int most);

  /** Those next above a key, the newest first as well. */
  List<Listed> newer(MerchantId merchant, @Nullable State state, String after, int most);

  /** The hosts that were called for this merchant, the failing ones first. */
  List<Endpoint> endpoints(MerchantId merchant);

  /**
   * Schedules it at once, with the same delivery id and a fresh row of tries; a delivered one too.
   *
   * @throws io.aureus.errors.Refusal {@code NOT_FOUND} for a delivery that is not this merchant's
   */
  void redeliver(MerchantId merchant, UUID delivery);
}
