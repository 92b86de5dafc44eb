/**
 * Where a merchant's money arrives and lies: a fresh address per order from a prepared pool.
 *
 * <p>It refuses to give one address to two orders.
 */
@ApplicationModule(
    allowedDependencies = {"merchants", "chains", "keys", "ledger", "money", "errors", "jobs"})
@NullMarked
package io.aureus.wallets;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
