package io.aureus.chains.lightning;

/**
 * What is in a node's channels, in millisatoshi.
 *
 * @param local our own, what is in flight included
 * @param spendable of it, what can be sent now by one payment or several
 * @param receivable what can come in now
 * @param onChain our own outside of channels, confirmed, in satoshi
 */
public record ChannelFunds(long local, long spendable, long receivable, long onChain) {}
