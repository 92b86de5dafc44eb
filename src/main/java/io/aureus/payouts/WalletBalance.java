package io.aureus.payouts;

import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.pricing.Rate;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a merchant has of one asset.
 *
 * @param available what may be paid out
 * @param pending seen on chain and not final yet
 * @param reserved set aside for payouts that are on their way
 * @param worth of what is available, rounded down to what the currency counts in; null without a
 *     dependable rate
 */
public record WalletBalance(
    Asset asset, Amount available, Amount pending, Amount reserved, @Nullable Worth worth) {
  /**
   * What it is worth in fiat, and by which rate.
   *
   * @param value 0 where there is nothing; below 0 where the balance is overdrawn
   */
  public record Worth(String currency, BigDecimal value, Rate rate) {}
}
