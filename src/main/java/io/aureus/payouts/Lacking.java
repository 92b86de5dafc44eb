package io.aureus.payouts;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Amount;
import io.aureus.wallets.Custody;

/** What a balance does not suffice for, with the figure that would pass. */
final class Lacking {
  private Lacking() {}

  static Refusal of(Payout draft, Amount available) {
    if (draft.custody() == Custody.SELF) {
      return new Refusal(
          ErrorCode.CONFLICT,
          "of what came to your own wallet %s %s were not paid out through us yet: at most that"
              .formatted(available.text(), available.asset().code()));
    }
    return new Refusal(
        ErrorCode.CONFLICT,
        "the balance is %s %s and the network fee %s: at most %s can be paid out"
            .formatted(
                available.text(),
                available.asset().code(),
                draft.fee().text(),
                most(available, draft.fee()).text()));
  }

  /** What is left of a balance for the receiver. */
  static Amount most(Amount available, Amount fee) {
    Amount rest = available.minus(fee);
    return rest.isPositive() ? rest : Amount.zero(fee.asset());
  }
}
