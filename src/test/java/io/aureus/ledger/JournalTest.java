package io.aureus.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.ledger.Account.Kind;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.CatalogueFile;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.TestDatabase;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

class JournalTest {
  private static final String MERCHANT = "mct-07d283468bf8";
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Catalogue CATALOGUE =
      CatalogueFile.read(Map.of("ETH", new CatalogueFile.Choice("simulated", 0, Map.of())));
  private static final List<Kind> KINDS = List.of(Kind.values());
  private static final Asset ETH = CATALOGUE.known("ETH");
  private static final Asset USDT = CATALOGUE.known("USDT-ERC20");

  private final TestDatabase database = TestDatabase.fresh();
  private final JdbcClient jdbc = database.jdbc();
  private final JournalRows rows = new JournalRows(jdbc);
  private final Journal journal = new Journal(rows, CATALOGUE, new AdjustableClock(NOON));
  private final JournalCheck check = new JournalCheck(rows, CATALOGUE);

  @Test
  void balancesAreTheSumsOfTheirPostings() {
    post("a", received(ETH, 70));
    post("b", received(ETH, 5));
    post("c", received(USDT, 19));
    assertThat(journal.balance(Account.of(MERCHANT, Kind.AVAILABLE), ETH))
        .isEqualTo(Amount.ofUnits(ETH, 75));
    assertThat(journal.balance(Account.of("mct-000000000000", Kind.AVAILABLE), ETH))
        .isEqualTo(Amount.zero(ETH));
    assertThat(journal.balances(MERCHANT))
        .containsExactly(
            new Ledger.Balance(Account.of(MERCHANT, Kind.AVAILABLE), Amount.ofUnits(ETH, 75)),
            new Ledger.Balance(Account.of(MERCHANT, Kind.AVAILABLE), Amount.ofUnits(USDT, 19)));
  }

  @Test
  void aRepeatedReferenceChangesNothing() {
    assertThat(post("a", received(ETH, 70))).isTrue();
    assertThat(post("a", received(ETH, 70))).isFalse();
    assertThat(post("a", received(ETH, 1))).isFalse();
    assertThat(journal.balance(Account.of(MERCHANT, Kind.AVAILABLE), ETH))
        .isEqualTo(Amount.ofUnits(ETH, 70));
  }

  @Test
  void ofTwoConcurrentPostsOfOneReferenceOneStands() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Boolean> posting =
          () -> {
            go.await();
            return post("same", received(ETH, 70));
          };
      List<Future<Boolean>> answers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        answers.add(threads.submit(posting));
      }
      go.countDown();
      int stood = 0;
      for (Future<Boolean> answer : answers) {
        stood += answer.get() ? 1 : 0;
      }
      assertThat(stood).isEqualTo(1);
    }
    assertThat(journal.balance(Account.of(MERCHANT, Kind.AVAILABLE), ETH))
        .isEqualTo(Amount.ofUnits(ETH, 70));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 20261122})
  void randomEntriesAlwaysSumToNothingAndToTheirBalances(long seed) {
    Random random = new Random(seed);
    Map<String, BigInteger> expected = new HashMap<>();
    for (int i = 0; i < 60; i++) {
      List<Posting> postings = randomPostings(random);
      if (post("r" + random.nextInt(50), postings)) {
        for (Posting posting : postings) {
          expected.merge(key(posting), posting.amount().units(), BigInteger::add);
        }
      }
    }
    for (String key : expected.keySet()) {
      String[] parts = key.split(" ");
      Account account = new Account(Kind.valueOf(parts[0]), parts[1].isEmpty() ? null : parts[1]);
      assertThat(journal.balance(account, CATALOGUE.known(parts[2])).units())
          .isEqualTo(expected.get(key));
    }
    JournalCheck.Report report = check.run();
    assertThat(report.isSound()).isTrue();
    assertThat(report.totals()).isNotEmpty().allMatch(Amount::isZero);
  }

  @Test
  void refusesWhatDoesNotBalanceBeforeItReachesTheDatabase() {
    List<Posting> off = List.of(ours(Kind.CUSTODY, ETH, -70), mine(Kind.AVAILABLE, ETH, 69));
    List<Posting> mixed = List.of(ours(Kind.CUSTODY, ETH, -70), mine(Kind.AVAILABLE, USDT, 70));
    List<Posting> nothing = List.of(ours(Kind.CUSTODY, ETH, 0), mine(Kind.AVAILABLE, ETH, 0));
    for (List<Posting> bad : List.of(off, mixed, nothing, List.<Posting>of())) {
      assertThatThrownBy(() -> post("bad", bad)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> journal.post(entry("bare", received(ETH, 1))))
        .isInstanceOf(IllegalStateException.class);
    assertThat(rows.entries()).isZero();
  }

  @Test
  void theDatabaseRefusesImbalanceEvenByDirectSql() {
    post("a", received(ETH, 70));
    refusedAtCommit(
        "does not balance: ETH by -1", line(1, "CUSTODY", "-70"), line(2, "FEES", "69"));
    refusedAtCommit("needs two or more", line(1, "CUSTODY", "-70"));
    refusedAtCommit("needs two or more");
  }

  @Test
  void theDatabaseRefusesFractionsNothingAndWhatIsNoNumber() {
    post("a", received(ETH, 70));
    for (String units : List.of("0.5", "1.0", "NaN", "Infinity", "1e78")) {
      refusedAtCommit("ledger_units_check", line(1, "CUSTODY", units));
    }
    refusedAtCommit("posting_units_check", line(1, "CUSTODY", "0"));
  }

  @Test
  void theDatabaseRefusesAPostingInAnotherAssetThanItsAccount() {
    post("a", received(ETH, 70));
    String wrong =
        "insert into posting select max(e.id), 1, max(a.id), 'USDT-ERC20', 5"
            + " from journal_entry e, ledger_account a";
    refusedAtCommit("foreign key", wrong);
  }

  @Test
  void theDatabaseRefusesToAddToAnEntryThatStands() {
    post("a", received(ETH, 70));
    assertThatThrownBy(
            () ->
                database
                    .transactions()
                    .executeWithoutResult(
                        status -> {
                          jdbc.sql(line(8, "CUSTODY", "-1")).update();
                          jdbc.sql(line(9, "FEES", "1")).update();
                        }))
        .isInstanceOf(DataIntegrityViolationException.class)
        .hasMessageContaining("cannot be added to an entry that stands");
  }

  @Test
  void theDatabaseSeesAPostingThatComesAfterAnEarlyCheck() {
    post("a", received(ETH, 70));
    refusedAtCommit(
        "does not balance",
        line(1, "CUSTODY", "-70"),
        line(2, "FEES", "70"),
        "set constraints all immediate",
        line(3, "FEES", "1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update posting set units = units + 1",
        "update journal_entry set words = 'other'",
        "update ledger_account set owner = 'mct-ffffffffffff'",
        "delete from posting",
        "delete from journal_entry",
        "delete from ledger_account",
        "truncate posting",
        "truncate journal_entry cascade",
        "truncate ledger_account cascade"
      })
  void theDatabaseRefusesChange(String change) {
    post("a", received(ETH, 70));
    assertThatThrownBy(() -> jdbc.sql(change).update())
        .isInstanceOf(DataIntegrityViolationException.class)
        .hasMessageContaining("append-only");
    assertThat(check.run().isSound()).isTrue();
  }

  @Test
  void theCheckFindsBooksThatWereBentPastTheGuards() {
    post("a", received(ETH, 70));
    jdbc.sql("alter table posting disable trigger user").update();
    jdbc.sql("update posting set units = 71 where units = 70").update();
    JournalCheck.Report bent = check.run();
    assertThat(bent.isSound()).isFalse();
    assertThat(bent.unbalanced()).containsExactly("a");
    assertThat(bent.guarded()).isFalse();
    assertThat(bent.totals()).containsExactly(Amount.ofUnits(ETH, 1));
  }

  @Test
  void theCheckShowsWhatAddressesHoldAndWhoIsOverdrawn() {
    post("a", received(ETH, 70));
    post("b", List.of(ours(Kind.CUSTODY, ETH, 100), mine(Kind.AVAILABLE, ETH, -100)));
    JournalCheck.Report report = check.run();
    assertThat(report.isSound()).isTrue();
    assertThat(report.entries()).isEqualTo(2);
    assertThat(report.held()).containsExactly(Amount.ofUnits(ETH, -30));
    assertThat(report.byKind())
        .contains(new JournalCheck.KindTotal(Kind.CUSTODY, Amount.ofUnits(ETH, 30)));
    assertThat(report.overdrawn())
        .containsExactly(
            new Ledger.Balance(Account.of(MERCHANT, Kind.AVAILABLE), Amount.ofUnits(ETH, -30)));
  }

  @Test
  void pagesHoldAMerchantsEntriesNewestFirstAndNobodyElses() {
    for (int i = 1; i <= 5; i++) {
      post("mine-" + i, received(i % 2 == 0 ? ETH : USDT, i));
      post(
          "theirs-" + i,
          List.of(
              ours(Kind.CUSTODY, ETH, -i),
              new Posting(Account.of("mct-000000000000", Kind.AVAILABLE), Amount.ofUnits(ETH, i))));
    }
    List<PostedEntry> first = journal.page(MERCHANT, JournalPages.START, 3);
    assertThat(first)
        .extracting(PostedEntry::reference)
        .containsExactly("mine-5", "mine-4", "mine-3");
    assertThat(first.getFirst().at()).isEqualTo(NOON);
    assertThat(first.getFirst().postings()).isEqualTo(received(USDT, 5));
    assertThat(journal.page(MERCHANT, first.getLast().id(), 3))
        .extracting(PostedEntry::reference)
        .containsExactly("mine-2", "mine-1");
  }

  private void refusedAtCommit(String words, String... statements) {
    assertThatThrownBy(
            () ->
                database
                    .transactions()
                    .executeWithoutResult(
                        status -> {
                          jdbc.sql(
                                  "insert into journal_entry (reference, words, at)"
                                      + " values ('direct', 'by hand', now())")
                              .update();
                          for (String statement : statements) {
                            jdbc.sql(statement).update();
                          }
                        }))
        .rootCause()
        .isInstanceOf(PSQLException.class)
        .hasMessageContaining(words);
    assertThat(rows.entries()).isEqualTo(1);
  }

  /** Direct SQL: a line of the newest entry, on the first account; the kinds only tell a reader. */
  private static String line(int line, String kind, String units) {
    return "insert into posting select (select max(id) from journal_entry), "
        + line
        + ", id, asset, '"
        + units
        + "'::numeric /* "
        + kind
        + " */ from ledger_account where id = (select min(id) from ledger_account)";
  }

  private boolean post(String reference, List<Posting> postings) {
    return Boolean.TRUE.equals(
        database.transactions().execute(status -> journal.post(entry(reference, postings))));
  }

  private static Entry entry(String reference, List<Posting> postings) {
    return new Entry(reference, "for a test", postings);
  }

  private static List<Posting> received(Asset asset, long units) {
    return List.of(ours(Kind.CUSTODY, asset, -units), mine(Kind.AVAILABLE, asset, units));
  }

  private static Posting ours(Kind kind, Asset asset, long units) {
    return new Posting(Account.ours(kind), Amount.ofUnits(asset, units));
  }

  private static Posting mine(Kind kind, Asset asset, long units) {
    return new Posting(Account.of(MERCHANT, kind), Amount.ofUnits(asset, units));
  }

  /** One to three assets, each with two to four postings that cancel out; up to 77 digits. */
  private static List<Posting> randomPostings(Random random) {
    List<Posting> postings = new ArrayList<>();
    for (Asset asset : CATALOGUE.assets().subList(0, 1 + random.nextInt(3))) {
      BigInteger sum = BigInteger.ZERO;
      int count = 1 + random.nextInt(3);
      while (count > 0) {
        BigInteger units = new BigInteger(1 + random.nextInt(250), random).add(BigInteger.ONE);
        units = random.nextBoolean() ? units : units.negate();
        if (sum.add(units).signum() != 0) {
          sum = sum.add(units);
          postings.add(new Posting(randomAccount(random), new Amount(asset, units)));
          count--;
        }
      }
      postings.add(new Posting(Account.ours(Kind.CUSTODY), new Amount(asset, sum.negate())));
    }
    return postings;
  }

  private static Account randomAccount(Random random) {
    Kind kind = KINDS.get(random.nextInt(KINDS.size()));
    return random.nextInt(3) == 0
        ? Account.ours(kind)
        : Account.of("mct-00000000000" + random.nextInt(3), kind);
  }

  private static String key(Posting posting) {
    Account account = posting.account();
    String owner = account.owner() == null ? "" : account.owner();
    return account.kind() + " " + owner + " " + posting.amount().asset().code();
  }
}
