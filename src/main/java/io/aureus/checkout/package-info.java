/**
 * The hosted payment page, its live status and redirects.
 *
 * <p>It refuses to change an order but for the choice of its coin and the address of its refund.
 */
@ApplicationModule(
    allowedDependencies = {"orders", "merchants", "pricing", "money", "errors", "web"})
@NullMarked
package io.aureus.checkout;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
