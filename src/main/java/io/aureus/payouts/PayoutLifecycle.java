package io.aureus.payouts;

import static io.aureus.payouts.PayoutState.BROADCASTING;
import static io.aureus.payouts.PayoutState.BUILT;
import static io.aureus.payouts.PayoutState.CANCELLED;
import static io.aureus.payouts.PayoutState.CONFIRMED;
import static io.aureus.payouts.PayoutState.FAILED;
import static io.aureus.payouts.PayoutState.HANDED_OVER;
import static io.aureus.payouts.PayoutState.HELD;
import static io.aureus.payouts.PayoutState.RESERVED;
import static io.aureus.payouts.PayoutState.SEEN;
import static io.aureus.payouts.PayoutState.SIGNED;
import static io.aureus.payouts.PayoutState.UNCLEAR;

import java.util.List;

/**
 * The legal moves of a payout, whole; {@code docs/payout-lifecycle.md} is drawn from it. Nothing
 * leads from a state in which bytes are signed back to one in which they are not, but a restore of
 * an invoice, which has none: from there on only the chain moves it, or an operator by what the
 * chain shows ({@link Doubts}).
 */
public final class PayoutLifecycle {
  /** A legal move, and when it happens. */
  public record Move(PayoutState from, PayoutState to, String when) {}

  /** All there are. */
  public static final List<Move> TABLE =
      List.of(
          new Move(RESERVED, HELD, "a rule, coins or gas hold it back"),
          new Move(RESERVED, BUILT, "its place is taken"),
          new Move(RESERVED, CANCELLED, "taken back by hand"),
          new Move(RESERVED, FAILED, "the signer refuses it for good, or its invoice is void"),
          new Move(HELD, BUILT, "nothing holds it any more"),
          new Move(HELD, CANCELLED, "taken back by hand"),
          new Move(HELD, FAILED, "the signer refuses it for good, or its invoice is void"),
          new Move(
              HELD, SEEN, "it was paid before a restore: the operator or the node says by what"),
          new Move(BUILT, SIGNED, "its bytes are stored"),
          new Move(BUILT, HELD, "the signer refuses it; its place is given back"),
          new Move(
              SIGNED, HELD, "a back-up brought its invoice, of which no node was told by then"),
          new Move(SIGNED, BROADCASTING, "the network took it, or the Lightning node pays"),
          new Move(SIGNED, UNCLEAR, "no clear answer"),
          new Move(SIGNED, SEEN, "in a block, or the Lightning node has paid"),
          new Move(SIGNED, FAILED, "the Lightning node says for good that it did not pay"),
          new Move(BROADCASTING, UNCLEAR, "no clear answer"),
          new Move(BROADCASTING, SEEN, "in a block, or the Lightning node has paid"),
          new Move(BROADCASTING, FAILED, "the Lightning node says for good that it did not pay"),
          new Move(UNCLEAR, BROADCASTING, "the network took the same bytes, or the node pays"),
          new Move(UNCLEAR, SEEN, "in a block, or the Lightning node has paid"),
          new Move(
              UNCLEAR,
              FAILED,
              "it can never be mined: the operator gives it up, a child ends by itself, or the"
                  + " Lightning node says for good that it did not pay"),
          new Move(RESERVED, HANDED_OVER, "the merchant's own wallet is to sign it"),
          new Move(HANDED_OVER, SEEN, "his wallet sent it, and it is in a block"),
          new Move(HANDED_OVER, CANCELLED, "taken back by hand"),
          new Move(SEEN, HANDED_OVER, "a reorganisation took the block of what his wallet sent"),
          new Move(CONFIRMED, HANDED_OVER, "a reorganisation took the block of what it sent"),
          new Move(SEEN, CONFIRMED, "deep enough"),
          new Move(SEEN, FAILED, "deep enough, but it failed on the chain"),
          new Move(SEEN, BROADCASTING, "a reorganisation took its block"),
          new Move(CONFIRMED, BROADCASTING, "a reorganisation took its block"),
          new Move(FAILED, BROADCASTING, "a reorganisation took its block"));

  private PayoutLifecycle() {}

  /** Whether the move is in the table. */
  public static boolean isLegal(PayoutState from, PayoutState to) {
    return TABLE.stream().anyMatch(move -> move.from() == from && move.to() == to);
  }

  /**
   * @throws IllegalStateException where the move is not in the table, or only a restore makes it
   */
  static void check(PayoutState from, PayoutState to) {
    if (!isLegal(from, to) || (from == SIGNED && to == HELD)) {
      throw new IllegalStateException("a payout cannot go from " + from + " to " + to);
    }
  }
}
