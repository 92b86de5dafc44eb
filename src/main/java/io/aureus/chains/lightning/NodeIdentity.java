package io.aureus.chains.lightning;

/**
 * Who a node is, and how it stands.
 *
 * @param id its public key, in 66 hexadecimal digits
 * @param alias what it calls itself; a stranger's text, and may be empty
 * @param program its program and version as it tells them
 * @param network it runs on
 * @param height the newest block that it knows; 0 where it does not say
 * @param isSynced whether it says that it has followed the chain to its end
 */
public record NodeIdentity(
    String id,
    String alias,
    String program,
    LightningNetwork network,
    long height,
    boolean isSynced) {}
