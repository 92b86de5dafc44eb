package io.aureus.keys;

import io.aureus.errors.Refusal;
import io.aureus.keys.Signer.Purpose;
import io.aureus.keys.Signer.Source;
import io.aureus.keys.Signer.Spend;
import io.aureus.keys.Signer.Terms;
import io.aureus.keys.Signer.Verdict;
import io.aureus.keys.SpendingFacts.Approval;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The policy itself: a pure function from a spend and what is known of it to a verdict. */
final class SpendingRules {
  private static final Verdict ALLOWED = new Verdict(Verdict.Kind.ALLOWED, "");
  private static final String NOBODY = "0x0000000000000000000000000000000000000000";

  /** Native coins of the {@code evm} family count 18 decimals. */
  private static final int NATIVE_SCALE = 18;

  private final SpendingLimits limits;
  private final RefundRules refunds;

  SpendingRules(SpendingLimits limits) {
    this.limits = limits;
    this.refunds = new RefundRules(limits);
  }

  /** What can never be signed comes first, then what holds it back. */
  Verdict verdict(Spend spend, SpendingFacts facts) {
    String never = never(spend, facts);
    if (never != null) {
      return new Verdict(Verdict.Kind.REFUSED, never);
    }
    String held = held(spend, facts);
    return held == null ? ALLOWED : new Verdict(Verdict.Kind.HELD, held);
  }

  private @Nullable String never(Spend spend, SpendingFacts facts) {
    if (spend.units().signum() <= 0) {
      return "nothing is signed for less than one unit";
    }
    String destination;
    try {
      destination = PaidAddress.normal(spend.asset().chain(), spend.destination());
    } catch (Refusal e) {
      return e.words();
    }
    if (destination.equals(NOBODY)) {
      return "the zero address is nobody's: what goes there is lost";
    }
    if (destination.equalsIgnoreCase(spend.asset().contract())) {
      return "the destination is the token's own contract: what goes there is lost";
    }
    return switch (spend.purpose()) {
      case WITHDRAWAL, REFUND ->
          destination.equals(facts.hot())
              ? "the destination is our own hot address"
              : blocked(destination);
      case SWEEP -> sweepElsewhere(destination, facts);
      case TOP_UP -> wrongTopUp(spend, destination, facts);
    };
  }

  private @Nullable String blocked(String destination) {
    return limits.blocked().holds(destination)
        ? "the destination is on the block list: nothing is paid to it"
        : null;
  }

  private @Nullable String sweepElsewhere(String destination, SpendingFacts facts) {
    boolean ours = destination.equals(facts.hot()) || destination.equals(limits.coldAddress());
    return ours ? null : "a sweep goes to the hot address or to the configured cold address only";
  }

  private @Nullable String wrongTopUp(Spend spend, String destination, SpendingFacts facts) {
    if (!spend.asset().isNative()) {
      return "a top-up is of the chain's native coin only";
    }
    if (!destination.equals(facts.indexed())) {
      return "a top-up goes to an order's address of ours only, and names its index";
    }
    BigDecimal amount = new Amount(spend.asset(), spend.units()).decimal();
    return amount.compareTo(limits.topUpCap()) > 0
        ? "a top-up is of %s %s at most (aureus.keys.policy.top-up-cap)"
            .formatted(limits.topUpCap().toPlainString(), spend.asset().code())
        : null;
  }

  private @Nullable String held(Spend spend, SpendingFacts facts) {
    if (facts.stopped() != null) {
      return "signing is stopped: " + facts.stopped();
    }
    boolean withdrawal = spend.purpose() == Purpose.WITHDRAWAL;
    if (!withdrawal && spend.purpose() != Purpose.REFUND) {
      return null;
    }
    String over = over(spend, facts);
    if (over != null) {
      return over;
    }
    // A payer's address is new each time, and on no list.
    String elsewhere =
        withdrawal || limits.refundsAsWithdrawals() ? elsewhere(spend.purpose(), facts) : null;
    return elsewhere == null ? wantsPerson(spend, facts) : elsewhere;
  }

  private @Nullable String elsewhere(Purpose purpose, SpendingFacts facts) {
    return limits.allowListOnly() && !facts.listed()
        ? "the destination is not on the merchant's list, and %ss go nowhere else"
            .formatted(purpose.name().toLowerCase(Locale.ROOT))
        : young(facts);
  }

  /** Why a withdrawal or refund needs a second person's word; null where it does not, or has it. */
  @Nullable String wantsPerson(Spend spend, SpendingFacts facts) {
    String refund = refunds.wantsPerson(spend, facts);
    return refund == null ? unapproved(spend, facts) : refund;
  }

  /** Whether it needs that word given to the signer itself, and not told by a gateway. */
  boolean wantsPersonHere(Spend spend, SpendingFacts facts) {
    return limits.approveAtSigner() || refunds.wantsPerson(spend, facts) != null;
  }

  private @Nullable String over(Spend spend, SpendingFacts facts) {
    Amount cap = limits.payoutCap().get(spend.asset().code());
    if (cap != null && spend.units().compareTo(cap.units()) > 0) {
      return "one payout is of %s %s at most (aureus.keys.policy.payout-cap)"
          .formatted(cap.text(), cap.asset().code());
    }
    return overDay(spend.asset().code(), spend.units(), facts.lastDay());
  }

  /**
   * What the day's cap says of this much more; null where it may leave.
   *
   * @param lastDay what was signed of the asset within 24 hours, as the units in its smallest unit
   */
  @Nullable String overDay(String asset, BigInteger units, BigInteger lastDay) {
    Amount day = limits.dayCap().get(asset);
    if (day != null && lastDay.add(units).compareTo(day.units()) > 0) {
      return "%s %s may leave within 24 hours (aureus.keys.policy.day-cap), and %s are used already"
          .formatted(day.text(), day.asset().code(), new Amount(day.asset(), lastDay).text());
    }
    return null;
  }

  /**
   * What the cap of a day's fees says of this much more; null where it may be signed for.
   *
   * @param more in the smallest unit of the chain's own coin
   * @param lastDay what was signed for within 24 hours, likewise
   */
  @Nullable String overFees(String chain, BigInteger more, BigInteger lastDay) {
    Amount day = limits.feeDayCap().get(chain);
    if (day == null || lastDay.add(more).compareTo(day.units()) <= 0) {
      return null;
    }
    // Without the figures of this moment: a refusal is written down once for each rule.
    return ("the transactions of a day may cost %s %s (aureus.keys.policy.fee-day-cap), and with"
            + " this one they would cost more. It is signed as those before it get older than 24"
            + " hours, or when the cap is raised")
        .formatted(day.text(), day.asset().code());
  }

  private @Nullable String young(SpendingFacts facts) {
    if (limits.newDestinationDelay().isZero()) {
      return null;
    }
    Instant seen = facts.firstSeen();
    Instant from = (seen == null ? facts.now() : seen).plus(limits.newDestinationDelay());
    return facts.now().isBefore(from)
        ? "the destination is new: it is paid from %s on"
            .formatted(from.truncatedTo(ChronoUnit.SECONDS))
        : null;
  }

  private @Nullable String unapproved(Spend spend, SpendingFacts facts) {
    Amount above = limits.approvalAbove().get(spend.asset().code());
    boolean approved =
        facts.approval() == Approval.GIVEN
            || (facts.approval() == Approval.TOLD && !limits.approveAtSigner());
    if (above == null || approved || spend.units().compareTo(above.units()) <= 0) {
      return null;
    }
    return "above %s %s a second person must approve%s"
        .formatted(above.text(), above.asset().code(), limits.where());
  }

  /**
   * What is wrong with the transaction around a spend; null where nothing is.
   *
   * @param purpose of the spend
   */
  @Nullable String wrong(Purpose purpose, Terms terms) {
    boolean hot = terms.source() instanceof Source.Hot;
    if (purpose != Purpose.SWEEP && !hot) {
      return "an order's address pays to our own addresses only";
    }
    return wrong(terms);
  }

  /** Likewise, whatever it is for. */
  @Nullable String wrong(Terms terms) {
    if (terms.nonce() < 0 || terms.gasLimit() < 21_000) {
      return "a transaction needs a nonce of 0 or more, and 21000 gas or more";
    }
    if (terms.priority().signum() < 0 || terms.priority().compareTo(terms.maxFee()) > 0) {
      return "the priority fee must be 0 to the whole fee of " + terms.maxFee();
    }
    return new BigDecimal(terms.most(), NATIVE_SCALE).compareTo(limits.feeCap()) > 0
        ? "one transaction may cost %s of the native coin at most (aureus.keys.policy.fee-cap)"
            .formatted(limits.feeCap().toPlainString())
        : null;
  }

  /**
   * What is wrong with the fee of a transaction of coins; null where nothing is.
   *
   * @param fee in the coin's smallest unit
   */
  @Nullable String wrongFee(Asset coin, long fee) {
    if (fee <= 0) {
      return "the coins do not pay for the outputs and a fee";
    }
    Amount cap = limits.coinFeeCap().get(coin.code());
    if (cap == null || !cap.isPositive()) {
      return "nothing of %s is signed for: aureus.keys.policy.coin-fee-cap is 0"
          .formatted(coin.code());
    }
    Amount asked = new Amount(coin, BigInteger.valueOf(fee));
    return cap.isAtLeast(asked)
        ? null
        : "one transaction may cost %s %s at most (aureus.keys.policy.coin-fee-cap), not %s"
            .formatted(cap.text(), coin.code(), asked.text());
  }

  SpendingLimits limits() {
    return limits;
  }
}
