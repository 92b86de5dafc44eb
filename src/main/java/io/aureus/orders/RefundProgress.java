package io.aureus.orders;

import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutKind;
import io.aureus.payouts.PayoutMilestones;
import io.aureus.payouts.PayoutState;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** Takes the steps of a refund's payout into its order, inside the payout's transaction. */
final class RefundProgress implements PayoutMilestones {
  private final OrderRows rows;
  private final OrderChanges changes;
  private final Clock clock;

  RefundProgress(OrderRows rows, OrderChanges changes, Clock clock) {
    this.rows = rows;
    this.changes = changes;
    this.clock = clock;
  }

  @Override
  public void moved(Payout payout, PayoutState before, boolean isKnown) {
    String id = payout.orderId();
    boolean isNew = before == payout.state() && payout.version() == 1;
    if (payout.kind() != PayoutKind.REFUND || id == null || isNew) {
      return;
    }
    Order order = rows.lock(List.of(new OrderId(id))).get(new OrderId(id));
    if (order == null) {
      throw new IllegalStateException("payout %s refunds no known order".formatted(payout.id()));
    }
    OrderFact.RefundMoved fact =
        new OrderFact.RefundMoved(
            UUID.fromString(payout.id().value()),
            state(payout.state()),
            payout.state() == PayoutState.SEEN || payout.state() == PayoutState.CONFIRMED
                ? payout.txHash()
                : null,
            words(payout, before));
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    changes.apply(order, fact, "payout:" + payout.id() + ":" + payout.version(), now);
  }

  private static OrderRefund.State state(PayoutState state) {
    return switch (state) {
      case CONFIRMED -> OrderRefund.State.CONFIRMED;
      case CANCELLED, FAILED -> OrderRefund.State.FAILED;
      case HELD, RESERVED, BUILT, SIGNED, BROADCASTING, UNCLEAR, HANDED_OVER, SEEN ->
          OrderRefund.State.PENDING;
    };
  }

  /** Only what a merchant would want to read: most steps are the engine's own business. */
  private static String words(Payout payout, PayoutState before) {
    String what =
        "the refund of %s %s".formatted(payout.amount().text(), payout.amount().asset().code());
    return switch (payout.state()) {
      case HELD -> "%s waits: %s".formatted(what, payout.holdReason());
      case SEEN -> "%s is in a block: %s".formatted(what, payout.txHash());
      case CONFIRMED -> what + " is confirmed";
      case CANCELLED -> what + " was taken back";
      case FAILED -> what + " failed; nothing was paid back";
      case BROADCASTING ->
          before == PayoutState.SEEN || before == PayoutState.CONFIRMED
              ? what + " was undone by the chain, and is offered again"
              : "";
      case HANDED_OVER ->
          before == PayoutState.RESERVED
              ? what + " waits for the merchant's own wallet to sign it"
              : before == PayoutState.HANDED_OVER ? "" : what + " was undone by the chain";
      case RESERVED, BUILT, SIGNED, UNCLEAR -> "";
    };
  }
}
