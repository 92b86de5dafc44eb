package io.aureus.payouts;

import io.aureus.jobs.Fence;
import io.aureus.money.Amount;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes payouts of our own; void where another node has the job. */
final class SweepWriter {
  private final PayoutRows rows;
  private final Batches batches;
  private final PayoutMoves moves;
  private final RandomGenerator random;
  private final TransactionTemplate transactions;

  SweepWriter(
      PayoutRows rows,
      Batches batches,
      PayoutMoves moves,
      RandomGenerator random,
      TransactionTemplate transactions) {
    this.rows = rows;
    this.batches = batches;
    this.moves = moves;
    this.random = random;
    this.transactions = transactions;
  }

  /**
   * @param source as {@link Sources} has it
   * @param words the first line of its story
   */
  record Wish(PayoutKind kind, Amount amount, String source, String destination, String words) {}

  void add(Wish wish, List<Share> shares, Fence fence) {
    transactions.executeWithoutResult(
        status -> {
          fence.hold();
          write(wish).ifPresent(payout -> batches.insert(payout.id(), shares));
        });
  }

  /** Inside the current transaction; empty where one like it is planned already. */
  Optional<Payout> write(Wish wish) {
    Instant now = moves.now();
    Payout payout = Payout.own(wish.kind(), wish.amount(), wish.destination(), random, now);
    if (!rows.insert(payout, wish.source(), null, now)) {
      return Optional.empty();
    }
    moves.begun(payout, wish.words());
    return Optional.of(payout);
  }

  /** Takes back what waits, unless it went on meanwhile: what is still needed is planned anew. */
  void takeBack(PayoutId id, Fence fence) {
    transactions.executeWithoutResult(
        status -> {
          fence.hold();
          rows.lock(id)
              .filter(payout -> payout.state() == PayoutState.HELD)
              .ifPresent(
                  payout ->
                      moves.move(
                          payout,
                          PayoutState.CANCELLED,
                          "taken back, since it " + payout.holdReason() + ": it is planned anew",
                          null));
        });
  }
}
