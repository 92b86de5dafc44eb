package io.aureus.chains.lightning;

import java.time.Duration;

/**
 * What a node is asked to sign as an invoice.
 *
 * @param label names it at the node, once and for ever: made of letters, digits and hyphens. A node
 *     that was asked twice under one label has one invoice, where it knows labels at all
 * @param millisatoshi to be paid, at least 1. Nodes that know whole satoshi alone refuse others
 * @param description what the payer is told, of 639 bytes of UTF-8 at most
 * @param isHashed whether only its hash goes into the invoice, as LNURL wants it
 * @param expiry how long it may be paid, in whole seconds
 */
public record InvoiceWish(
    String label, long millisatoshi, String description, boolean isHashed, Duration expiry) {}
