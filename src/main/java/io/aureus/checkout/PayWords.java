package io.aureus.checkout;

import io.aureus.checkout.PayPage.Stage;
import io.aureus.money.CoinNetwork;
import io.aureus.orders.Order;
import io.aureus.orders.OrderState;
import io.aureus.orders.Payment;

/** Where an order stands and what its payer is to do, in words. */
record PayWords(Stage stage, String headline, String advice) {
  /**
   * @param open whether the payer is to send something
   * @param invoice whether he is asked for it by Lightning, or was
   */
  static PayWords of(Order order, boolean open, boolean invoice) {
    return switch (order.state()) {
      case WAITING, UNDERPAID, REMAINDER_REQUESTED ->
          open ? asking(order.state(), invoice) : timeIsUp(invoice);
      case CHOOSING ->
          new PayWords(
              Stage.CHECKING,
              "No coin is chosen yet",
              "Open the link that the shop gave you to choose one.");
      case CONFIRMING ->
          new PayWords(Stage.CHECKING, "Payment seen", "Nothing more to do. " + pace(order));
      case PAID, RESOLVED -> order.isUndone() ? undone() : paid();
      case EXPIRED -> expired(invoice);
      case PARTIAL, TERMINATED, REFUNDED -> over(order.state());
    };
  }

  /**
   * Where it would be paid but for what nodes have forgotten.
   *
   * @param again whether there is time to pay once more
   */
  static PayWords forgotten(boolean again) {
    return new PayWords(
        Stage.CHECKING,
        "Payment forgotten for now",
        "The network's nodes have dropped it, often because its fee is low. Nothing is lost: it may"
            + " still arrive, and counts then. "
            + (again
                ? "Pay again only if your wallet shows it as failed."
                : "If your wallet shows it as failed, ask the shop before you pay again: the time"
                    + " is up."));
  }

  private static PayWords paid() {
    return new PayWords(Stage.DONE, "Paid", "Thank you. The shop has your payment.");
  }

  private static PayWords undone() {
    return new PayWords(
        Stage.OVER,
        "Your payment was undone",
        "It had counted, and now the network does not have it any more. The shop sees that."
            + " Please ask the shop before you send anything again.");
  }

  private static String pace(Order order) {
    boolean slow =
        order.payments().stream()
            .filter(payment -> payment.state() == Payment.State.SEEN)
            .anyMatch(payment -> CoinNetwork.has(payment.amount().asset().chain().family()));
    return slow
        ? "The network confirms it with each new block; one comes every few minutes on average,"
            + " sometimes only after an hour."
        : "The network is confirming it; that can take a few minutes.";
  }

  private static PayWords asking(OrderState state, boolean invoice) {
    if (invoice) {
      return askingByInvoice(state);
    }
    return switch (state) {
      case UNDERPAID ->
          new PayWords(
              Stage.ASKING,
              "Some is still missing",
              "Your payment was seen. Send the rest to the same address in time.");
      case REMAINDER_REQUESTED ->
          new PayWords(
              Stage.ASKING,
              "The shop asks for the rest",
              "Your earlier payment counts. Send only what is missing.");
      default ->
          new PayWords(
              Stage.ASKING,
              "Waiting for your payment",
              "Send exactly this amount in one payment before the time is up.");
    };
  }

  private static PayWords askingByInvoice(OrderState state) {
    return state == OrderState.REMAINDER_REQUESTED
        ? new PayWords(
            Stage.ASKING,
            "The shop asks for the rest",
            "Your earlier payment counts. Pay this new invoice, which asks for what is missing.")
        : new PayWords(
            Stage.ASKING,
            "Waiting for your payment",
            "Scan the invoice with a Lightning wallet and pay it before the time is up.");
  }

  private static PayWords over(OrderState state) {
    return switch (state) {
      case PARTIAL ->
          new PayWords(
              Stage.OVER,
              "The time ended with too little",
              "Please do not send more now. Where the shop asks for the rest, it shows here.");
      case TERMINATED ->
          new PayWords(Stage.OVER, "The shop closed this order", "Please do not pay it any more.");
      default -> new PayWords(Stage.OVER, "Refunded", "The shop sent your payment back.");
    };
  }

  private static PayWords expired(boolean invoice) {
    return new PayWords(
        Stage.OVER,
        "The time is over",
        invoice
            ? "The invoice can no longer be paid. If you paid it at the last second, nothing is"
                + " lost: the shop sees it; give it the order number below."
            : "Please do not pay any more. If you have sent something, it is not lost:"
                + " give the shop the order number below.");
  }

  /**
   * The window is over but the chain has not been read that far: a payment in time still counts.
   */
  private static PayWords timeIsUp(boolean invoice) {
    return new PayWords(
        Stage.CHECKING,
        "The time is up",
        invoice
            ? "The invoice can no longer be paid. If you paid it at the last second, nothing is"
                + " lost: we are looking for it."
            : "Please do not pay any more. We are checking for a payment that was sent in time.");
  }

  /** Nobody would see what is sent. */
  static PayWords notWatched() {
    return new PayWords(
        Stage.CHECKING,
        "This coin is not taken just now",
        "Please do not pay. Choose another coin, or go back to the shop.");
  }
}
