package io.aureus.ledger;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL of {@code ledger_account}, {@code journal_entry} and {@code posting}. */
final class JournalRows {
  /** A derived sum; the owner is empty for our own accounts. */
  record Sum(String owner, String kind, String asset, BigDecimal sum) {
    BigInteger units() {
      return sum.toBigIntegerExact();
    }
  }

  /** A posting with its entry. */
  record Line(
      long entry,
      String reference,
      String words,
      OffsetDateTime at,
      String owner,
      String kind,
      String asset,
      BigDecimal units) {}

  private final JdbcClient jdbc;

  JournalRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @return the new entry's id, or empty where that reference stands already
   */
  Optional<Long> addEntry(Entry entry, Instant at) {
    return jdbc.sql(
            """
            insert into journal_entry (reference, words, at, about)
            values (:reference, :words, :at, :about)
            on conflict (reference) do nothing
            returning id
            """)
        .param("reference", entry.reference())
        .param("words", entry.words())
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("about", entry.about())
        .query(Long.class)
        .optional();
  }

  /**
   * Opens the accounts that are not there; always in one order, so that two never wait in a ring.
   */
  void openAccounts(List<Posting> postings) {
    jdbc.sql(
            """
            insert into ledger_account (owner, kind, asset)
            select distinct w.owner, w.kind, w.asset
            from unnest(:owners::text[], :kinds::text[], :assets::text[]) w (owner, kind, asset)
            where not exists (
              select 1 from ledger_account a
              where a.owner = w.owner and a.kind = w.kind and a.asset = w.asset)
            order by 1, 2, 3
            on conflict (owner, kind, asset) do nothing
            """)
        .param("owners", column(postings, posting -> owner(posting.account())))
        .param("kinds", column(postings, posting -> posting.account().kind().name()))
        .param("assets", column(postings, posting -> posting.amount().asset().code()))
        .update();
  }

  int addPostings(long entry, List<Posting> postings) {
    return jdbc.sql(
            """
            insert into posting (entry, line, account, asset, units)
            select :entry, w.line, a.id, a.asset, w.units
            from unnest(:owners::text[], :kinds::text[], :assets::text[], :units::numeric[])
              with ordinality w (owner, kind, asset, units, line)
            join ledger_account a
              on a.owner = w.owner and a.kind = w.kind and a.asset = w.asset
            """)
        .param("entry", entry)
        .param("owners", column(postings, posting -> owner(posting.account())))
        .param("kinds", column(postings, posting -> posting.account().kind().name()))
        .param("assets", column(postings, posting -> posting.amount().asset().code()))
        .param("units", column(postings, posting -> posting.amount().units().toString()))
        .update();
  }

  /** Not so strong that postings of others would have to wait: they only refer to the account. */
  void lock(Account account, String asset) {
    jdbc.sql(
            """
            select id from ledger_account
            where owner = :owner and kind = :kind and asset = :asset
            for no key update
            """)
        .param("owner", owner(account))
        .param("kind", account.kind().name())
        .param("asset", asset)
        .query(Long.class)
        .single();
  }

  BigInteger balance(Account account, String asset) {
    return jdbc.sql(
            """
            select coalesce(sum(p.units), 0)
            from ledger_account a join posting p on p.account = a.id
            where a.owner = :owner and a.kind = :kind and a.asset = :asset
            """)
        .param("owner", owner(account))
        .param("kind", account.kind().name())
        .param("asset", asset)
        .query(BigDecimal.class)
        .single()
        .toBigIntegerExact();
  }

  List<Sum> balances(String owner) {
    return jdbc.sql(
            """
            select a.owner, a.kind, a.asset, sum(p.units) as sum
            from ledger_account a join posting p on p.account = a.id
            where a.owner = :owner
            group by a.owner, a.kind, a.asset
            order by a.asset, a.kind
            """)
        .param("owner", owner)
        .query(Sum.class)
        .list();
  }

  /** The lines of a merchant's newest entries below an id; ours are shown with them. */
  List<Line> page(String owner, long before, int size) {
    return jdbc.sql(
            """
            select e.id as entry, e.reference, e.words, e.at, a.owner, a.kind, a.asset, p.units
            from (
              select distinct newest.entry
              from ledger_account mine
              cross join lateral (
                select entry from posting
                where account = mine.id and entry < :before
                order by entry desc limit :size) newest
              where mine.owner = :owner
              order by newest.entry desc limit :size) shown
            join journal_entry e on e.id = shown.entry
            join posting p on p.entry = e.id
            join ledger_account a on a.id = p.account
            where a.owner in (:owner, '')
            order by e.id desc, p.line
            """)
        .param("owner", owner)
        .param("before", before)
        .param("size", size)
        .query(Line.class)
        .list();
  }

  /** The lines of all entries of an order, as they were posted. */
  List<Line> about(String owner, String order) {
    return jdbc.sql(
            """
            select e.id as entry, e.reference, e.words, e.at, a.owner, a.kind, a.asset, p.units
            from journal_entry e
            join posting p on p.entry = e.id
            join ledger_account a on a.id = p.account
            where e.about = :order and e.about <> '' and a.owner in (:owner, '')
            order by e.id, p.line
            """)
        .param("owner", owner)
        .param("order", order)
        .query(Line.class)
        .list();
  }

  /** References of entries that lack a posting or do not sum to 0: none, unless tampered with. */
  List<String> unbalanced(int most) {
    return jdbc.sql(
            """
            select e.reference
            from journal_entry e
            where (select count(*) from posting p where p.entry = e.id) < 2
               or exists (
                 select 1 from posting p where p.entry = e.id
                 group by p.asset having sum(p.units) <> 0)
            order by e.id limit :most
            """)
        .param("most", most)
        .query(String.class)
        .list();
  }

  long entries() {
    return jdbc.sql("select count(*) from journal_entry").query(Long.class).single();
  }

  /** The sums of all accounts of a kind, over all owners. */
  List<Sum> sumsByKind() {
    return jdbc.sql(
            """
            select '' as owner, a.kind, a.asset, sum(p.units) as sum
            from ledger_account a join posting p on p.account = a.id
            group by a.kind, a.asset
            order by a.asset, a.kind
            """)
        .query(Sum.class)
        .list();
  }

  List<Sum> negative(Account.Kind kind) {
    return jdbc.sql(
            """
            select a.owner, a.kind, a.asset, sum(p.units) as sum
            from ledger_account a join posting p on p.account = a.id
            where a.kind = :kind
            group by a.owner, a.kind, a.asset
            having sum(p.units) < 0
            order by a.owner, a.asset
            """)
        .param("kind", kind.name())
        .query(Sum.class)
        .list();
  }

  /** How many of the triggers that guard the journal are in force. */
  int guards() {
    return jdbc.sql(
            """
            select count(*) from pg_trigger
            where not tgisinternal and tgenabled in ('O', 'A')
              and tgrelid in (
                'ledger_account'::regclass, 'journal_entry'::regclass, 'posting'::regclass)
            """)
        .query(Integer.class)
        .single();
  }

  private static String owner(Account account) {
    String owner = account.owner();
    return owner == null ? "" : owner;
  }

  private static String[] column(List<Posting> postings, Function<Posting, String> of) {
    return postings.stream().map(of).toArray(String[]::new);
  }
}
