package io.aureus.pricing;

import io.aureus.money.Asset;
import io.aureus.money.FiatAmount;

/** Turns fiat prices into exact amounts. Never calls the network: rates are fetched beforehand. */
public interface Quotes {
  /**
   * @param price its currency in upper case; at most 15 digits before the decimal point and 18
   *     after
   * @param fixed one unit of a dollar stablecoin for one dollar ({@code fixed_encrypt_price}); a
   *     price in another currency is turned into dollars at the market's rate first
   * @return rounded up to what a payer can type
   * @throws io.aureus.errors.Refusal {@code UNAVAILABLE} where the rate is absent, stale or
   *     disputed; {@code BAD_REQUEST} where {@code fixed} is asked for another coin, or the price
   *     or the amount is 0, negative or absurd; {@code UNSUPPORTED} for an unknown currency
   */
  Quote quote(FiatAmount price, Asset asset, boolean fixed);

  /**
   * What one whole coin is worth now.
   *
   * @param currency a fiat code in upper case
   * @throws io.aureus.errors.Refusal {@code UNAVAILABLE} where the rate is absent, stale or
   *     disputed; {@code UNSUPPORTED} for an unknown currency
   */
  Rate rate(Asset asset, String currency);
}
