package io.aureus.payouts;

import io.aureus.keys.CoinOutput;
import io.aureus.keys.CoinScript;
import io.aureus.keys.OwnAccount;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import io.aureus.money.CoinNetwork;
import io.aureus.payouts.CoinChoice.Choice;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a payout from a merchant's own wallet of coins takes off the amount where its receiver bears
 * the fee: so much as the coins cost that pay the rest. So the coin that an order brought suffices
 * to send it back.
 */
final class OwnFees {
  /** One coin, two outputs, of the usual kind. */
  private static final long USUAL_BYTES = 141;

  private static final String USUAL_SCRIPT = "0014" + "00".repeat(20);

  /** More units than there will ever be of any coin. */
  private static final int MOST_BITS = 53;

  private static final int LOOKS = 20;

  private final OwnPurse purse;
  private final CoinRates rates;

  OwnFees(OwnPurse purse, CoinRates rates) {
    this.purse = purse;
    this.rates = rates;
  }

  /**
   * @param amount that leaves the wallet, the fee included
   * @param destination null where it is not known yet
   * @return nothing on chains where one address has to pay both
   * @throws io.aureus.errors.Refusal {@code UNAVAILABLE} where what the network asks is not known
   */
  Amount of(MerchantId merchant, Amount amount, @Nullable String destination) {
    Asset asset = amount.asset();
    Chain chain = asset.chain();
    if (!CoinNetwork.has(chain.family())) {
      return Amount.zero(asset);
    }
    long rate = rates.asked(chain).orElseThrow(() -> NetworkFees.unknown(chain));
    String script = destination == null ? USUAL_SCRIPT : Purse.script(chain, destination);
    if (amount.units().bitLength() <= MOST_BITS) {
      CoinOutput all = new CoinOutput(amount.units().longValueExact(), script);
      for (OwnPurse.Wallet wallet : purse.of(merchant, asset).wallets()) {
        OwnAccount account = OwnAccount.read(chain, wallet.accountKey());
        OwnChoice choice = new OwnChoice(chain, wallet, account);
        if (account.isSpendable() && choice.worth(rate) >= all.units()) {
          OptionalLong fee = of(choice, all, rate);
          if (fee.isPresent()) {
            return Amount.ofUnits(asset, fee.getAsLong());
          }
        }
      }
    }
    return Amount.ofUnits(asset, CoinRates.cost(rate, USUAL_BYTES));
  }

  /**
   * Begins with one coin that needs no change, and goes up to what the coins cost that are chosen.
   *
   * @param choice of coins that hold as much as leaves the wallet
   * @param all that leaves it
   * @return empty where no node would pass that on
   */
  static OptionalLong of(OwnChoice choice, CoinOutput all, long rate) {
    long fee = least(choice, all, rate);
    for (int look = 0; look < LOOKS && fee < all.units(); look++) {
      switch (choice.light(new CoinOutput(all.units() - fee, all.script()), rate)) {
        case Choice.Chosen chosen -> {
          long asked = OwnChoice.price(rate).of(chosen.weight());
          if (asked <= fee) {
            return OptionalLong.of(fee);
          }
          fee = asked;
        }
        case Choice.Lacking lacking -> fee += lacking.units();
        case Choice.TooDear dear -> {
          return OptionalLong.empty();
        }
        case Choice.TooHeavy heavy -> {
          return OptionalLong.empty();
        }
      }
    }
    return OptionalLong.of(fee);
  }

  private static long least(OwnChoice choice, CoinOutput all, long rate) {
    long input =
        choice.wallet().coins().stream()
            .mapToLong(held -> held.coin().script().inputWeight())
            .min()
            .orElse(0);
    long weight = CoinScript.frameWeight(1, 1) + CoinScript.outputWeight(all.script()) + input;
    return OwnChoice.price(rate).of(weight);
  }
}
