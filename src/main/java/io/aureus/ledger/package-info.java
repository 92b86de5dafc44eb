/**
 * Double-entry accounts and immutable entries; answers balances; compares itself with the chain.
 *
 * <p>It refuses imbalance and change; so does the database.
 */
@ApplicationModule(allowedDependencies = {"money", "errors"})
@NullMarked
package io.aureus.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
