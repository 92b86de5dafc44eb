package io.aureus.merchants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.Refusal;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class LightningNamesTest {
  private static final MerchantId ONE = new MerchantId("mct-000000000001");
  private static final MerchantId OTHER = new MerchantId("mct-000000000002");

  private final TestDatabase database = TestDatabase.fresh();
  private final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final LightningNames names =
      new LightningNames(
          new LightningNameRows(database.jdbc()),
          new MerchantRows(database.jdbc()),
          database.transactions(),
          clock,
          Set.of("support"));

  LightningNamesTest() {
    for (MerchantId id : List.of(ONE, OTHER)) {
      database
          .jdbc()
          .sql(
              """
              insert into merchant (id, name, enabled_assets, created_at)
              values (?, 'Shop', '{BTC-LN}', now())
              """)
          .param(id.value())
          .update();
    }
  }

  private void on(MerchantId merchant, String name) {
    clock.advance(Duration.ofSeconds(1));
    names.switchOn(merchant, name);
  }

  @Test
  void oneIsOnAtATimeAndEachStaysItsMerchants() {
    on(ONE, "first");
    on(ONE, "second");
    assertThat(names.holder("first")).isEmpty();
    assertThat(names.holder("second")).contains(ONE);
    names.switchOff(ONE);
    assertThat(names.holder("second")).isEmpty();
    assertThat(names.of(ONE)).contains(new LightningNames.Name("second", false));
    for (String name : List.of("first", "second")) {
      assertThatThrownBy(() -> on(OTHER, name)).hasMessageContaining("is taken");
    }
    assertThat(names.of(OTHER)).isEmpty();
    on(ONE, "first");
    assertThat(names.holder("first")).contains(ONE);
    for (String sql :
        List.of(
            "update lightning_name set merchant = ?", "delete from lightning_name where ? > ''")) {
      assertThatThrownBy(() -> database.jdbc().sql(sql).param(OTHER.value()).update())
          .hasMessageContaining("already");
    }
  }

  @Test
  void oneThatIsRefusedLeavesTheOneBeforeOn() {
    on(OTHER, "taken");
    on(ONE, "mine");
    assertThatThrownBy(() -> on(ONE, "taken")).isInstanceOf(Refusal.class);
    assertThat(names.holder("mine")).contains(ONE);
    for (String odd : List.of("", ".", "..", "A", "a b", "a@b", "ä", "a\n", "x".repeat(65))) {
      assertThatThrownBy(() -> on(ONE, odd)).hasMessageContaining("1 to 64");
      assertThat(names.holder(odd)).isEmpty();
    }
    on(ONE, "_-.0" + "x".repeat(60));
  }

  @Test
  void aKeptNameIsNobodysButWhoHadIt() {
    on(ONE, "mine");
    assertThatThrownBy(() -> on(ONE, "support")).hasMessageContaining("support is kept back");
    assertThat(names.holder("mine")).contains(ONE);
    on(ONE, "supporters");
    database
        .jdbc()
        .sql("insert into lightning_name values ('support', ?, false, now())")
        .param(ONE.value())
        .update();
    on(ONE, "support");
    assertThat(names.holder("support")).contains(ONE);
    assertThatThrownBy(() -> on(OTHER, "support")).isInstanceOf(Refusal.class);
  }

  @Test
  void nobodyTakesThemAll() {
    for (int i = 0; i < 10; i++) {
      on(ONE, "name" + i);
    }
    assertThatThrownBy(() -> on(ONE, "eleventh")).hasMessageContaining("10 names");
    assertThat(names.holder("name9")).contains(ONE);
    on(ONE, "name0");
    on(OTHER, "eleventh");
  }

  @Test
  void ofTwoWhoWantOneAtTheSameMomentOneGetsIt() throws Exception {
    List<Callable<MerchantId>> tasks = new ArrayList<>();
    for (MerchantId id : List.of(ONE, OTHER)) {
      tasks.add(
          () -> {
            names.switchOn(id, "wanted");
            return id;
          });
    }
    int won = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (Future<MerchantId> one : threads.invokeAll(tasks)) {
        try {
          assertThat(names.holder("wanted")).contains(one.get());
          won++;
        } catch (ExecutionException e) {
          assertThat(e).hasCauseInstanceOf(Refusal.class);
        }
      }
    }
    assertThat(won).isOne();
  }
}
