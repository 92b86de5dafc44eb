package io.aureus.books;

import io.aureus.jobs.Fence;
import io.aureus.jobs.Job;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.payouts.Payout;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Holds what the journal has of Lightning's coin against the node's side of its channels. These
 * hold the operator's own capital as well, so that more than is booked is no difference: what is
 * told as held is the part of the booked sum that is there.
 *
 * <p>What a payout has put under way may be gone from the node's side, or not be told, before the
 * journal says so: it counts as there. The node is asked after the journal is read, and payouts
 * before it: what came in or was booked meanwhile can only cover more.
 */
final class ChannelCheck implements Job {
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Asset asset;
  private final BookCheck.Sources sources;
  private final TransactionTemplate transactions;
  private final Clock clock;
  private final Telling telling;

  ChannelCheck(
      Asset asset,
      BookRows rows,
      BookCheck.Sources sources,
      TransactionTemplate transactions,
      Clock clock) {
    this.asset = asset;
    this.sources = sources;
    this.transactions = transactions;
    this.clock = clock;
    this.telling = new Telling(rows);
  }

  @Override
  public String name() {
    return "compare-" + asset.chain().code();
  }

  @Override
  public Duration every() {
    return PAUSE;
  }

  /** Where the node cannot answer, the next run tries again. */
  @Override
  public void run(Fence fence) {
    telling.orLater(name(), () -> compare(fence));
  }

  private void compare(Fence fence) {
    BigInteger underWay =
        sources.payouts().signed(asset.chain()).stream()
            .filter(payout -> !payout.state().isFinal())
            .map(Payout::reserved)
            .filter(reserved -> reserved.asset().equals(asset))
            .map(Amount::units)
            .reduce(BigInteger.ZERO, BigInteger::add);
    BigInteger booked =
        sources.ledger().sums().getOrDefault(asset.code(), BigInteger.ZERO).max(BigInteger.ZERO);
    long read = sources.progress().cursor(asset.chain().code()).map(at -> at.number()).orElse(0L);
    BigInteger local = sources.holdings().held(asset, List.of(), read);
    Amount held = new Amount(asset, local.add(underWay).min(booked));
    Amount owed = new Amount(asset, booked);
    Books.Compared now =
        new Books.Compared(
            asset,
            read,
            clock.instant().truncatedTo(ChronoUnit.MICROS),
            held,
            owed,
            held.minus(owed),
            null);
    transactions.executeWithoutResult(
        status -> {
          fence.hold();
          telling.tell(now);
        });
  }
}
