package io.aureus.payouts;

import io.aureus.keys.CoinPoint;
import io.aureus.keys.CoinScript;

/**
 * A confirmed output on an address of ours that nothing of ours spends.
 *
 * @param units above 0
 */
record Coin(CoinPoint point, long units, CoinScript script) {}
