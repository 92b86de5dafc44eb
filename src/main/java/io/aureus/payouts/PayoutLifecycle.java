package io.aureus.payouts;

import static io.aureus.payouts.PayoutState.AWAITING_SIGNATURE;
import static io.aureus.payouts.PayoutState.BROADCASTING;
import static io.aureus.payouts.PayoutState.BUILT;
import static io.aureus.payouts.PayoutState.CANCELLED;
import static io.aureus.payouts.PayoutState.CONFIRMED;
import static io.aureus.payouts.PayoutState.FAILED;
import static io.aureus.payouts.PayoutState.HELD;
import static io.aureus.payouts.PayoutState.RESERVED;
import static io.aureus.payouts.PayoutState.SEEN;
import static io.aureus.payouts.PayoutState.SIGNED;
import static io.aureus.payouts.PayoutState.UNCLEAR;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The legal moves of a payout, whole; {@code docs/payout-lifecycle.md} is drawn from it. */
final class PayoutLifecycle {
  static final Map<PayoutState, Set<PayoutState>> MOVES = new EnumMap<>(PayoutState.class);

  static {
    MOVES.put(HELD, EnumSet.of(RESERVED, BUILT, CANCELLED, FAILED));
    MOVES.put(RESERVED, EnumSet.of(HELD, BUILT, CANCELLED, FAILED));
    // Back only while nothing is signed. From there on it only moves by what the chain says.
    MOVES.put(BUILT, EnumSet.of(SIGNED, HELD));
    MOVES.put(SIGNED, EnumSet.of(BROADCASTING, UNCLEAR, SEEN));
    MOVES.put(BROADCASTING, EnumSet.of(UNCLEAR, SEEN));
    MOVES.put(UNCLEAR, EnumSet.of(BROADCASTING, SEEN));
    MOVES.put(SEEN, EnumSet.of(CONFIRMED, FAILED, BROADCASTING));
    MOVES.put(CONFIRMED, EnumSet.of(BROADCASTING));
    MOVES.put(FAILED, EnumSet.of(BROADCASTING));
    MOVES.put(AWAITING_SIGNATURE, EnumSet.of(SEEN, CANCELLED));
    MOVES.put(CANCELLED, EnumSet.noneOf(PayoutState.class));
  }

  private PayoutLifecycle() {}

  /**
   * @throws IllegalStateException where the move is not in the table
   */
  static void check(PayoutState from, PayoutState to) {
    if (!MOVES.getOrDefault(from, Set.of()).contains(to)) {
      throw new IllegalStateException("a payout cannot go from " + from + " to " + to);
    }
  }
}
