package io.aureus.orders;

/** Which moves an order's life is made of, for whoever checks a story that was written down. */
public final class OrderMoves {
  private OrderMoves() {}

  /** True for a move of the table, and for a fact that left the order where it was. */
  public static boolean isLegal(OrderState from, OrderState to) {
    return from == to || Transition.between(from, to).isPresent();
  }
}
