package io.aureus.checkout;

import io.aureus.checkout.PayPage.Stage;
import io.aureus.money.CoinNetwork;
import io.aureus.orders.Order;
import io.aureus.orders.OrderState;
import io.aureus.orders.Payment;
import java.util.Locale;

/** Where an order stands and what its payer is to do, in words. */
enum PayWords {
  WAITING(Stage.ASKING, "waiting"),
  WAITING_INVOICE(Stage.ASKING, "waiting"),
  UNDERPAID(Stage.ASKING, "underpaid"),
  REMAINDER(Stage.ASKING, "remainder"),
  REMAINDER_INVOICE(Stage.ASKING, "remainder"),
  CHOOSING(Stage.CHECKING, "choosing"),
  CONFIRMING(Stage.CHECKING, "confirming"),
  /** On a network whose blocks are rare. */
  CONFIRMING_SLOWLY(Stage.CHECKING, "confirming"),
  /** It would be paid but for what nodes have forgotten. */
  FORGOTTEN(Stage.CHECKING, "forgotten"),
  /** Likewise, and there is time to pay once more. */
  FORGOTTEN_AGAIN(Stage.CHECKING, "forgotten"),
  PAID(Stage.DONE, "paid"),
  UNDONE(Stage.OVER, "undone"),
  /**
   * The window is over but the chain has not been read that far: a payment in time still counts.
   */
  TIME_IS_UP(Stage.CHECKING, "time-is-up"),
  TIME_IS_UP_INVOICE(Stage.CHECKING, "time-is-up"),
  EXPIRED(Stage.OVER, "expired"),
  EXPIRED_INVOICE(Stage.OVER, "expired"),
  /** Something came after the window. */
  LATE(Stage.OVER, "late"),
  PARTIAL(Stage.OVER, "partial"),
  TERMINATED(Stage.OVER, "terminated"),
  REFUNDED(Stage.OVER, "refunded"),
  /** Nobody would see what is sent. */
  NOT_WATCHED(Stage.CHECKING, "not-watched");

  private final Stage stage;
  private final String headline;

  PayWords(Stage stage, String headline) {
    this.stage = stage;
    this.headline = headline;
  }

  /**
   * @param open whether the payer is to send something
   * @param invoice whether he is asked for it by Lightning, or was
   */
  static PayWords of(Order order, boolean open, boolean invoice) {
    return switch (order.state()) {
      case WAITING, UNDERPAID, REMAINDER_REQUESTED ->
          open ? asking(order.state(), invoice) : invoice ? TIME_IS_UP_INVOICE : TIME_IS_UP;
      case CHOOSING -> CHOOSING;
      case CONFIRMING -> isSlow(order) ? CONFIRMING_SLOWLY : CONFIRMING;
      case PAID, RESOLVED -> order.isUndone() ? UNDONE : PAID;
      case EXPIRED -> isLate(order) ? LATE : invoice ? EXPIRED_INVOICE : EXPIRED;
      case PARTIAL -> PARTIAL;
      case TERMINATED -> TERMINATED;
      case REFUNDED -> REFUNDED;
    };
  }

  private static PayWords asking(OrderState state, boolean invoice) {
    if (state == OrderState.REMAINDER_REQUESTED) {
      return invoice ? REMAINDER_INVOICE : REMAINDER;
    }
    if (invoice) {
      return WAITING_INVOICE;
    }
    return state == OrderState.UNDERPAID ? UNDERPAID : WAITING;
  }

  private static boolean isLate(Order order) {
    return order.payments().stream().anyMatch(payment -> payment.state().isLive());
  }

  private static boolean isSlow(Order order) {
    return order.payments().stream()
        .filter(payment -> payment.state() == Payment.State.SEEN)
        .anyMatch(payment -> CoinNetwork.has(payment.amount().asset().chain().family()));
  }

  Stage stage() {
    return stage;
  }

  String headline(Words words) {
    return words.text(headlineKey());
  }

  String advice(Words words) {
    return words.text(adviceKey());
  }

  String headlineKey() {
    return "headline." + headline;
  }

  String adviceKey() {
    return "advice." + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
