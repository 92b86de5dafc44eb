/**
 * Who a merchant is: people and roles, credentials, request signatures, enabled assets, callback
 * secrets.
 *
 * <p>It refuses to keep a secret in the clear.
 */
@ApplicationModule(allowedDependencies = {"money", "errors", "keys", "jobs"})
@NullMarked
package io.aureus.merchants;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
