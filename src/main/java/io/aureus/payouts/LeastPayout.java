package io.aureus.payouts;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import io.aureus.money.CoinAddress;
import io.aureus.money.CoinNetwork;

/** What can be paid out at all: more than nothing, and no dust. */
final class LeastPayout {
  private LeastPayout() {}

  /**
   * @param amount what the receiver would get, of the wish
   * @throws Refusal with the figure that would pass
   */
  static void check(PayoutWish wish, Amount amount, Amount fee, String destination) {
    Asset asset = amount.asset();
    Chain chain = asset.chain();
    boolean isCoin = CoinNetwork.has(chain.family());
    long units = isCoin ? CoinAddress.parse(chain, destination).dustLimit(chain) : 1;
    Amount least = Amount.ofUnits(asset, units);
    if (!amount.isAtLeast(least)) {
      if (wish.kind() == PayoutKind.REFUND && wish.feeFromAmount()) {
        throw new Refusal(
            ErrorCode.BAD_REQUEST,
            "amount: of %s %s the network's fee of %s leaves too little: at least %s, or let the"
                    .formatted(
                        wish.amount().text(), asset.code(), fee.text(), least.plus(fee).text())
                + " merchant bear the fee (fee_bearer MERCHANT)");
      }
      Amount named = wish.feeFromAmount() ? least.plus(fee) : least;
      throw new Refusal(
          ErrorCode.BAD_REQUEST,
          "amount: %s %s is too little; %s is the least"
              .formatted(wish.amount().text(), asset.code(), named.text()));
    }
  }
}
