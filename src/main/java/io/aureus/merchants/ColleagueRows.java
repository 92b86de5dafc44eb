package io.aureus.merchants;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL of {@code invitation}, and of {@code membership} as a merchant sees it. */
final class ColleagueRows {
  private static final String INVITATION = "id, merchant, email, role, expires_at";

  private final JdbcClient jdbc;

  ColleagueRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<Colleague> of(MerchantId merchant) {
    return jdbc.sql(
            """
            select p.id, p.email, m.role, p.second_factor, p.signed_in_at
            from membership m join person p on p.id = m.person
            where m.merchant = :merchant order by p.id
            """)
        .param("merchant", merchant.value())
        .query(
            (row, number) ->
                new Colleague(
                    row.getLong(1),
                    row.getString(2),
                    Role.valueOf(row.getString(3)),
                    row.getBoolean(4),
                    Optional.ofNullable(row.getObject(5, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant)
                        .orElse(null)))
        .list();
  }

  void changeRole(MerchantId merchant, long person, Role role) {
    jdbc.sql("update membership set role = :role where merchant = :merchant and person = :person")
        .param("role", role.name())
        .param("merchant", merchant.value())
        .param("person", person)
        .update();
  }

  void remove(MerchantId merchant, long person) {
    jdbc.sql("delete from membership where merchant = :merchant and person = :person")
        .param("merchant", merchant.value())
        .param("person", person)
        .update();
  }

  /** In place of one for the same address. */
  void invite(Invitation invitation, long by, Bytes hash, Instant now) {
    jdbc.sql(
            """
            insert into invitation
              (merchant, email, role, hash, invited_by, created_at, expires_at)
            values (:merchant, :email, :role, :hash, :by, :now, :until)
            on conflict (merchant, lower(email)) do update set
              email = excluded.email, role = excluded.role, hash = excluded.hash,
              invited_by = excluded.invited_by, created_at = excluded.created_at,
              expires_at = excluded.expires_at
            """)
        .param("merchant", invitation.merchant().value())
        .param("email", invitation.email())
        .param("role", invitation.role().name())
        .param("hash", hash.array())
        .param("by", by)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("until", invitation.until().atOffset(ZoneOffset.UTC))
        .update();
  }

  List<Invitation> invitations(MerchantId merchant, Instant now) {
    return jdbc.sql(
            "select "
                + INVITATION
                + " from invitation where merchant = :merchant and expires_at > :now order by id")
        .param("merchant", merchant.value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(ColleagueRows::invitation)
        .list();
  }

  Optional<Invitation> invitation(Bytes hash, Instant now) {
    return jdbc.sql(
            "select " + INVITATION + " from invitation where hash = :hash and expires_at > :now")
        .param("hash", hash.array())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(ColleagueRows::invitation)
        .optional();
  }

  /** Uses it up: whoever comes second finds none. */
  Optional<Invitation> take(Bytes hash, Instant now) {
    return jdbc.sql(
            "delete from invitation where hash = :hash and expires_at > :now returning "
                + INVITATION)
        .param("hash", hash.array())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(ColleagueRows::invitation)
        .optional();
  }

  void takeBack(MerchantId merchant, long invitation) {
    jdbc.sql("delete from invitation where merchant = :merchant and id = :id")
        .param("merchant", merchant.value())
        .param("id", invitation)
        .update();
  }

  /** Those who may invite no more have invited nobody. */
  void takeBackAllOf(MerchantId merchant, long inviter) {
    jdbc.sql("delete from invitation where merchant = :merchant and invited_by = :by")
        .param("merchant", merchant.value())
        .param("by", inviter)
        .update();
  }

  /** Whoever sets a password by an invitation is not signed in, and has done it all the same. */
  void actAs(long person) {
    jdbc.sql("select set_config('aureus.actor', :actor, true)")
        .param("actor", "person:" + person)
        .query(String.class)
        .single();
  }

  private static Invitation invitation(ResultSet row, int number) throws SQLException {
    return new Invitation(
        row.getLong(1),
        new MerchantId(row.getString(2)),
        row.getString(3),
        Role.valueOf(row.getString(4)),
        row.getObject(5, OffsetDateTime.class).toInstant());
  }
}
