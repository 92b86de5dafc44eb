package io.aureus.wallets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.Watchlist;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.jobs.Fence;
import io.aureus.keys.Derivation;
import io.aureus.money.Chain;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.TestDatabase;
import io.aureus.wallets.Receiving.Assignment;
import io.aureus.wallets.Receiving.Prepared;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

class ReceivingTest {
  private static final Chain ETH = new Chain("ETH", "Ethereum", "evm", "mainnet", 1, 12);
  private static final WalletsSettings SMALL =
      new WalletsSettings(20, 2000, 8, Duration.ofMinutes(5), Duration.ZERO, 20, 1000);

  /** Stands for the seed: the address of an index is a fixed text. */
  private static final Derivation DERIVATION =
      (family, from, count) ->
          LongStream.range(from, from + count).mapToObj(index -> family + "-" + index).toList();

  private static final Fence NO_FENCE =
      new Fence() {
        @Override
        public void hold() {}

        @Override
        public void renew() {}
      };

  private final TestDatabase database = TestDatabase.fresh();
  private final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final Watchlist watchlist = realWatchlist();
  private final AtomicInteger wakes = new AtomicInteger();

  /** A node: what runs in one process. */
  private final class Node {
    final PooledReceiving receiving;
    final AddressRefill refill;

    Node(String name, WalletsSettings settings) {
      AddressRows rows = new AddressRows(database.jdbc());
      receiving =
          new PooledReceiving(
              rows, job -> wakes.incrementAndGet(), clock, settings, name, List.of("evm"));
      refill =
          new AddressRefill(
              receiving, rows, DERIVATION, watchlist, database.transactions(), clock, settings);
    }

    void run() throws Exception {
      refill.run(NO_FENCE);
    }

    Prepared take() {
      return receiving.take(ETH);
    }

    void assign(Prepared prepared, String order) {
      database
          .transactions()
          .executeWithoutResult(
              status -> receiving.assign(List.of(new Assignment(prepared, order, 1))));
    }
  }

  @Test
  void refusesWithARetryTimeWhileNothingIsPrepared() {
    Node node = new Node("a", SMALL);
    assertThatThrownBy(node::take)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE);
              assertThat(refusal.retryAfter()).isPositive();
            });
    assertThat(wakes).hasValue(1);
  }

  @Test
  void handsOutLowIndexesFirstAndOnlyWatchedAddresses() throws Exception {
    Node node = new Node("a", SMALL);
    node.run();
    for (long index = 0; index < 5; index++) {
      Prepared prepared = node.take();
      assertThat(prepared.index()).isEqualTo(index);
      assertThat(prepared.address()).isEqualTo("evm-" + index);
      assertThat(watched()).contains(prepared.address());
    }
  }

  @Test
  void wakesTheRefillOnceWhenTheyRunLow() throws Exception {
    Node node = new Node("a", SMALL);
    node.run();
    assertThat(node.receiving.ready("evm")).isGreaterThanOrEqualTo(20);
    while (node.receiving.ready("evm") > 3) {
      node.take();
    }
    assertThat(wakes).hasValue(1);
    node.run();
    assertThat(node.receiving.ready("evm")).isGreaterThanOrEqualTo(20);
  }

  @Test
  void preparesMoreWhenManyAreTaken() throws Exception {
    Node node = new Node("a", SMALL);
    node.run();
    for (int i = 0; i < 24; i++) {
      node.take();
    }
    node.run();
    assertThat(node.receiving.ready("evm")).isBetween(96, 104);
  }

  @Test
  void givesAnAddressToOneOrderOnly() throws Exception {
    Node node = new Node("a", SMALL);
    node.run();
    Prepared prepared = node.take();
    node.assign(prepared, "1");
    assertThatThrownBy(() -> node.assign(prepared, "2"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("[" + prepared.address() + "]");
    assertThatThrownBy(
            () ->
                database
                    .jdbc()
                    .sql("update receiving_address set order_id = '2' where derivation_index = ?")
                    .param(prepared.index())
                    .update())
        .hasMessageContaining("was given to order 1 already");
    assertThat(node.receiving.given("evm", -1, 10))
        .singleElement()
        .isEqualTo(new Addresses.Known("evm", prepared.address(), prepared.index(), "1", 1));
  }

  @Test
  void givesNoneOfABatchWhereOneIsNotFreeAndNamesIt() throws Exception {
    Node node = new Node("a", SMALL);
    node.run();
    Prepared good = node.take();
    Prepared gone = node.take();
    node.assign(gone, "1");
    assertThatThrownBy(
            () ->
                database
                    .transactions()
                    .executeWithoutResult(
                        status ->
                            node.receiving.assign(
                                List.of(
                                    new Assignment(good, "2", 1), new Assignment(gone, "3", 1)))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("[" + gone.address() + "]");
    node.assign(good, "2");
    assertThat(node.receiving.given("evm", -1, 10)).hasSize(2);
  }

  @Test
  void refusesOneAddressForTwoOrdersOfTheSameBatch() throws Exception {
    Node node = new Node("a", SMALL);
    node.run();
    Prepared prepared = node.take();
    assertThatThrownBy(
            () ->
                database
                    .transactions()
                    .executeWithoutResult(
                        status ->
                            node.receiving.assign(
                                List.of(
                                    new Assignment(prepared, "1", 1),
                                    new Assignment(prepared, "2", 1)))))
        .isInstanceOf(IllegalStateException.class);
    assertThat(node.receiving.given("evm", -1, 10)).isEmpty();
  }

  @Test
  void handsOutWhatWasGivenBackBeforeAnythingElse() throws Exception {
    Node node = new Node("a", SMALL);
    node.run();
    Prepared first = node.take();
    node.take();
    node.receiving.giveBack(first);
    assertThat(node.take()).isEqualTo(first);
  }

  /** BTCPay Server 6628: one address in two invoices under concurrency. */
  @Test
  void twoNodesNeverHandOutTheSameAddressTo200Threads() throws Exception {
    WalletsSettings settings =
        new WalletsSettings(64, 4000, 16, Duration.ofMinutes(5), Duration.ofSeconds(20), 20, 1000);
    List<Node> nodes = List.of(new Node("a", settings), new Node("b", settings));
    Set<Long> indexes = ConcurrentHashMap.newKeySet();
    Set<String> addresses = ConcurrentHashMap.newKeySet();
    try (ExecutorService threads = Executors.newFixedThreadPool(202)) {
      List<Callable<Integer>> tasks = new ArrayList<>();
      AtomicInteger busy = new AtomicInteger(200);
      for (int thread = 0; thread < 200; thread++) {
        int number = thread;
        tasks.add(
            () -> {
              int given = 0;
              try {
                Node node = nodes.get(number % 2);
                for (int i = 0; i < 5; i++) {
                  Prepared prepared = node.take();
                  assertThat(indexes.add(prepared.index())).isTrue();
                  assertThat(addresses.add(prepared.address())).isTrue();
                  node.assign(prepared, number + "-" + i);
                  given++;
                }
              } finally {
                busy.decrementAndGet();
              }
              return given;
            });
      }
      for (Node node : nodes) {
        tasks.add(
            () -> {
              while (busy.get() > 0) {
                node.run();
                Thread.sleep(5);
              }
              return 0;
            });
      }
      int given = 0;
      for (Future<Integer> result : threads.invokeAll(tasks)) {
        given += result.get();
      }
      assertThat(given).isEqualTo(1000);
    }
    assertThat(addresses).hasSize(1000);
    assertThat(watched()).containsAll(addresses);
    assertThat(nodes.getFirst().receiving.given("evm", -1, 10_000)).hasSize(1000);
  }

  /** BTCPay Server 1728: skipped indexes hide money behind a wallet's gap limit. */
  @Test
  void usesTheIndexesOfADeadNodeAfterItsClaimAndSkipsNone() throws Exception {
    Node dead = new Node("dead", SMALL);
    dead.run();
    dead.assign(dead.take(), "1");
    dead.take();
    Node next = new Node("next", SMALL);
    next.run();
    assertThat(next.take().index()).isGreaterThanOrEqualTo(24);
    clock.advance(Duration.ofMinutes(6));
    Node later = new Node("later", SMALL);
    later.run();
    Set<Long> indexes = new TreeSet<>();
    for (int i = 0; i < 23; i++) {
      indexes.add(later.take().index());
    }
    assertThat(indexes).containsExactlyElementsOf(LongStream.rangeClosed(1, 23).boxed().toList());
    Addresses.Known first = later.receiving.known("evm", -1, 1).getFirst();
    Prepared given = new Prepared(first.family(), first.address(), first.index());
    assertThatThrownBy(() -> later.assign(given, "9")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void derivesWhatANodeReservedAndDiedBeforeStoring() throws Exception {
    new AddressRows(database.jdbc())
        .reserve("evm", 2, 8, "dead", clock.instant().plus(Duration.ofMinutes(5)));
    clock.advance(Duration.ofMinutes(6));
    Node node = new Node("a", SMALL);
    node.run();
    assertThat(node.take().index()).isZero();
    assertThat(watched()).contains("evm-0", "evm-15");
  }

  @Test
  void findsAtOnceWhatANodeLeftThatWasStoppedInOrder() throws Exception {
    Node stopped = new Node("a", SMALL);
    stopped.run();
    stopped.assign(stopped.take(), "1");
    stopped.refill.close();
    Node next = new Node("b", SMALL);
    next.run();
    assertThat(next.take().index()).isEqualTo(1);
  }

  @Test
  void aNodeWhoseClaimRanOutHandsOutNothingOfItAndCannotGiveIt() throws Exception {
    Node paused = new Node("paused", SMALL);
    paused.run();
    Prepared old = paused.take();
    clock.advance(Duration.ofMinutes(4).plusSeconds(30));
    // Less than a minute of the claim is left: an order in the queue might outlast it.
    assertThatThrownBy(paused::take).isInstanceOf(Refusal.class);
    clock.advance(Duration.ofMinutes(2));
    Node other = new Node("other", SMALL);
    other.run();
    Prepared taken = other.take();
    assertThat(taken.index()).isEqualTo(old.index());
    assertThatThrownBy(() -> paused.assign(old, "1")).isInstanceOf(IllegalStateException.class);
    other.assign(taken, "2");
    paused.receiving.giveBack(old);
    paused.run();
    assertThat(paused.take().index()).isGreaterThanOrEqualTo(24);
  }

  @Test
  void keepsItsClaimForAsLongAsItRuns() throws Exception {
    Node node = new Node("a", SMALL);
    node.run();
    for (int minute = 0; minute < 30; minute++) {
      clock.advance(Duration.ofMinutes(1));
      node.run();
    }
    assertThat(node.take().index()).isZero();
    Node other = new Node("b", SMALL);
    other.run();
    assertThat(other.take().index()).isGreaterThanOrEqualTo(24);
  }

  @Test
  void forgetsBlocksThatAreWhollyGiven() throws Exception {
    Node node = new Node("a", SMALL);
    node.run();
    for (int i = 0; i < 24; i++) {
      node.assign(node.take(), "" + i);
    }
    clock.advance(Duration.ofMinutes(3));
    node.run();
    assertThat(
            database
                .jdbc()
                .sql("select count(*) from address_block where spent and claimed_by is null")
                .query(Long.class)
                .single())
        .isEqualTo(3);
    assertThat(node.receiving.widestGap("evm")).isZero();
  }

  @Test
  void bringsBackWhatWasTakenAndNeitherGivenNorGivenBack() throws Exception {
    Node node = new Node("a", SMALL);
    node.run();
    for (int i = 0; i < 24; i++) {
      Prepared prepared = node.take();
      if (i != 7) {
        node.assign(prepared, "" + i);
      }
    }
    assertThat(node.receiving.widestGap("evm")).isEqualTo(1);
    clock.advance(Duration.ofMinutes(3));
    node.run();
    assertThat(node.take().index()).isEqualTo(7);
  }

  private List<String> watched() {
    return database
        .jdbc()
        .sql("select address from watched_address where family = 'evm'")
        .query(String.class)
        .list();
  }

  /** The chains room's own, which is not to be seen from here but as a bean. */
  private Watchlist realWatchlist() {
    AnnotationConfigApplicationContext chains = new AnnotationConfigApplicationContext();
    chains.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
    chains.registerBean(JdbcClient.class, database::jdbc);
    chains.registerBean(Clock.class, () -> clock);
    chains.scan("io.aureus.chains");
    chains.refresh();
    return chains.getBean(Watchlist.class);
  }
}
