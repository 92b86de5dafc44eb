package io.aureus.backup;

import io.aureus.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Journal entries by hand. */
final class Postings {
  private Postings() {}

  static void post(TestDatabase database, String reference, long units) {
    JdbcClient jdbc = database.jdbc();
    database
        .transactions()
        .executeWithoutResult(
            status -> {
              long one = account(jdbc, "AVAILABLE");
              long other = account(jdbc, "CUSTODY");
              long entry =
                  jdbc.sql(
                          """
                          insert into journal_entry (reference, words, at)
                          values (?, 'for a test', now()) returning id
                          """)
                      .param(reference)
                      .query(Long.class)
                      .single();
              jdbc.sql(
                      """
                      insert into posting (entry, line, account, asset, units)
                      values (:entry, 1, :one, 'ETH', :units), (:entry, 2, :other, 'ETH', -:units)
                      """)
                  .param("entry", entry)
                  .param("one", one)
                  .param("other", other)
                  .param("units", units)
                  .update();
            });
  }

  private static long account(JdbcClient jdbc, String kind) {
    jdbc.sql(
            """
            insert into ledger_account (kind, owner, asset) values (?, '', 'ETH')
            on conflict do nothing
            """)
        .param(kind)
        .update();
    return jdbc.sql("select id from ledger_account where kind = ? and asset = 'ETH'")
        .param(kind)
        .query(Long.class)
        .single();
  }
}
