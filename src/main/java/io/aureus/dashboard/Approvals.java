package io.aureus.dashboard;

import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutHold;
import io.aureus.payouts.PayoutState;
import io.aureus.payouts.Payouts;
import java.util.List;
import java.util.stream.Stream;

/**
 * What of a merchant waits for a person: what merely waits for coins or gas needs nobody, and what
 * a back-up brought the operator.
 */
final class Approvals {
  private final Payouts payouts;

  Approvals(Payouts payouts) {
    this.payouts = payouts;
  }

  /**
   * @param pages at least 1
   */
  record Part(List<Payout> payouts, long total, int pages) {}

  /**
   * Those that arrived short and those that are held, so many of each on a page.
   *
   * @param number from 1 on
   */
  Part part(SignedIn me, int number, int size) {
    Payouts.Page shorts = waiting(me, PayoutState.SEEN, PayoutHold.SHORT, number, size);
    Payouts.Page held = waiting(me, PayoutState.HELD, PayoutHold.POLICY, number, size);
    return new Part(
        Stream.of(shorts, held).flatMap(page -> page.payouts().stream()).toList(),
        shorts.total() + held.total(),
        (int) Math.max(1, Math.ceilDiv(Math.max(shorts.total(), held.total()), size)));
  }

  private Payouts.Page waiting(
      SignedIn me, PayoutState state, PayoutHold hold, int number, int size) {
    return payouts.list(new Payouts.Query(me.merchant(), null, state, hold, null, number, size));
  }
}
