package io.aureus.payouts;

import io.aureus.ledger.Account;
import io.aureus.ledger.Entry;
import io.aureus.ledger.Ledger;
import io.aureus.money.Amount;
import io.aureus.wallets.Custody;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Moves payouts, and writes all that follows inside the current transaction: where it stands, its
 * story, the journal, and whatever others do about it.
 */
final class PayoutMoves {
  /** Somebody else moved the payout since it was read: what was to be written is void. */
  static final class Overtaken extends RuntimeException {
    private static final long serialVersionUID = 1;

    Overtaken(PayoutId id) {
      super("payout " + id + " was moved by somebody else");
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(PayoutMoves.class);

  private final PayoutRows rows;
  private final StoryRows story;
  private final Ledger ledger;
  private final List<PayoutMilestones> listeners;
  private final Clock clock;
  private final TransactionTemplate transactions;

  PayoutMoves(
      PayoutRows rows,
      StoryRows story,
      Ledger ledger,
      List<PayoutMilestones> listeners,
      Clock clock,
      TransactionTemplate transactions) {
    this.rows = rows;
    this.story = story;
    this.ledger = ledger;
    this.listeners = listeners;
    this.clock = clock;
    this.transactions = transactions;
  }

  /** In one transaction: the caller's, where it has one. */
  Payout together(Supplier<Payout> change) {
    return Objects.requireNonNull(transactions.execute(status -> change.get()));
  }

  /**
   * @param to not held: {@link #hold} says why as well
   * @param due when a job should look at it next; null for never
   * @throws Overtaken where it was moved since it was read: the transaction must roll back
   */
  Payout move(Payout from, PayoutState to, String words, @Nullable Instant due) {
    return move(from, from.in(to, now()), words, due);
  }

  /** The same, with the transaction that counts from now on. */
  Payout move(Payout from, PayoutState to, Mined mined, String words, @Nullable Instant due) {
    Payout after = from.in(to, now()).with(mined.hash(), mined.spent(), mined.reverted());
    return move(from, after, words, due);
  }

  /**
   * The transaction that counts.
   *
   * @param spent null while it is in no block
   */
  record Mined(@Nullable String hash, @Nullable Amount spent, boolean reverted) {}

  /** Final at once, with the fee that was really taken: what else was set aside goes back. */
  Payout confirm(Payout from, Amount fee, String words) {
    return move(from, from.in(PayoutState.CONFIRMED, now()).costing(fee), words, null);
  }

  private Payout move(Payout from, Payout after, String words, @Nullable Instant due) {
    if (from.state() != after.state()) {
      PayoutLifecycle.check(from.state(), after.state());
    }
    if (!rows.save(after, due)) {
      throw new Overtaken(from.id());
    }
    boolean isKnown = story.wasUnclear(after);
    story.tell(after, words + overdrawn(from, after));
    Entry entry = PayoutBookings.of(from, after);
    if (!entry.postings().isEmpty() && !ledger.post(entry)) {
      throw new IllegalStateException("journal entry " + entry.reference() + " stands already");
    }
    listeners.forEach(listener -> listener.moved(after, from.state(), isKnown));
    return after;
  }

  /** What was returned when it failed may be spent by now, and is set aside again all the same. */
  private String overdrawn(Payout from, Payout after) {
    if (from.state() != PayoutState.FAILED
        || after.merchant() == null
        || after.custody() == Custody.SELF) {
      return "";
    }
    Account account = Account.of(after.merchant().value(), Account.Kind.AVAILABLE);
    Amount left = ledger.lock(account, after.amount().asset()).minus(after.reserved());
    if (left.units().signum() >= 0) {
      return "";
    }
    String words =
        "; what was returned is spent already: the balance is %s %s now"
            .formatted(left.text(), left.asset().code());
    LOG.warn("payout {} of {} may pay after all{}", after.id(), after.merchant(), words);
    return words;
  }

  /**
   * Held, or held for another reason than before.
   *
   * @param due null where no job may look at it
   */
  Payout hold(Payout from, PayoutHold why, String words, @Nullable Instant due) {
    return hold(from, why, words, words, due);
  }

  /** The same where its story says more than what it waits for. */
  Payout hold(Payout from, PayoutHold why, String reason, String words, @Nullable Instant due) {
    return move(from, from.held(why, reason, now()), words, due);
  }

  /** In a block at the required depth, but less arrived than was sent: a person decides. */
  Payout shortOf(Payout from, String words, Instant due) {
    return move(from, from.shortOf(words, now()), words, due);
  }

  /** Signed and offered, and its number is another transaction's: only a person can find out. */
  Payout astray(Payout from, String words, Instant due) {
    return move(from, from.astray(words, now()), words, due);
  }

  /**
   * Says on the payout's page why its bytes are offered with the fee that they have, until they are
   * signed for another: no new version or story. One that is unclear says what is unclear of it.
   *
   * @param rule what the signer said
   */
  void notRaised(Payout payout, String rule) {
    String words = "its fee is not raised now: the signer refuses it: " + rule;
    if (payout.state() == PayoutState.BROADCASTING && !payout.holdReason().equals(words)) {
      rows.restate(payout, words, now());
      LOG.warn("payout {}: {}", payout.id(), words);
    }
  }

  /** The first line of a payout's story. */
  void begun(Payout payout, String words) {
    story.tell(payout, words);
    Entry entry = PayoutBookings.reserved(payout);
    if (!entry.postings().isEmpty() && !ledger.post(entry)) {
      throw new IllegalStateException("journal entry " + entry.reference() + " stands already");
    }
    listeners.forEach(listener -> listener.moved(payout, payout.state(), false));
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
