package io.aureus.chains.lightning;

import java.time.Instant;

/**
 * An invoice of ours that was paid for good.
 *
 * @param paymentHash in 64 hexadecimal digits
 * @param millisatoshi that came in, which may be more than was asked for
 * @param at when the node had it
 */
public record SettledInvoice(String paymentHash, long millisatoshi, Instant at) {}
