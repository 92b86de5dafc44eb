package io.aureus.payouts;

import io.aureus.chains.AccountNetwork.GasPrice;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import io.aureus.money.CoinNetwork;
import io.aureus.money.FiatAmount;
import io.aureus.payouts.CoinChoice.Price;
import io.aureus.pricing.Quotes;
import io.aureus.wallets.Custody;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;

/** What a merchant pays for the network, in the asset that is paid out. No call to any node. */
final class NetworkFees {
  private static final FiatAmount DOLLAR = new FiatAmount("USD", BigDecimal.ONE);
  private static final BigInteger PLAIN_GAS = BigInteger.valueOf(21_000);
  private static final BigInteger TOKEN_GAS = BigInteger.valueOf(65_000);

  /** Two coins, two outputs, of the usual kind; and each coin more. */
  private static final long COIN_BYTES = 209;

  private static final long MORE_COIN_BYTES = 68;

  /** More units than there will ever be of any coin. */
  private static final int MOST_BITS = 53;

  private final GasPrices prices;
  private final CoinRates coins;
  private final CoinCount count;
  private final Quotes quotes;
  private final PayoutRows rows;
  private final PayoutsSettings settings;
  private final OwnFees own;

  NetworkFees(
      GasPrices prices,
      CoinRates coins,
      CoinCount count,
      Quotes quotes,
      PayoutRows rows,
      PayoutsSettings settings,
      OwnFees own) {
    this.prices = prices;
    this.coins = coins;
    this.count = count;
    this.quotes = quotes;
    this.rows = rows;
    this.settings = settings;
    this.own = own;
  }

  /**
   * What is set aside for the network beside what the receiver gets. A merchant's own wallet pays
   * it by itself, on top, where it does not come off the amount.
   *
   * @param destination as the chain writes it
   * @throws Refusal {@code UNAVAILABLE} as the others
   */
  Amount of(PayoutWish wish, String destination) {
    if (wish.custody() == Custody.CUSTODIAL) {
      return of(wish.amount(), wish.feeFromAmount());
    }
    return wish.feeFromAmount()
        ? own.of(wish.merchant(), wish.amount(), destination)
        : Amount.zero(wish.amount().asset());
  }

  /** As {@link Payouts#fee}. */
  Amount of(MerchantId merchant, Amount amount, Custody custody) {
    return custody == Custody.SELF ? own.of(merchant, amount, null) : of(amount.asset());
  }

  /**
   * For a payout of this much: of Bitcoin and Litecoin by the coins that it would take now.
   *
   * @param isWithFee whether the fee is taken from the amount
   * @throws Refusal {@code UNAVAILABLE} as the other
   */
  Amount of(Amount amount, boolean isWithFee) {
    Asset asset = amount.asset();
    Amount usual = of(asset);
    if (usual.isZero() || !CoinNetwork.has(asset.chain().family())) {
      return usual;
    }
    Optional<Long> rate = coins.asked(asset.chain());
    if (rate.isEmpty() || amount.units().bitLength() > MOST_BITS) {
      return usual;
    }
    Price price = coins.price(asset, rate.get());
    long units = amount.units().longValueExact();
    int taken = count.of(asset, units, isWithFee, price, many -> cost(rate.get(), many));
    return Amount.ofUnits(asset, cost(rate.get(), taken));
  }

  private static long cost(long rate, long coins) {
    return CoinRates.cost(rate, COIN_BYTES + (coins - CoinCount.USUAL) * MORE_COIN_BYTES);
  }

  /**
   * What a usual payout costs.
   *
   * @throws Refusal {@code UNAVAILABLE} where the price of gas or a rate is not known now
   */
  Amount of(Asset asset) {
    Chain chain = asset.chain();
    boolean isCoin = CoinNetwork.has(chain.family());
    if (settings.feeFrom() == PayoutsSettings.FeeFrom.OPERATOR) {
      return Amount.zero(asset);
    }
    if (isCoin) {
      return coins
          .cost(chain, COIN_BYTES)
          .map(units -> Amount.ofUnits(asset, units))
          .orElseThrow(() -> unknown(chain));
    }
    GasPrice price = prices.of(chain).orElseThrow(() -> unknown(chain));
    BigInteger gas = asset.isNative() ? PLAIN_GAS : TOKEN_GAS;
    Amount cost =
        new Amount(rows.nativeOf(asset), price.base().add(price.priority()).multiply(gas));
    return asset.isNative() ? cost : inAsset(cost, asset);
  }

  static Refusal unknown(Chain chain) {
    return new Refusal(
        ErrorCode.UNAVAILABLE,
        "what the network of %s asks is not known now; try again in a minute"
            .formatted(chain.name()),
        Duration.ofMinutes(1));
  }

  /** At today's rates, rounded up to what the asset can be written with. */
  Amount inAsset(Amount cost, Asset asset) {
    BigDecimal dollars = cost.decimal().multiply(dollars(cost.asset()));
    BigDecimal coins = dollars.divide(dollars(asset), asset.quoteScale(), RoundingMode.CEILING);
    return Amount.ofDecimal(asset, coins);
  }

  private BigDecimal dollars(Asset asset) {
    return quotes.quote(DOLLAR, asset, false).rate().price();
  }
}
