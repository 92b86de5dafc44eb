package io.aureus.payouts;

import io.aureus.money.Amount;
import io.aureus.money.Chain;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Payouts that the chain and the journal may speak of at different moments. */
public interface OnTheWay {
  /** Those that are signed and still looked after; reads the database alone. */
  List<Payout> signed(Chain chain);

  /**
   * By how much the journal is ahead of the block (below 0) or behind it: what the chain took from
   * our addresses by then and the journal did not say yet, less what it said too early. Asks nodes:
   * never inside a transaction.
   *
   * @param signed as they stood when the journal was read
   * @throws io.aureus.errors.Refusal {@code UNAVAILABLE} where no node can say
   */
  List<Amount> unbooked(List<Payout> signed, long block);

  /** The hot address, and each address of ours that a payout leaves from, or left since then. */
  Set<String> senders(Chain chain, Instant since);
}
