package io.aureus.payouts;

import static io.aureus.ledger.Account.Kind.AVAILABLE;
import static io.aureus.ledger.Account.Kind.COLD;
import static io.aureus.ledger.Account.Kind.CUSTODY;
import static io.aureus.ledger.Account.Kind.ELSEWHERE;
import static io.aureus.ledger.Account.Kind.FEES;
import static io.aureus.ledger.Account.Kind.LEAVING;
import static io.aureus.ledger.Account.Kind.NETWORK_COSTS;
import static io.aureus.ledger.Account.Kind.OWN_HELD;
import static io.aureus.ledger.Account.Kind.OWN_RESERVED;
import static io.aureus.ledger.Account.Kind.RESERVED;

import io.aureus.ledger.Account;
import io.aureus.ledger.Entry;
import io.aureus.ledger.Posting;
import io.aureus.money.Amount;
import io.aureus.wallets.Custody;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What each move of a payout means in the journal. Pure. A reference carries the payout's version,
 * so that a move is booked once however often it is tried.
 */
final class PayoutBookings {
  private PayoutBookings() {}

  /** The entry that follows from the move; without postings where nothing moved. */
  static Entry of(Payout before, Payout after) {
    List<Posting> postings = new ArrayList<>();
    boolean was = before.hasLeft();
    boolean is = after.hasLeft();
    if (is && !was) {
      postings.addAll(left(after, 1));
    } else if (was && !is) {
      postings.addAll(left(before, -1));
    }
    if (after.state() == PayoutState.CONFIRMED) {
      postings.addAll(paid(after, 1));
      postings.addAll(unused(before, after));
    } else if (before.state() == PayoutState.CONFIRMED) {
      postings.addAll(paid(before, -1));
    }
    if (after.state() == PayoutState.CANCELLED || after.state() == PayoutState.FAILED) {
      postings.addAll(reservation(after, -1));
    } else if (before.state() == PayoutState.FAILED) {
      postings.addAll(reservation(after, 1));
    }
    return new Entry(
        "payout:%s:%d".formatted(after.id(), after.version()),
        words(after.kind()) + " " + words(after.state()),
        List.copyOf(postings),
        order(after));
  }

  /** Sets the money aside. */
  static Entry reserved(Payout payout) {
    return new Entry(
        "payout:%s:%d".formatted(payout.id(), payout.version()),
        "reserved for a " + words(payout.kind()),
        reservation(payout, 1),
        order(payout));
  }

  private static String order(Payout payout) {
    return Objects.requireNonNullElse(payout.orderId(), "");
  }

  private static List<Posting> reservation(Payout payout, int sign) {
    if (payout.merchant() == null) {
      return List.of();
    }
    Amount amount = signed(payout.reserved(), sign);
    return payout.custody() == Custody.SELF
        ? pair(of(payout, OWN_HELD), of(payout, OWN_RESERVED), amount)
        : pair(of(payout, AVAILABLE), of(payout, RESERVED), amount);
  }

  /**
   * What the chain took from our addresses: the amount, where it goes out, and the network's fee.
   */
  private static List<Posting> left(Payout payout, int sign) {
    if (payout.custody() == Custody.SELF) {
      return List.of();
    }
    List<Posting> postings = new ArrayList<>();
    if (payout.merchant() != null && !payout.reverted()) {
      postings.addAll(
          pair(Account.ours(LEAVING), Account.ours(CUSTODY), signed(payout.amount(), sign)));
    }
    if (payout.kind() == PayoutKind.COLD && !payout.reverted()) {
      postings.addAll(
          pair(Account.ours(COLD), Account.ours(CUSTODY), signed(payout.amount(), sign)));
    }
    Amount spent = payout.spent();
    if (spent != null && spent.isPositive()) {
      postings.addAll(
          pair(Account.ours(NETWORK_COSTS), Account.ours(CUSTODY), signed(spent, sign)));
    }
    return postings;
  }

  private static List<Posting> paid(Payout payout, int sign) {
    if (payout.merchant() == null) {
      return List.of();
    }
    if (payout.custody() == Custody.SELF) {
      // The fee too, where it came off the amount: both left the merchant's wallet.
      Amount gone = signed(payout.reserved(), sign);
      return pair(of(payout, OWN_RESERVED), Account.ours(ELSEWHERE), gone);
    }
    List<Posting> postings =
        new ArrayList<>(
            pair(of(payout, RESERVED), Account.ours(LEAVING), signed(payout.amount(), sign)));
    if (payout.fee().isPositive()) {
      postings.addAll(pair(of(payout, RESERVED), Account.ours(FEES), signed(payout.fee(), sign)));
    }
    return postings;
  }

  /** What was set aside for the network and not taken. */
  private static List<Posting> unused(Payout before, Payout after) {
    Amount rest = before.fee().minus(after.fee());
    return after.merchant() == null || rest.isZero()
        ? List.of()
        : pair(of(after, RESERVED), of(after, AVAILABLE), rest);
  }

  private static Account of(Payout payout, Account.Kind kind) {
    return Account.of(String.valueOf(payout.merchant()), kind);
  }

  private static List<Posting> pair(Account shrinks, Account grows, Amount amount) {
    return List.of(new Posting(shrinks, amount.negated()), new Posting(grows, amount));
  }

  private static Amount signed(Amount amount, int sign) {
    return sign < 0 ? amount.negated() : amount;
  }

  private static String words(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
