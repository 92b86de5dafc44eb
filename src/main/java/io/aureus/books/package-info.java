/**
 * Holds the journal against what each chain says that our addresses hold, at every block.
 *
 * <p>It refuses to mend anything: it says what differs.
 */
@ApplicationModule(
    allowedDependencies = {
      "payouts", "wallets", "ledger", "chains", "money", "errors", "jobs", "web"
    })
@NullMarked
package io.aureus.books;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
