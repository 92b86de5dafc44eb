package io.aureus.payouts;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code payout_history}. */
final class StoryRows {
  private final JdbcClient jdbc;

  StoryRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void tell(Payout payout, String words) {
    jdbc.sql("insert into payout_history (payout_id, version, at, state, words) values (?,?,?,?,?)")
        .params(UUID.fromString(payout.id().value()), payout.version())
        .params(payout.updatedAt().atOffset(ZoneOffset.UTC), payout.state().name(), words)
        .update();
  }

  /** Oldest first. */
  List<Payouts.Step> of(PayoutId id) {
    return jdbc.sql("select * from payout_history where payout_id = ? order by version")
        .param(UUID.fromString(id.value()))
        .query(
            (row, n) ->
                new Payouts.Step(
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    PayoutState.valueOf(row.getString("state")),
                    row.getString("words")))
        .list();
  }

  /**
   * Whether an unclear payout was so before, for the same reason where it has one, and no block had
   * it since. False for one that is not unclear.
   */
  boolean wasUnclear(Payout payout) {
    return payout.state() == PayoutState.UNCLEAR
        && jdbc.sql(
                """
                select exists (
                  select 1 from payout_history
                  where payout_id = :id and state = 'UNCLEAR' and :reason in ('', words)
                    and version > (
                      select coalesce(max(version), 0) from payout_history
                      where payout_id = :id and state not in ('UNCLEAR', 'BROADCASTING')))
                """)
            .param("id", UUID.fromString(payout.id().value()))
            .param("reason", payout.holdReason())
            .query(Boolean.class)
            .single();
  }
}
