/**
 * The only room that talks to nodes: a sub-room per family, each recording transfers to watched
 * addresses.
 *
 * <p>It refuses to settle anything: it records facts, the orders room decides.
 */
@ApplicationModule(allowedDependencies = {"money", "errors", "jobs"})
@NullMarked
package io.aureus.chains;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
