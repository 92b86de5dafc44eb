package io.aureus.wallets;

import io.aureus.merchants.MerchantId;
import io.aureus.money.Chain;
import java.time.Instant;

/**
 * A node of Lightning that a merchant brought, without its secret.
 *
 * @param program {@code lnd}, {@code core-lightning}, {@code phoenixd} or {@code electrum}
 * @param pin of its certificate; empty for none
 * @param nodeId its public key when it was brought
 * @param active whether orders use it; if not, it is only read for payments that come late
 * @param createdAt when it was brought, the last time
 */
public record OwnNode(
    long id,
    MerchantId merchant,
    Chain chain,
    String program,
    String url,
    String pin,
    String nodeId,
    boolean active,
    Instant createdAt) {}
