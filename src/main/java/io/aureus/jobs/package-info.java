/**
 * Claims due work from the database with a lease, runs it on virtual threads, retries with a bound.
 *
 * <p>It refuses to assume that it is the only node.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.aureus.jobs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
