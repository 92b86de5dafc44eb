package io.aureus.merchants;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL of {@code sign_in_attempt} and {@code known_sign_in}. */
final class AttemptRows {
  private final JdbcClient jdbc;

  AttemptRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Counts an attempt as failed, for now, and locks its row until the transaction ends.
   *
   * @param forget failures before this are forgotten
   * @return how many there are, or empty where the subject is blocked
   */
  Optional<Integer> count(Bytes subject, Instant now, Instant forget) {
    return jdbc.sql(
            """
            insert into sign_in_attempt as a (subject, failures, last_at, blocked_until)
            values (:subject, 1, :now, :now)
            on conflict (subject) do update
            set failures = case when a.last_at < :forget then 1 else a.failures + 1 end,
                last_at = :now
            where a.blocked_until <= :now
            returning failures
            """)
        .param("subject", subject.array())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("forget", forget.atOffset(ZoneOffset.UTC))
        .query(Integer.class)
        .optional();
  }

  Instant blockedUntil(Bytes subject) {
    return jdbc.sql("select blocked_until from sign_in_attempt where subject = :subject")
        .param("subject", subject.array())
        .query(OffsetDateTime.class)
        .single()
        .toInstant();
  }

  void block(Bytes subject, Instant until) {
    jdbc.sql("update sign_in_attempt set blocked_until = :until where subject = :subject")
        .param("subject", subject.array())
        .param("until", until.atOffset(ZoneOffset.UTC))
        .update();
  }

  void clear(Bytes subject) {
    jdbc.sql("delete from sign_in_attempt where subject = :subject")
        .param("subject", subject.array())
        .update();
  }

  void uncount(Bytes subject) {
    jdbc.sql(
            """
            update sign_in_attempt set failures = greatest(failures - 1, 0)
            where subject = :subject
            """)
        .param("subject", subject.array())
        .update();
  }

  /** Whether the owner signed in as this subject since then. */
  boolean isKnown(Bytes subject, Instant since) {
    return jdbc.sql(
            """
            select exists (
              select 1 from known_sign_in where subject = :subject and last_at >= :since)
            """)
        .param("subject", subject.array())
        .param("since", since.atOffset(ZoneOffset.UTC))
        .query(Boolean.class)
        .single();
  }

  void know(Bytes subject, Instant at) {
    jdbc.sql(
            """
            insert into known_sign_in as k (subject, last_at) values (:subject, :at)
            on conflict (subject) do update set last_at = greatest(k.last_at, :at)
            """)
        .param("subject", subject.array())
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  void forgetKnownBefore(Instant time) {
    jdbc.sql("delete from known_sign_in where last_at < :time")
        .param("time", time.atOffset(ZoneOffset.UTC))
        .update();
  }

  void forgetBefore(Instant time) {
    jdbc.sql("delete from sign_in_attempt where last_at < :time and blocked_until < :time")
        .param("time", time.atOffset(ZoneOffset.UTC))
        .update();
  }
}
