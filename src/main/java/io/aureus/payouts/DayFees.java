package io.aureus.payouts;

import io.aureus.keys.SpendingPolicy;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What the fees of a chain come to in a day, and may come to, as the signer said a moment ago. What
 * is new leaves a fifth of it: what is signed already must be raised where the network asks more,
 * and on chains with accounts it holds up all that was signed after it.
 *
 * @param used what was signed for within 24 hours
 * @param cap null where the signer has none for the chain
 */
record DayFees(Amount used, @Nullable Amount cap) {
  private static final BigInteger PARTS = BigInteger.valueOf(5);
  private static final BigInteger FOR_NEW = BigInteger.valueOf(4);

  /** Asks the signer, which may be another process: in no transaction. */
  static DayFees of(SpendingPolicy policy, Asset coin) {
    Amount cap = policy.rules().feeDayCap().get(coin.chain().code());
    return new DayFees(policy.feesOfDay(Amount.zero(coin)), cap);
  }

  /** The same with so much more, in the coin's smallest unit. */
  DayFees with(BigInteger more) {
    return new DayFees(used.plus(new Amount(used.asset(), more)), cap);
  }

  /** On a day on which nothing was signed yet. */
  DayFees unused() {
    return new DayFees(Amount.zero(used.asset()), cap);
  }

  /** Why a new transaction that may cost so much has to wait, for people; empty where not. */
  String againstNew(BigInteger most) {
    return against(most, FOR_NEW);
  }

  /** Likewise of what lets signed ones go on. */
  String against(BigInteger most) {
    return against(most, PARTS);
  }

  private String against(BigInteger most, BigInteger parts) {
    if (cap == null
        || used.units().add(most).multiply(PARTS).compareTo(cap.units().multiply(parts)) <= 0) {
      return "";
    }
    return ("the transactions of a day may cost %s %s (aureus.keys.policy.fee-day-cap), of which a"
            + " fifth is kept to raise what is signed already. It goes out as those before it get"
            + " older than 24 hours, or when the cap is raised")
        .formatted(cap.text(), cap.asset().code());
  }
}
