/**
 * The catalogue of refusals: a stable code, whose fault it is, and the words a person reads.
 *
 * <p>It refuses to know HTTP: the api room turns a refusal into an envelope, the pages into a
 * sentence.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.aureus.errors;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
