package io.aureus.orders;

import static io.aureus.orders.OrderState.CHOOSING;
import static io.aureus.orders.OrderState.CONFIRMING;
import static io.aureus.orders.OrderState.EXPIRED;
import static io.aureus.orders.OrderState.PAID;
import static io.aureus.orders.OrderState.PARTIAL;
import static io.aureus.orders.OrderState.REFUNDED;
import static io.aureus.orders.OrderState.REMAINDER_REQUESTED;
import static io.aureus.orders.OrderState.RESOLVED;
import static io.aureus.orders.OrderState.TERMINATED;
import static io.aureus.orders.OrderState.UNDERPAID;
import static io.aureus.orders.OrderState.WAITING;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A legal move of an order. {@link #TABLE} is the whole of them: a move that is not in it cannot
 * happen, and making a move is announcing its milestone.
 *
 * @param milestone what the move means outside; null where it means nothing by itself
 * @param because when it happens, for the drawing
 */
record Transition(OrderState from, OrderState to, @Nullable Milestone milestone, String because) {

  static final List<Transition> TABLE =
      List.of(
          new Transition(CHOOSING, WAITING, Milestone.QUOTED, "coin chosen"),
          new Transition(CHOOSING, EXPIRED, Milestone.TIMED_OUT, "token ended"),
          new Transition(CHOOSING, TERMINATED, Milestone.TERMINATED, "closed by hand"),
          new Transition(WAITING, WAITING, Milestone.QUOTED, "coin changed"),
          new Transition(WAITING, UNDERPAID, null, "too little seen"),
          new Transition(WAITING, CONFIRMING, null, "enough seen"),
          new Transition(WAITING, EXPIRED, Milestone.TIMED_OUT, "window ended"),
          new Transition(WAITING, TERMINATED, Milestone.TERMINATED, "closed by hand"),
          new Transition(UNDERPAID, WAITING, null, "payment dropped"),
          new Transition(UNDERPAID, CONFIRMING, null, "enough seen"),
          new Transition(UNDERPAID, PARTIAL, Milestone.FELL_SHORT, "window ended"),
          new Transition(CONFIRMING, WAITING, null, "payment dropped"),
          new Transition(CONFIRMING, UNDERPAID, null, "payment dropped"),
          new Transition(CONFIRMING, REMAINDER_REQUESTED, null, "payment dropped"),
          new Transition(CONFIRMING, PAID, Milestone.SUCCEEDED, "enough confirmed"),
          new Transition(
              PARTIAL, REMAINDER_REQUESTED, Milestone.REMAINDER_REQUESTED, "rest asked for"),
          new Transition(PARTIAL, RESOLVED, Milestone.RESOLVED, "taken by the merchant"),
          new Transition(PARTIAL, TERMINATED, Milestone.TERMINATED, "closed by hand"),
          new Transition(REMAINDER_REQUESTED, CONFIRMING, null, "rest seen"),
          new Transition(REMAINDER_REQUESTED, PARTIAL, Milestone.FELL_SHORT, "window ended"),
          new Transition(
              REMAINDER_REQUESTED, RESOLVED, Milestone.RESOLVED, "taken by the merchant"),
          new Transition(EXPIRED, RESOLVED, Milestone.RESOLVED, "late payment taken"),
          new Transition(TERMINATED, RESOLVED, Milestone.RESOLVED, "late payment taken"),
          new Transition(PAID, REFUNDED, Milestone.REFUNDED, "all went back"),
          new Transition(PARTIAL, REFUNDED, Milestone.REFUNDED, "all went back"),
          new Transition(EXPIRED, REFUNDED, Milestone.REFUNDED, "all went back"),
          new Transition(RESOLVED, REFUNDED, Milestone.REFUNDED, "all went back"),
          new Transition(TERMINATED, REFUNDED, Milestone.REFUNDED, "all went back"));

  static Optional<Transition> between(OrderState from, OrderState to) {
    return TABLE.stream().filter(move -> move.from() == from && move.to() == to).findFirst();
  }
}
