package io.aureus.chains.lightning;

/**
 * An offer that a node of ours hands out.
 *
 * @param id by which the node tells of its payments, in 64 hexadecimal digits
 */
public record MadeOffer(String id, Offer offer) {}
