package io.aureus.ledger;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The journal on another server: transactions are numbered anew there, and the running sums go by
 * those numbers.
 */
public final class RestoredJournal {
  private RestoredJournal() {}

  /** Makes all entries those of the current transaction, and begins the sums anew. */
  public static void renumber(JdbcClient jdbc) {
    jdbc.sql("alter table journal_entry disable trigger stays").update();
    jdbc.sql("update journal_entry set made_in = pg_current_xact_id()").update();
    jdbc.sql("alter table journal_entry enable trigger stays").update();
    jdbc.sql("delete from ledger_mark_sum").update();
    jdbc.sql("update ledger_mark set upto = '0'").update();
  }
}
