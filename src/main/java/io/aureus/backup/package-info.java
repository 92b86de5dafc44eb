/**
 * Back-ups of a whole installation in one sealed file: written from one snapshot, checked without a
 * database, and brought back into an empty one.
 *
 * <p>It refuses a file in which one bit was changed, and a database that is not empty.
 */
@ApplicationModule(allowedDependencies = {"database", "keys", "errors"})
@NullMarked
package io.aureus.backup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
