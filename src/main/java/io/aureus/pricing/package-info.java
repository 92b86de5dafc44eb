/**
 * Rates from several sources, and exact quotes made from them.
 *
 * <p>It refuses to quote from a stale, lonely or outlying rate.
 */
@ApplicationModule(allowedDependencies = {"money", "errors", "jobs"})
@NullMarked
package io.aureus.pricing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
