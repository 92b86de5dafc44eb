package io.aureus.orders;

import io.aureus.wallets.Receiving.Prepared;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order that is about to be written, with what is written beside it.
 *
 * @param order its version is 1; it has at most one quote
 * @param shopRef unique per merchant (see {@link ShopReference}), or null for none
 * @param prepared the address of its quote, or null where no coin is chosen
 * @param tokenHash SHA-256 of its checkout token in hex, or null for none
 * @param tokenEnds when the token ends
 */
record NewOrderRow(
    Order order,
    @Nullable String idempotencyRef,
    @Nullable String shopRef,
    @Nullable Prepared prepared,
    @Nullable String tokenHash,
    Instant tokenEnds) {}
