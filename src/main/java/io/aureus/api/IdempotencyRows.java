package io.aureus.api;

import io.aureus.merchants.MerchantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of {@code api_idempotency}; each statement is a transaction of its own. */
final class IdempotencyRows {
  /**
   * What a repeat is recognised by.
   *
   * @param hash SHA-256 in hex of the request's query and body
   */
  record Id(MerchantId merchant, String path, String key, String hash) {}

  /**
   * @param reply null while the work goes on
   */
  record Found(String hash, @Nullable Reply reply) {}

  private final JdbcClient jdbc;

  IdempotencyRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Takes the work where nobody has it, or where who had it has not been heard of in time.
   *
   * @return whether {@code holder} is to do it now
   */
  boolean claim(Id id, UUID holder, Instant now, Instant until) {
    return jdbc.sql(
                """
                insert into api_idempotency
                  (merchant, path, key, request_hash, holder, claimed_until, created_at)
                values (:merchant, :path, :key, :hash, :holder, :until, :now)
                on conflict (merchant, path, key) do update
                  set holder = excluded.holder, claimed_until = excluded.claimed_until
                  where api_idempotency.status is null
                    and api_idempotency.claimed_until <= :now
                    and api_idempotency.request_hash = excluded.request_hash
                """)
            .param("merchant", id.merchant().value())
            .param("path", id.path())
            .param("key", id.key())
            .param("hash", id.hash())
            .param("holder", holder)
            .param("until", utc(until))
            .param("now", utc(now))
            .update()
        == 1;
  }

  Optional<Found> find(Id id) {
    return jdbc.sql(
            """
            select request_hash, status, answer from api_idempotency
            where merchant = :merchant and path = :path and key = :key
            """)
        .param("merchant", id.merchant().value())
        .param("path", id.path())
        .param("key", id.key())
        .query((row, _) -> found(row))
        .optional();
  }

  /**
   * @return false where another holder has taken the work over
   */
  boolean store(Id id, UUID holder, Reply reply) {
    return jdbc.sql(
                """
                update api_idempotency set status = :status, answer = :answer
                where merchant = :merchant and path = :path and key = :key
                  and holder = :holder and status is null
                """)
            .param("merchant", id.merchant().value())
            .param("path", id.path())
            .param("key", id.key())
            .param("holder", holder)
            .param("status", reply.status())
            .param("answer", reply.body())
            .update()
        == 1;
  }

  /** Lets the next repeat do the work: nothing came of this one. */
  void release(Id id, UUID holder) {
    jdbc.sql(
            """
            delete from api_idempotency
            where merchant = :merchant and path = :path and key = :key
              and holder = :holder and status is null
            """)
        .param("merchant", id.merchant().value())
        .param("path", id.path())
        .param("key", id.key())
        .param("holder", holder)
        .update();
  }

  /**
   * @return how many rows went, at most {@code most}
   */
  int purge(Instant before, int most) {
    return jdbc.sql(
            """
            delete from api_idempotency where ctid in (
              select ctid from api_idempotency where created_at < :before
              order by created_at limit :most)
            """)
        .param("before", utc(before))
        .param("most", most)
        .update();
  }

  private static Found found(ResultSet row) throws SQLException {
    String answer = row.getString("answer");
    Reply reply = answer == null ? null : new Reply(row.getInt("status"), answer);
    return new Found(row.getString("request_hash"), reply);
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
