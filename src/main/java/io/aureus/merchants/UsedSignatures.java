package io.aureus.merchants;

import io.aureus.jobs.GroupCommit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Remembers signatures across all nodes, so that each works once. A signature is kept by the
 * quarter of an hour of its own {@code Date}: eight quarters in turn, each emptied whole.
 */
final class UsedSignatures implements AutoCloseable {
  static final int SLOTS = 8;
  private static final long SLOT_SECONDS = 900;

  /**
   * One use of a signature.
   *
   * @param dated the milliseconds of its Date
   * @param signature the 32 bytes of the HMAC, which have one spelling only
   */
  private record Use(int slot, long dated, long token, Bytes signature) {}

  private final JdbcClient jdbc;
  private final GroupCommit<Use, Boolean> uses;

  UsedSignatures(JdbcClient jdbc, TransactionTemplate transactions) {
    this.jdbc = jdbc;
    this.uses =
        GroupCommit.start("signatures", GroupCommit.Limits.USUAL, transactions, this::write);
  }

  /**
   * @param date what the signature itself binds
   * @return false where it was used before, here or on another node
   */
  boolean isFirstUse(long token, Bytes signature, Instant date) {
    return uses.commit(new Use(slot(date), date.toEpochMilli(), token, signature));
  }

  /**
   * Empties the two quarters that lie four and five back. A date is accepted up to one quarter from
   * now at most, so neither is in use, not even on a node whose clock is half an hour off.
   */
  void forgetBefore(Instant now) {
    for (int back = 4; back <= 5; back++) {
      String table = "used_signature_" + slot(now.minusSeconds(back * SLOT_SECONDS));
      boolean filled =
          jdbc.sql("select exists (select 1 from " + table + ")").query(Boolean.class).single();
      if (filled) {
        jdbc.sql("truncate " + table).update();
      }
    }
  }

  @Override
  public void close() {
    uses.close();
  }

  private static int slot(Instant at) {
    return Math.toIntExact(Math.floorMod(Math.floorDiv(at.getEpochSecond(), SLOT_SECONDS), SLOTS));
  }

  private List<Boolean> write(List<Use> batch) {
    // No waiting for the disk: whatever a request then commits is written behind its signature in
    // the same log, so a crash that forgets the signature forgets what the request did as well.
    jdbc.sql("set local synchronous_commit = off").update();
    Set<Use> first = new HashSet<>(insert(batch));
    List<Boolean> answers = new ArrayList<>(batch.size());
    for (Use use : batch) {
      // Twice in one batch: the first one has it.
      answers.add(first.remove(use));
    }
    return answers;
  }

  private List<Use> insert(List<Use> batch) {
    return jdbc.sql(
            """
            insert into used_signature (slot, dated, token, signature)
            select * from unnest(
              :slots::smallint[], :dates::bigint[], :tokens::bigint[], :signatures::bytea[])
            order by 1, 2, 3, 4 -- so that two writers with the same repeats never wait in a ring
            on conflict (slot, dated, token, signature) do nothing
            returning slot, dated, token, signature
            """)
        .param("slots", batch.stream().map(Use::slot).toArray(Integer[]::new))
        .param("dates", batch.stream().map(Use::dated).toArray(Long[]::new))
        .param("tokens", batch.stream().map(Use::token).toArray(Long[]::new))
        .param(
            "signatures", batch.stream().map(use -> use.signature().array()).toArray(byte[][]::new))
        .query(
            (row, number) ->
                new Use(
                    row.getInt("slot"),
                    row.getLong("dated"),
                    row.getLong("token"),
                    Bytes.of(row.getBytes("signature"))))
        .list();
  }
}
