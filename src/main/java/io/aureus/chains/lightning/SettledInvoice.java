package io.aureus.chains.lightning;

import java.time.Instant;

/**
 * An invoice of ours that was paid for good.
 *
 * @param paymentHash in 64 hexadecimal digits
 * @param millisatoshi that came in, which may be more than was asked for
 * @param at when the node had it
 * @param offer the number of our offer that it was given for, in 64 hexadecimal digits; empty where
 *     it was for none
 */
public record SettledInvoice(String paymentHash, long millisatoshi, Instant at, String offer) {
  /** For no offer. */
  public SettledInvoice(String paymentHash, long millisatoshi, Instant at) {
    this(paymentHash, millisatoshi, at, "");
  }
}
