package io.aureus.orders;

import static io.aureus.ledger.Account.Kind.AVAILABLE;
import static io.aureus.ledger.Account.Kind.CUSTODY;
import static io.aureus.ledger.Account.Kind.ELSEWHERE;
import static io.aureus.ledger.Account.Kind.FEES;
import static io.aureus.ledger.Account.Kind.FEES_BILLED;
import static io.aureus.ledger.Account.Kind.FEES_OWED;
import static io.aureus.ledger.Account.Kind.INCOMING;
import static io.aureus.ledger.Account.Kind.OWN_HELD;
import static io.aureus.ledger.Account.Kind.OWN_PENDING;
import static io.aureus.ledger.Account.Kind.PENDING;

import io.aureus.ledger.Account;
import io.aureus.ledger.Entry;
import io.aureus.ledger.Posting;
import io.aureus.money.Amount;
import io.aureus.wallets.Custody;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What each turn of a payment means in the journal. Pure. References are the turn's name; the
 * settlement completes them with the fact's number, so that a fact is booked once.
 */
final class Bookings {
  private static final BigInteger ALL_BPS = BigInteger.valueOf(10_000);

  private Bookings() {}

  static Entry seen(Payment payment) {
    return entry("seen", payment, pending(payment, payment.amount()));
  }

  static Entry dropped(Payment payment) {
    return entry("dropped", payment, pending(payment, payment.amount().negated()));
  }

  static Entry confirmed(Payment payment) {
    List<Posting> postings = pending(payment, payment.amount().negated());
    postings.addAll(held(payment, payment.amount()));
    postings.addAll(fee(payment, payment.fee()));
    return entry("confirmed", payment, postings);
  }

  static Entry reversed(Payment payment) {
    List<Posting> postings = held(payment, payment.amount().negated());
    postings.addAll(fee(payment, payment.fee().negated()));
    return entry("reversed", payment, postings);
  }

  /** The fee of a payment that the merchant takes after it was booked with another fee. */
  static Entry feeAfterwards(Payment taken, Amount before) {
    return entry("taken", taken, fee(taken, taken.fee().minus(before)));
  }

  /**
   * The fee of a confirmed payment that counts no more. One fact can do that to several payments,
   * so the turn's name has the payment's.
   */
  static Entry feeBack(Payment payment) {
    String words = "no fee on " + payment.txHash() + ", which does not count";
    return new Entry(
        "unfit-" + payment.transferId(), words, List.copyOf(fee(payment, payment.fee().negated())));
  }

  /**
   * Our share of a payment that counts. One that does not count costs nothing, but where the order
   * was paid to the merchant itself: whether it was is the word of what is the merchant's, or its
   * own money sent to itself, and our fee would go by saying so.
   */
  static Amount fee(Order order, Payment payment) {
    boolean isFree =
        payment.type() == Payment.Type.UNKNOWN
            && !(payment.custody() == Custody.CUSTODIAL && wasPaidElsewhere(order));
    return isFree ? Amount.zero(payment.amount().asset()) : shareOf(order, payment.amount());
  }

  /**
   * Also where nothing pays the order any more, for the merchant may have taken back what did. What
   * came to the merchant beside a quote that was paid to us is no reason.
   */
  private static boolean wasPaidElsewhere(Order order) {
    if (!Standing.isSold(order.state())) {
      return false;
    }
    Optional<OrderQuote> paid = Standing.paidForSure(order);
    return paid.isPresent()
        ? OneQuotePays.isElsewhere(order, paid.get())
        : (order.state() == OrderState.PAID || order.reversed())
            && order.payments().stream()
                .anyMatch(payment -> payment.custody() == Custody.SELF && payment.counts());
  }

  /** Rounded down: never in our own favour. */
  static Amount shareOf(Order order, Amount amount) {
    BigInteger units =
        amount.units().multiply(BigInteger.valueOf(order.policy().feeBps())).divide(ALL_BPS);
    return new Amount(amount.asset(), units);
  }

  private static Entry entry(String turn, Payment payment, List<Posting> postings) {
    return new Entry(turn, turn + " " + payment.txHash(), List.copyOf(postings));
  }

  private static List<Posting> pending(Payment payment, Amount amount) {
    return payment.custody() == Custody.SELF
        ? pair(Account.ours(ELSEWHERE), merchants(payment, OWN_PENDING), amount)
        : pair(Account.ours(INCOMING), merchants(payment, PENDING), amount);
  }

  private static List<Posting> held(Payment payment, Amount amount) {
    return payment.custody() == Custody.SELF
        ? pair(Account.ours(ELSEWHERE), merchants(payment, OWN_HELD), amount)
        : pair(Account.ours(CUSTODY), merchants(payment, AVAILABLE), amount);
  }

  /** Of what came to the merchant's own wallet nothing can be taken: its fee is owed. */
  private static List<Posting> fee(Payment payment, Amount fee) {
    if (fee.isZero()) {
      return new ArrayList<>();
    }
    return payment.custody() == Custody.SELF
        ? pair(merchants(payment, FEES_OWED), Account.ours(FEES_BILLED), fee)
        : pair(merchants(payment, AVAILABLE), Account.ours(FEES), fee);
  }

  private static Account merchants(Payment payment, Account.Kind kind) {
    return Account.of(payment.merchant().value(), kind);
  }

  private static List<Posting> pair(Account shrinks, Account grows, Amount amount) {
    List<Posting> postings = new ArrayList<>();
    postings.add(new Posting(shrinks, amount.negated()));
    postings.add(new Posting(grows, amount));
    return postings;
  }
}
