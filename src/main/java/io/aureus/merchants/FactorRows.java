package io.aureus.merchants;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL of {@code second_factor} and {@code recovery_code}. */
final class FactorRows {
  private final JdbcClient jdbc;

  FactorRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Bytes> secret(long person) {
    return jdbc.sql("select sealed from second_factor where person = ?")
        .param(person)
        .query((row, n) -> Bytes.of(row.getBytes(1)))
        .optional();
  }

  /**
   * Marks a step as used.
   *
   * @return false where it, or a later one, was used before
   */
  boolean take(long person, long step) {
    return jdbc.sql("update second_factor set last_step = ? where person = ? and last_step < ?")
            .params(step, person, step)
            .update()
        == 1;
  }

  /** True where there was such a code and nobody had used it. */
  boolean useRecovery(long person, Bytes hash, Instant now) {
    return jdbc.sql(
                """
                update recovery_code set used_at = ?
                where person = ? and hash = ? and used_at is null
                """)
            .params(now.atOffset(ZoneOffset.UTC), person, hash.array())
            .update()
        == 1;
  }

  int recoveryLeft(long person) {
    return jdbc.sql("select count(*) from recovery_code where person = ? and used_at is null")
        .param(person)
        .query(Integer.class)
        .single();
  }

  /** In the current transaction. */
  void replaceRecovery(long person, List<Bytes> hashes) {
    jdbc.sql("delete from recovery_code where person = ?").param(person).update();
    for (Bytes hash : hashes) {
      jdbc.sql("insert into recovery_code (person, hash) values (?, ?)")
          .params(person, hash.array())
          .update();
    }
  }

  /** In the current transaction. */
  void put(long person, Bytes sealedSecret, long step, Instant now) {
    jdbc.sql(
            """
            insert into second_factor (person, sealed, last_step, enrolled_at, with_account)
            select id, :sealed, :step, :now,
              not had_factor and :now < created_at + interval '1 hour'
            from person where id = :person
            """)
        .param("sealed", sealedSecret.array())
        .param("step", step)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("person", person)
        .update();
    mark(person, true);
  }

  /** Empty where there is none, and for one that was set up with the account. */
  Optional<Instant> since(long person) {
    return jdbc.sql("select enrolled_at from second_factor where person = ? and not with_account")
        .param(person)
        .query((row, n) -> row.getObject(1, OffsetDateTime.class).toInstant())
        .optional();
  }

  /** In the current transaction. */
  void remove(long person) {
    jdbc.sql("delete from second_factor where person = ?").param(person).update();
    jdbc.sql("delete from recovery_code where person = ?").param(person).update();
    mark(person, false);
  }

  /** Keeps others from changing the person's second factor until the transaction ends. */
  boolean lock(long person) {
    return jdbc.sql("select second_factor from person where id = ? for no key update")
        .param(person)
        .query(Boolean.class)
        .single();
  }

  private void mark(long person, boolean on) {
    jdbc.sql(
            """
            update person set second_factor = :on, had_factor = had_factor or not :on
            where id = :person
            """)
        .param("on", on)
        .param("person", person)
        .update();
  }
}
