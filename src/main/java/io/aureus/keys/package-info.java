/**
 * The only room that touches private keys: seeds at rest, derivation, sealing of secrets under the
 * master key.
 *
 * <p>It refuses to hand out a private key.
 */
@ApplicationModule(allowedDependencies = {"money", "errors"})
@NullMarked
package io.aureus.keys;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
