package io.aureus.commands;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the old machine held for a while: it is void on the new one. */
final class RestoredRows {
  private static final List<String> ENDS =
      List.of(
          // The number of a lease's holder goes on growing.
          "update job_lease set held_until = 'epoch'",
          "update delivery set claimed_by = null, claim = null, claim_until = null"
              + " where claim_until is not null",
          "update api_idempotency set claimed_until = 'epoch' where status is null",
          // Readers of the feed may be ahead of the back-up: what comes now must come after that.
          "insert into event_era (era) select max(era) + 1 from event_era",
          // A wallet may have taken it since: only the shop can look, and make another link.
          "update refund_link set claim_hash = null, claim_units = null, claim_actor = null"
              + " where closed_at is null and claim_hash is not null",
          "delete from dashboard_session",
          "delete from setup_token",
          "delete from invitation");

  private RestoredRows() {}

  /** Inside the current transaction. */
  static void endClaims(JdbcClient jdbc) {
    ENDS.forEach(sql -> jdbc.sql(sql).update());
  }
}
