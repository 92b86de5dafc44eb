/**
 * Where PostgreSQL comes from: the embedded one or an outside one; migrations; the lock on the data
 * folder.
 *
 * <p>It refuses to run on a folder that another instance holds, and on a server that would lose a
 * commit.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.aureus.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
