package io.aureus.merchants;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL of {@code api_key} and {@code api_token}, which differ in what is sealed. */
final class KeyRows {
  private static final String KEYS = "api_key";
  private static final String TOKENS = "api_token";

  private final JdbcClient jdbc;
  private final String table;
  private final String sealed;
  private final String platform;

  private KeyRows(JdbcClient jdbc, String table) {
    this.jdbc = jdbc;
    this.table = table;
    this.sealed = table.equals(KEYS) ? "sealed" : "sealed_secret";
    this.platform = table.equals(KEYS) ? "platform" : "'' as platform";
  }

  static KeyRows ofKeys(JdbcClient jdbc) {
    return new KeyRows(jdbc, KEYS);
  }

  static KeyRows ofTokens(JdbcClient jdbc) {
    return new KeyRows(jdbc, TOKENS);
  }

  long add(NewKeyRow row) {
    boolean key = table.equals(KEYS);
    JdbcClient.StatementSpec statement =
        jdbc.sql(
                "insert into %s (merchant, %s hint, hash, %s, scopes, created_at)"
                        .formatted(table, key ? "platform," : "", sealed)
                    + " values (:merchant, %s :hint, :hash, :sealed, :scopes, :at) returning id"
                        .formatted(key ? ":platform," : ""))
            .param("merchant", row.merchant().value())
            .param("hint", row.hint())
            .param("hash", row.hash().array())
            .param("sealed", row.sealed().array())
            .param("scopes", row.scopes().stream().map(Scope::name).toArray(String[]::new))
            .param("at", row.at().atOffset(ZoneOffset.UTC));
    return (key ? statement.param("platform", row.platform()) : statement)
        .query(Long.class)
        .single();
  }

  Optional<StoredKey> byHash(Bytes hash) {
    return jdbc.sql(select() + " where hash = :hash")
        .param("hash", hash.array())
        .query(this::stored)
        .optional();
  }

  /** Of all that are not revoked for good. */
  List<Bytes> hashes(Instant now) {
    return jdbc.sql("select hash from " + table + " where revoked_at is null or revoked_at > :now")
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query((row, number) -> Bytes.of(row.getBytes("hash")))
        .list();
  }

  Optional<StoredKey> byId(long id) {
    return jdbc.sql(select() + " where id = :id").param("id", id).query(this::stored).optional();
  }

  /** Who made it, e.g. {@code person:12}; empty where no person did. */
  Optional<String> maker(long id) {
    return jdbc.sql("select made_by from " + table + " where id = :id")
        .param("id", id)
        .query(String.class)
        .optional();
  }

  /** A merchant's good keys of a platform, the newest first. */
  List<StoredKey> ofPlatform(MerchantId merchant, String name, Instant now) {
    return jdbc.sql(
            select()
                + """
                 where merchant = :merchant and platform = :platform
                  and (revoked_at is null or revoked_at > :now)
                order by id desc
                """)
        .param("merchant", merchant.value())
        .param("platform", name)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(this::stored)
        .list();
  }

  List<KeyInfo> list(MerchantId merchant) {
    return jdbc.sql(
            "select id, %s, hint, scopes, created_at, last_used_at, revoked_at from %s"
                    .formatted(platform, table)
                + " where merchant = :merchant order by id desc")
        .param("merchant", merchant.value())
        .query(KeyRows::info)
        .list();
  }

  /** How many are good. */
  int count(MerchantId merchant, Instant now) {
    return jdbc.sql(
            "select count(*) from "
                + table
                + " where merchant = :merchant and (revoked_at is null or revoked_at > :now)")
        .param("merchant", merchant.value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(Integer.class)
        .single();
  }

  /**
   * Revokes it from a moment on; never later than it is revoked already.
   *
   * @return false where the merchant has no such key
   */
  boolean revoke(MerchantId merchant, long id, Instant at) {
    return jdbc.sql(
                "update "
                    + table
                    + " set revoked_at = least(revoked_at, :at)"
                    + " where id = :id and merchant = :merchant")
            .param("at", at.atOffset(ZoneOffset.UTC))
            .param("id", id)
            .param("merchant", merchant.value())
            .update()
        == 1;
  }

  void used(Map<Long, Instant> lastUses) {
    Collection<Instant> times = lastUses.values();
    jdbc.sql(
            "update "
                + table
                + """
                 k set last_used_at = greatest(k.last_used_at, u.at)
                from unnest(:ids::bigint[], :times::timestamptz[]) u (id, at)
                where k.id = u.id
                """)
        .param("ids", lastUses.keySet().toArray(Long[]::new))
        .param("times", times.stream().map(Instant::toString).toArray(String[]::new))
        .update();
  }

  private String select() {
    return "select id, merchant, %s, hash, %s as sealed, scopes, revoked_at from %s"
        .formatted(platform, sealed, table);
  }

  private StoredKey stored(ResultSet row, int number) throws SQLException {
    return new StoredKey(
        row.getLong("id"),
        new MerchantId(row.getString("merchant")),
        row.getString("platform"),
        Bytes.of(row.getBytes("hash")),
        Bytes.of(row.getBytes("sealed")),
        scopes(row),
        instant(row, "revoked_at"));
  }

  private static KeyInfo info(ResultSet row, int number) throws SQLException {
    return new KeyInfo(
        row.getLong("id"),
        row.getString("platform"),
        row.getString("hint"),
        scopes(row),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        instant(row, "last_used_at"),
        instant(row, "revoked_at"));
  }

  private static Set<Scope> scopes(ResultSet row) throws SQLException {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (String name : MerchantRows.strings(row.getArray("scopes"))) {
      scopes.add(Scope.valueOf(name));
    }
    return Set.copyOf(scopes);
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
