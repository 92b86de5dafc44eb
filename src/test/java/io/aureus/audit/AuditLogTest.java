package io.aureus.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class AuditLogTest {
  private final TestDatabase database = TestDatabase.fresh();
  private final AuditRows log = new AuditRows(database.jdbc());
  private final AuditCheck check = new AuditCheck(log);

  @Test
  void manyAtOnceMakeOneChainThatJavaAndTheDatabaseHashAlike() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 80; i++) {
        String deed = "deed “" + i + "” |:;\n";
        all.add(threads.submit(() -> append(deed)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    AuditCheck.Report report = check.run(null);
    assertThat(report.fault()).isEmpty();
    assertThat(report.isSound()).isTrue();
    assertThat(report.entries()).isEqualTo(80);
    assertThat(report.head()).isEqualTo(log.head().orElseThrow().hash());
    assertThat(log.page(31, 10)).extracting(AuditLog.Line::id).startsWith(30L, 29L).hasSize(10);
  }

  @Test
  void whatIsRolledBackLeavesNoEntry() {
    database
        .transactions()
        .executeWithoutResult(
            status -> {
              log.append("person:1", "nothing", "", "");
              status.setRollbackOnly();
            });
    assertThat(log.head()).isEmpty();
    assertThatThrownBy(() -> log.append("person:1", "nothing", "", ""))
        .hasMessageContaining("transaction");
  }

  @Test
  void theDatabaseRefusesToChangeOrRemove() {
    append("one");
    for (String sql :
        List.of(
            "update audit_entry set details = 'x'",
            "delete from audit_entry",
            "truncate audit_entry")) {
      assertThatThrownBy(() -> database.jdbc().sql(sql).update()).hasMessageContaining("refused");
    }
  }

  @Test
  void anAlteredEntryIsNamed() {
    appendSome(5);
    behindTheGuard("update audit_entry set details = 'less' where id = 3");
    AuditCheck.Report report = check.run(null);
    assertThat(report.entries()).isEqualTo(2);
    assertThat(report.fault()).contains("entry 3 was altered");
  }

  @Test
  void aRemovedEntryIsNamed() {
    appendSome(5);
    behindTheGuard("delete from audit_entry where id = 2");
    assertThat(check.run(null).fault()).contains("entry 2 is missing");
  }

  @Test
  void aRemovedEndShowsByAnAnchorAlone() {
    appendSome(5);
    AuditCheck.Anchor anchor = AuditCheck.Anchor.of("5:" + log.head().orElseThrow().hash());
    assertThat(check.run(anchor).isSound()).isTrue();
    behindTheGuard("delete from audit_entry where id > 3");
    assertThat(check.run(null).isSound()).isTrue();
    assertThat(check.run(anchor).fault()).contains("its end was removed");
    append("another");
    append("and another");
    assertThat(check.run(anchor).fault()).contains("not the one of the anchor");
  }

  @Test
  void aMissingGuardIsToldThoughNothingWasChanged() {
    appendSome(1);
    database.jdbc().sql("alter table audit_entry disable trigger stays").update();
    assertThat(check.run(null).isSound()).isFalse();
  }

  @Test
  void aTriggerThatIsMissingOrOffIsToldWithItsTable() {
    assertThat(check.run(null).silent()).isEmpty();
    database.jdbc().sql("alter table payout disable trigger audited").update();
    database.jdbc().sql("drop trigger audited on signing_place").update();
    AuditCheck.Report report = check.run(null);
    assertThat(report.silent()).containsExactly("payout: audited", "signing_place: audited");
    assertThat(report.isSound()).isFalse();
  }

  @Test
  void everyTriggerThatWritesIsAmongThoseThatAreLookedFor() {
    String drop =
        """
        select 'drop trigger ' || tgname || ' on ' || tgrelid::regclass from pg_trigger
        where tgname like 'audited%' and not tgisinternal
        """;
    List<String> drops = database.jdbc().sql(drop).query(String.class).list();
    drops.forEach(sql -> database.jdbc().sql(sql).update());
    assertThat(check.run(null).silent()).hasSameSizeAs(drops);
  }

  @Test
  void wordsOfAStrangersContractAreNoPersonsDeed() {
    String words = "the transfer would fail on the chain: a node says approved by person:1 ";
    String id = "00000000-0000-0000-0000-000000000001";
    database
        .jdbc()
        .sql(
            """
            insert into payout (id, kind, chain, asset, units, fee_units, destination, source,
              actor, state, hold, hold_reason, created_at, updated_at, version)
            values (?::uuid, 'SWEEP', 'ETH', 'ETH', 1, 0, '0x1', '7', 'gateway', 'HELD', 'CHAIN',
              ?, now(), now(), 1)
            """)
        .params(id, words)
        .update();
    story(id, 1, words);
    assertThat(log.head()).isEmpty();
    story(id, 2, "approved by person:12");
    assertThat(log.head().orElseThrow().actor()).isEqualTo("person:12");
    story(id, 3, "taken back by person:13: approved by person:14");
    assertThat(log.head().orElseThrow().actor()).isEqualTo("person:13");
  }

  private void story(String payout, int version, String words) {
    database
        .jdbc()
        .sql(
            """
            insert into payout_history (payout_id, version, at, state, words)
            values (?::uuid, ?, now(), 'HELD', ?)
            """)
        .params(payout, version, words)
        .update();
  }

  @Test
  void theKillSwitchIsInTheLogWithWhoPulledItAndWhy() {
    database
        .jdbc()
        .sql(
            """
            update signing_stop set stopped = true, reason = 'a lost laptop',
              changed_by = 'person:7', changed_at = now()
            """)
        .update();
    AuditLog.Line line = log.head().orElseThrow();
    assertThat(line.actor()).isEqualTo("person:7");
    assertThat(line.deed()).isEqualTo("signing stopped");
    assertThat(line.details()).isEqualTo("a lost laptop");
  }

  private void appendSome(int count) {
    for (int i = 0; i < count; i++) {
      append("deed " + i);
    }
  }

  private void append(String deed) {
    database
        .transactions()
        .executeWithoutResult(status -> log.append("person:1", deed, "shop", "details"));
  }

  private void behindTheGuard(String sql) {
    database.jdbc().sql("alter table audit_entry disable trigger stays").update();
    database.jdbc().sql(sql).update();
    database.jdbc().sql("alter table audit_entry enable trigger stays").update();
  }
}
