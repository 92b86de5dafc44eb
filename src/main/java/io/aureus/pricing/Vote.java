package io.aureus.pricing;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What one source says about a pair.
 *
 * @param price more than 0
 * @param at when it said so, or the time that it gives itself where that is earlier
 */
record Vote(String source, BigDecimal price, Instant at) {}
