package io.aureus.orders;

import java.util.Arrays;

/** Where an order stands. Each state shows as one public status; this is the only mapping. */
public enum OrderState {
  /** A checkout was opened; the payer has not chosen a coin. */
  CHOOSING(OrderStatus.PENDING),
  /** A coin is chosen, nothing was seen. */
  WAITING(OrderStatus.PENDING),
  /** Something was seen in the window, not enough. */
  UNDERPAID(OrderStatus.PENDING),
  /** Enough was seen in the window; the chain has not made it final. */
  CONFIRMING(OrderStatus.PENDING),
  /** Enough is confirmed. */
  PAID(OrderStatus.SUCCESS),
  /** The window ended with too little. */
  PARTIAL(OrderStatus.PARTIAL),
  /** The rest of a {@link #PARTIAL} order was asked for and has not come. */
  REMAINDER_REQUESTED(OrderStatus.PARTIAL),
  /** The window ended with nothing. */
  EXPIRED(OrderStatus.OVERDUE),
  /** The merchant took an off-amount or late payment for the order. */
  RESOLVED(OrderStatus.RESOLVED),
  /** Closed by hand. */
  TERMINATED(OrderStatus.TERMINATED),
  /** All that came in went back. */
  REFUNDED(OrderStatus.REFUNDED);

  private final OrderStatus status;

  OrderState(OrderStatus status) {
    this.status = status;
  }

  /** What a merchant's program reads. */
  public OrderStatus status() {
    return status;
  }

  /** The names of the states that show as this status. */
  static String[] shownAs(OrderStatus status) {
    return Arrays.stream(values())
        .filter(state -> state.status == status)
        .map(OrderState::name)
        .toArray(String[]::new);
  }

  /** True where the payer has nothing more to do: the checkout page may send him back. */
  public boolean isFinal() {
    return switch (this) {
      case PAID, EXPIRED, RESOLVED, TERMINATED, REFUNDED -> true;
      case CHOOSING, WAITING, UNDERPAID, CONFIRMING, PARTIAL, REMAINDER_REQUESTED -> false;
    };
  }
}
