package io.aureus.pricing;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * What sources are asked for, and how often.
 *
 * @param symbols coins, e.g. {@code ETH}
 * @param fiats fiat codes other than {@code USD}
 */
record Wanted(List<String> symbols, List<String> fiats, Duration every, Clock clock) {}
