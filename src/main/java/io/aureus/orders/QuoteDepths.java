package io.aureus.orders;

import io.aureus.errors.Refusal;
import io.aureus.merchants.DepthBand;
import io.aureus.merchants.DepthBounds;
import io.aureus.merchants.DepthPolicy;
import io.aureus.merchants.Merchant;
import io.aureus.money.Amount;
import io.aureus.money.Chain;
import io.aureus.money.FiatAmount;
import io.aureus.orders.OrderQuote.Counting;
import io.aureus.pricing.Quotes;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Which of a merchant's bands holds for what is asked for. */
final class QuoteDepths {
  private final Quotes quotes;
  private final DepthBounds bounds;

  QuoteDepths(Quotes quotes, DepthBounds bounds) {
    this.quotes = quotes;
    this.bounds = bounds;
  }

  /**
   * Where a rate is missing the answer is the more careful one. What Lightning settles is final at
   * once: there is nothing to wait for, whatever a band says.
   */
  Counting of(Merchant merchant, FiatAmount price, Amount amount) {
    Chain chain = amount.asset().chain();
    if (chain.isLightning()) {
      return Counting.usual(chain);
    }
    DepthPolicy policy = merchant.depths();
    int usual = chain.confirmations();
    @Nullable Integer wished = wished(policy, amount, usual);
    if (wished == null) {
      return Counting.usual(chain);
    }
    int depth = Math.clamp(wished, bounds.least(chain), bounds.most(chain));
    if (depth > 0) {
      return new Counting(depth, null, true);
    }
    @Nullable FiatAmount worth = worth(policy.atRisk().currency(), price, amount);
    return worth == null ? new Counting(1, null, true) : new Counting(0, worth, true);
  }

  /** Of the band with the lowest sum that the amount does not pass; null where there is none. */
  private @Nullable Integer wished(DepthPolicy policy, Amount amount, int usual) {
    @Nullable Integer wished = null;
    @Nullable Amount lowest = null;
    boolean isKnown = true;
    for (DepthBand band : policy.of(amount.asset())) {
      BigDecimal upTo = band.upTo();
      if (upTo == null) {
        wished = lowest == null ? band.confirmations() : wished;
        continue;
      }
      @Nullable Amount limit = limit(band.unit(), upTo, amount);
      isKnown &= limit != null;
      if (limit != null
          && limit.isAtLeast(amount)
          && (lowest == null || !limit.isAtLeast(lowest))) {
        lowest = limit;
        wished = band.confirmations();
      }
    }
    return isKnown || wished == null || wished > usual ? wished : null;
  }

  private @Nullable Amount limit(String unit, BigDecimal upTo, Amount amount) {
    if (unit.equals(amount.asset().code())) {
      BigDecimal units = upTo.movePointRight(amount.asset().scale());
      return new Amount(amount.asset(), units.setScale(0, RoundingMode.FLOOR).toBigInteger());
    }
    try {
      return quotes.quote(new FiatAmount(unit, upTo), amount.asset(), false).amount();
    } catch (Refusal e) {
      return null;
    }
  }

  private @Nullable FiatAmount worth(String currency, FiatAmount price, Amount amount) {
    if (price.currency().equals(currency)) {
      return price;
    }
    try {
      BigDecimal coins = new BigDecimal(amount.units(), amount.asset().scale());
      BigDecimal worth = coins.multiply(quotes.rate(amount.asset(), currency).price());
      return new FiatAmount(currency, worth.setScale(2, RoundingMode.CEILING));
    } catch (Refusal e) {
      return null;
    }
  }
}
