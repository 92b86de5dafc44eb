package io.aureus.merchants;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL of {@code callback_credential} and {@code own_secret}. */
final class CallbackRows {
  /** Both values as they lie in the database. */
  record Sealed(Bytes sealedToken, Bytes sealedSecret) {}

  private final JdbcClient jdbc;

  CallbackRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Sealed> find(MerchantId merchant) {
    return jdbc.sql(
            """
            select sealed_token, sealed_secret from callback_credential where merchant = :merchant
            """)
        .param("merchant", merchant.value())
        .query(
            (row, number) ->
                new Sealed(
                    Bytes.of(row.getBytes("sealed_token")),
                    Bytes.of(row.getBytes("sealed_secret"))))
        .optional();
  }

  void put(MerchantId merchant, Sealed sealed, Instant at) {
    jdbc.sql(
            """
            insert into callback_credential (merchant, sealed_token, sealed_secret, created_at)
            values (:merchant, :token, :secret, :at)
            on conflict (merchant) do update
            set sealed_token = :token, sealed_secret = :secret, created_at = :at
            """)
        .param("merchant", merchant.value())
        .param("token", sealed.sealedToken().array())
        .param("secret", sealed.sealedSecret().array())
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** The secret of that name; the given one where there is none yet. */
  Bytes ownSecret(String name, Bytes otherwise) {
    jdbc.sql(
            """
            insert into own_secret (name, sealed) values (:name, :sealed)
            on conflict (name) do nothing
            """)
        .param("name", name)
        .param("sealed", otherwise.array())
        .update();
    return jdbc.sql("select sealed from own_secret where name = :name")
        .param("name", name)
        .query((row, number) -> Bytes.of(row.getBytes("sealed")))
        .single();
  }
}
