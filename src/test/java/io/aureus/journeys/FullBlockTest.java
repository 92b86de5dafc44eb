package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.SimulatedCoinNode;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Hundreds of payments in one block, on the simulated node. */
class FullBlockTest {
  private static final int ORDERS = 500;
  private static final int SETTLED_AT_ONCE = 64;

  /** Told by the database itself: each statement that writes, and its transaction. */
  private static final String COUNTING =
      """
      create table counted (relation text, tx bigint);
      create function count_it() returns trigger language plpgsql as $$
      begin
        insert into counted values (tg_table_name, txid_current());
        return null;
      end $$;
      create trigger counting after insert or update on transfer
        for each statement execute function count_it();
      create trigger counting after insert on transfer_fact
        for each statement execute function count_it();
      create trigger counting after update on orders
        for each statement execute function count_it();
      """;

  @Test
  void lesson15FiveHundredPaymentsInOneBlockTakeFewTransactionsAndOrdersAnswerMeanwhile() {
    try (CoinTown town = new CoinTown(SimulatedCoinNode.start("BTC", Clock.systemUTC()))) {
      Map<String, Long> outputs = new ConcurrentHashMap<>();
      Queue<Story> stories = new ConcurrentLinkedQueue<>();
      try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
        for (int i = 0; i < ORDERS; i++) {
          threads.execute(
              () -> {
                Story story = town.order("18");
                outputs.put(story.address(), story.due().longValueExact());
                stories.add(story);
              });
        }
      }
      assertThat(outputs).hasSize(ORDERS);
      town.database().jdbc().sql(COUNTING).update();
      town.node().pay(outputs);
      CoinTown.await("all to be seen", () -> payments(town, "SEEN") == ORDERS);
      town.mine(1);
      CoinTown.await("all to be in a block", () -> payments(town, "MOVED") == ORDERS);
      town.mine(CoinTown.DEPTH - 1);
      long slowest = 0;
      while (paid(town) < ORDERS) {
        long began = System.nanoTime();
        assertThat(town.order("5").status()).isEqualTo("PENDING");
        slowest = Math.max(slowest, System.nanoTime() - began);
      }
      assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(5));
      // Sight, block and depth: one batch each, whatever the number of payments.
      assertThat(count(town, "count(*)", "transfer")).isLessThan(20);
      assertThat(count(town, "count(*)", "transfer_fact")).isLessThan(20);
      int batches = (ORDERS + SETTLED_AT_ONCE - 1) / SETTLED_AT_ONCE;
      assertThat(count(town, "count(distinct tx)", "orders")).isLessThan(3 * batches + 16);
      stories.element().awaitSuccessCallbacks(1);
      town.mustBalance();
    }
  }

  private static int payments(CoinTown town, String kind) {
    return number(
        town,
        "select count(*) from transfer_fact where done_at is not null and kind = '" + kind + "'");
  }

  private static int paid(CoinTown town) {
    return payments(town, "CONFIRMED");
  }

  private static int count(CoinTown town, String what, String relation) {
    return number(town, "select " + what + " from counted where relation = '" + relation + "'");
  }

  private static int number(CoinTown town, String sql) {
    return town.database().jdbc().sql(sql).query(Integer.class).single();
  }
}
