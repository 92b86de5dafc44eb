package io.aureus.chains;

import io.aureus.money.Amount;
import io.aureus.money.Chain;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What watched senders and coins of ours sent, as far as the recorded chain has it now. */
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
   * A transaction that spends coins of ours, on a chain without accounts.
   *
   * @param fee what the network took, in the smallest unit; null where it spends also what is not
   *     ours
   */
  record Left(String txHash, @Nullable Long fee, long block) {}

  /**
   * Those of exactly this amount to this address, oldest first.
   *
   * @param afterBlock only in blocks above it
   */
  List<Departure> of(Amount amount, String to, long afterBlock);

  /** Transactions in blocks above this one that spend coins of ours, oldest first. */
  List<Left> left(Chain chain, long afterBlock);

  /**
   * The same of one transaction; empty where no block that was read holds it, or it spends none.
   */
  Optional<Left> left(Chain chain, String txHash);
}
