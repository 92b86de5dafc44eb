/**
 * Claims due work from the database with a lease, runs it on virtual threads, retries with a bound;
 * and commits the rows of many waiting requests together.
 *
 * <p>It refuses to assume that it is the only node.
 */
@ApplicationModule(allowedDependencies = "errors")
@NullMarked
package io.aureus.jobs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
