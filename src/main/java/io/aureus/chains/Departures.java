package io.aureus.chains;

import io.aureus.money.Amount;
import java.time.Instant;
import java.util.List;

/** What watched senders sent, as far as the recorded chain has it now. */
public interface Departures {
  /**
   * @param position where in the transaction, as in {@link Transfer#position()}
   */
  record Departure(
      String chain,
      String txHash,
      String position,
      String from,
      String to,
      long block,
      Instant blockTime) {}

  /**
   * Those of exactly this amount to this address, oldest first.
   *
   * @param afterBlock only in blocks above it
   */
  List<Departure> of(Amount amount, String to, long afterBlock);
}
