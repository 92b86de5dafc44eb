/**
 * The hosted payment page, its live status and redirects; and what wallets ask at a Lightning
 * address, and to take a refund.
 *
 * <p>It refuses to change an order but for the choice of its coin, the address of its refund and
 * its claim, and makes none but those that are asked for at a Lightning address.
 */
@ApplicationModule(
    allowedDependencies = {"orders", "wallets", "merchants", "pricing", "money", "errors", "web"})
@NullMarked
package io.aureus.checkout;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
