package io.aureus.merchants;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL of {@code person}, {@code membership} and {@code setup_token}. */
final class PersonRows {
  /** What a password is checked against. */
  record Account(long id, String email, String passwordHash, boolean secondFactor) {
    @Override
    public String toString() {
      return "Account[" + id + "]";
    }
  }

  private static final String ACCOUNT =
      "select id, email, password_hash, second_factor from person where ";

  private final JdbcClient jdbc;

  PersonRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  long add(String email, String passwordHash, Instant at) {
    return jdbc.sql(
            """
            insert into person (email, password_hash, created_at) values (:email, :hash, :at)
            returning id
            """)
        .param("email", email)
        .param("hash", passwordHash)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }

  /** Whether the person owns the first merchant, whose people run the deployment. */
  boolean isOperator(long person) {
    return jdbc.sql(
            """
            select exists (
              select 1 from membership m join merchant on merchant.id = m.merchant
              where m.person = :person and m.role = 'OWNER' and merchant.operates)
            """)
        .param("person", person)
        .query(Boolean.class)
        .single();
  }

  void join(long person, MerchantId merchant, Role role) {
    jdbc.sql("insert into membership (person, merchant, role) values (:person, :merchant, :role)")
        .param("person", person)
        .param("merchant", merchant.value())
        .param("role", role.name())
        .update();
  }

  Optional<Account> byEmail(String email) {
    return jdbc.sql(ACCOUNT + "lower(email) = lower(:email)")
        .param("email", email)
        .query(Account.class)
        .optional();
  }

  Optional<Account> byId(long id) {
    return jdbc.sql(ACCOUNT + "id = :id").param("id", id).query(Account.class).optional();
  }

  List<Person.Membership> memberships(long person) {
    return jdbc.sql(
            """
            select m.merchant, m.role
            from membership m join merchant on merchant.id = m.merchant
            where m.person = :person
            order by merchant.created_at, merchant.id
            """)
        .param("person", person)
        .query(
            (row, number) ->
                new Person.Membership(
                    new MerchantId(row.getString("merchant")), Role.valueOf(row.getString("role"))))
        .list();
  }

  void changePassword(long person, String hash) {
    jdbc.sql("update person set password_hash = :hash where id = :id")
        .param("hash", hash)
        .param("id", person)
        .update();
  }

  void signedIn(long person, Instant at) {
    jdbc.sql("update person set signed_in_at = :at where id = :id")
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("id", person)
        .update();
  }

  void signInFailed(long person, String words, Instant at) {
    jdbc.sql("update person set sign_in_failed_at = :at, sign_in_failure = :words where id = :id")
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("words", words)
        .param("id", person)
        .update();
  }

  boolean anybody() {
    return jdbc.sql("select exists (select 1 from person)").query(Boolean.class).single();
  }

  /** Keeps anybody else from adding a person until the current transaction ends. */
  void lockOut() {
    jdbc.sql("lock table person in share row exclusive mode").update();
  }

  void addSetupToken(Bytes hash, Instant at) {
    jdbc.sql("insert into setup_token (hash, created_at) values (:hash, :at)")
        .param("hash", hash.array())
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  boolean hasSetupToken(Bytes hash) {
    return jdbc.sql("select exists (select 1 from setup_token where hash = :hash)")
        .param("hash", hash.array())
        .query(Boolean.class)
        .single();
  }

  void removeSetupTokens() {
    jdbc.sql("delete from setup_token").update();
  }
}
