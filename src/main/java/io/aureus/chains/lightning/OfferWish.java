package io.aureus.chains.lightning;

import java.time.Instant;

/**
 * What a node is asked to hand out as an offer (BOLT12) that is paid once.
 *
 * @param label names it at the node alone: no payer reads it
 * @param millisatoshi to be paid, at least 1
 * @param description what the payer is told, without control characters
 * @param expiresAt until when invoices are given for it, in whole seconds
 */
public record OfferWish(String label, long millisatoshi, String description, Instant expiresAt) {}
