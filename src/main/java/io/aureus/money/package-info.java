/**
 * Chains, assets, amounts, fiat and rounding as plain values, and the spellings and checksums of
 * addresses.
 *
 * <p>It refuses floating point, amounts without an asset, and any framework.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.aureus.money;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
