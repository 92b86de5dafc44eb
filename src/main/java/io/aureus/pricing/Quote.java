package io.aureus.pricing;

import io.aureus.money.Amount;
import io.aureus.money.FiatAmount;

/** A fiat price as an exact amount of one asset, with the rate that it was made from. */
public record Quote(FiatAmount price, Amount amount, Rate rate) {}
