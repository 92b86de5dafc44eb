package io.aureus.payouts;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Chain;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Payouts that were asked for before under the same name. */
final class StandingPayouts {
  private final PayoutRows rows;

  StandingPayouts(PayoutRows rows) {
    this.rows = rows;
  }

  /**
   * What was asked for under the wish's reference or idempotency reference before.
   *
   * @throws Refusal {@code CONFLICT} where that was something else
   */
  Optional<Payout> of(PayoutWish wish) {
    List<Payout> named = rows.standing(wish);
    for (Payout payout : named) {
      if (!isSame(payout, wish)) {
        throw new Refusal(
            ErrorCode.CONFLICT,
            "the reference stands already, with another currency, amount or address: payout "
                + payout.id());
      }
    }
    return named.stream().findFirst();
  }

  private static boolean isSame(Payout standing, PayoutWish wish) {
    return standing.kind() == wish.kind()
        && isSameAmount(standing, wish)
        && isSameDestination(standing, wish)
        && standing.custody() == wish.custody()
        && Objects.equals(standing.orderId(), wish.orderId())
        && Objects.equals(standing.reference(), wish.reference());
  }

  /** An invoice may come with {@code lightning:} before it, or be asked of the same payee. */
  private static boolean isSameDestination(Payout standing, PayoutWish wish) {
    Chain chain = standing.amount().asset().chain();
    if (chain.isLightning() && wish.amount().asset().chain().isLightning()) {
      return InvoicePayouts.isSame(standing, wish.destination());
    }
    return standing.destination().equalsIgnoreCase(wish.destination().strip());
  }

  private static boolean isSameAmount(Payout standing, PayoutWish wish) {
    return wish.feeFromAmount()
        ? standing.amount().plus(standing.fee()).equals(wish.amount())
        : standing.amount().equals(wish.amount());
  }
}
