/**
 * The hash-chained log of what people and keys did. Entries are written by the database's own
 * triggers, in the transaction of the deed; this room reads and checks them.
 *
 * <p>It refuses to change or remove an entry; so does the database.
 */
@ApplicationModule(allowedDependencies = "errors")
@NullMarked
package io.aureus.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
