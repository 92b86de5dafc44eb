package io.aureus.ledger;

import io.aureus.money.Catalogue;
import io.aureus.testing.TestDatabase;
import java.time.Clock;

/** The journal, for tests of rooms that post to it. */
public final class LedgerStores {
  private LedgerStores() {}

  public static Ledger ledger(TestDatabase database, Catalogue catalogue, Clock clock) {
    return new Journal(new JournalRows(database.jdbc()), catalogue, clock);
  }
}
