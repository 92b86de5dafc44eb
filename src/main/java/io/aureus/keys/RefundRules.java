package io.aureus.keys;

import io.aureus.keys.Signer.Purpose;
import io.aureus.keys.Signer.Spend;
import io.aureus.keys.SpendingFacts.Approval;
import io.aureus.money.Amount;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What refunds may do without a person. A payer's address is on no list and always new; so whoever
 * has the gateway would call a theft a refund, if nothing else bound them.
 */
final class RefundRules {
  private final SpendingLimits limits;

  RefundRules(SpendingLimits limits) {
    this.limits = limits;
  }

  /**
   * Why a refund needs a second person's word; null where it does not, or has it. The word of a
   * gateway in another process does not do: it is the one that says what a refund is.
   */
  @Nullable String wantsPerson(Spend spend, SpendingFacts facts) {
    if (spend.purpose() != Purpose.REFUND
        || facts.approval() == Approval.GIVEN
        // There a withdrawal could go as well.
        || (limits.allowListOnly() && facts.listed())) {
      return null;
    }
    String asset = spend.asset().code();
    Amount one = limits.refundCap().get(asset);
    if (one == null && limits.allowListOnly()) {
      return "payouts go to listed destinations only, and no refund-cap lets refunds of %s go"
              .formatted(asset)
          + " elsewhere (aureus.keys.policy.refund-cap): a second person must approve this one"
          + limits.where();
    }
    if (one != null && spend.units().compareTo(one.units()) > 0) {
      return "above %s %s a second person must approve a refund%s (aureus.keys.policy.refund-cap)"
          .formatted(one.text(), asset, limits.where());
    }
    return overDay(asset, spend.units(), facts.refunded());
  }

  private @Nullable String overDay(String asset, BigInteger units, BigInteger refunded) {
    Amount day = limits.refundDayCap().get(asset);
    if (day == null || refunded.add(units).compareTo(day.units()) <= 0) {
      return null;
    }
    return ("%s %s of refunds may leave within 24 hours (aureus.keys.policy.refund-day-cap), and %s"
            + " are used already: it waits, or a second person approves it%s")
        .formatted(day.text(), asset, new Amount(day.asset(), refunded).text(), limits.where());
  }
}
