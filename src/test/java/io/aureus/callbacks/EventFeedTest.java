package io.aureus.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.orders.Milestone;
import io.aureus.orders.OrderMilestones.Announcement;
import io.aureus.orders.OrderState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lessons: BTCPay #3146, #2173, #1160: callbacks that vanish need a feed that does not. */
class EventFeedTest {
  private static final Orders ORDERS = Orders.api("");

  private final Post post = Post.allowingLoopback();

  @AfterEach
  void close() throws Exception {
    post.close();
  }

  @Test
  void aReaderNeverMissesWhatCommitsLateThoughItBeganEarly() throws Exception {
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch mayCommit = new CountDownLatch(1);
    List<String> seen = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> slow =
          threads.submit(
              () ->
                  post.database
                      .transactions()
                      .executeWithoutResult(
                          status -> {
                            post.outbox.announce(List.of(paid(1)));
                            written.countDown();
                            await(mayCommit);
                          }));
      written.await();
      post.succeed(ORDERS, 2);
      String cursor = read("", seen);
      assertThat(seen).as("what committed first waits for what began before it").isEmpty();
      mayCommit.countDown();
      slow.get();
      String end = cursor;
      Eventually.becomes(() -> !post.feed.after(Orders.SHOP, end, 10).isEmpty(), "both show");
      read(cursor, seen);
    }
    assertThat(seen).containsExactly(Orders.id(1).value(), Orders.id(2).value());
  }

  @Test
  void numbersOfTransactionsAreSortedAsNumbers() {
    for (int no = 1; no <= 4; no++) {
      post.succeed(ORDERS, no);
      // In a short test the server's own numbers are all of one length.
      post.database
          .jdbc()
          .sql("update event set tx = ?::xid8 where order_id = ?")
          .params(String.valueOf(7 + no), Orders.id(no).value())
          .update();
    }
    for (int most : new int[] {1, 2, 3, 10}) {
      List<String> seen = new ArrayList<>();
      List<EventFeed.Event> some = post.feed.after(Orders.SHOP, "", most);
      while (!some.isEmpty() && seen.size() < 20) {
        some.forEach(event -> seen.add(event.orderId()));
        some = post.feed.after(Orders.SHOP, some.getLast().cursor(), most);
      }
      assertThat(seen)
          .as("pages of " + most)
          .containsExactly(
              Orders.id(1).value(),
              Orders.id(2).value(),
              Orders.id(3).value(),
              Orders.id(4).value());
    }
  }

  @Test
  void manyWritersAndAReaderThatPagesSeeEveryEventOnce() throws Exception {
    int writers = 8;
    int each = 25;
    List<String> seen = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> done = new ArrayList<>();
      for (int writer = 0; writer < writers; writer++) {
        int first = writer * each;
        done.add(
            threads.submit(
                () -> {
                  for (int no = first; no < first + each; no++) {
                    post.succeed(ORDERS, no);
                  }
                }));
      }
      String[] cursor = {""};
      Eventually.becomes(
          () -> {
            cursor[0] = read(cursor[0], seen);
            return seen.size() >= writers * each;
          },
          "all events are read");
      for (Future<?> writer : done) {
        writer.get();
      }
      read(cursor[0], seen);
    }
    assertThat(seen).hasSize(writers * each).doesNotHaveDuplicates();
  }

  @Test
  void eventsOfOneMoveKeepTheirOrder() {
    post.database
        .transactions()
        .executeWithoutResult(
            status ->
                post.outbox.announce(
                    List.of(
                        new Announcement(
                            Milestone.PAYMENT_SEEN, ORDERS.order(1, OrderState.CONFIRMING)),
                        new Announcement(
                            Milestone.PAYMENT_CONFIRMED, ORDERS.order(1, OrderState.PAID)),
                        paid(1))));
    Eventually.becomes(
        () -> post.feed.after(Orders.SHOP, "", 10).size() == 3, "the events are shown");
    assertThat(post.feed.after(Orders.SHOP, "", 10))
        .extracting(EventFeed.Event::type)
        .containsExactly("payment.seen", "payment.confirmed", "order.success");
  }

  @Test
  void aMerchantSeesOnlyItsOwn() {
    post.succeed(ORDERS, 1);
    post.succeed(ORDERS.of(Orders.OTHER_SHOP), 2);
    Eventually.becomes(
        () -> post.feed.after(Orders.OTHER_SHOP, "", 10).size() == 1, "the event is shown");
    assertThat(post.feed.after(Orders.OTHER_SHOP, "", 10).getFirst().orderId())
        .isEqualTo(Orders.id(2).value());
  }

  @Test
  void aDumpRestoredIntoANewServerKeepsTheOrderAndTheCursors() {
    post.succeed(ORDERS, 1);
    post.succeed(ORDERS, 2);
    List<String> seen = new ArrayList<>();
    // As after a restore: the rows' transaction numbers are far ahead of the server's.
    post.database
        .jdbc()
        .sql("update event set tx = (tx::text::bigint + 1000000)::text::xid8")
        .update();
    EventRows rows = new EventRows(post.database.jdbc());
    rows.beginEraAfterRestore();
    rows.beginEraAfterRestore();
    String cursor = read("", seen);
    assertThat(seen).hasSize(2);
    post.succeed(ORDERS, 3);
    Eventually.becomes(
        () -> !post.feed.after(Orders.SHOP, cursor, 10).isEmpty(), "the event is shown");
    read(cursor, seen);
    assertThat(seen)
        .containsExactly(Orders.id(1).value(), Orders.id(2).value(), Orders.id(3).value());
  }

  @Test
  void anOrdinaryStartBeginsNoNewEra() {
    post.succeed(ORDERS, 1);
    new EventRows(post.database.jdbc()).beginEraAfterRestore();
    assertThat(
            post.database
                .jdbc()
                .sql("select max(era) from event_era")
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "!!!", "MS4y", "MS4yLjMuNA", "' or 1=1 --", "LTEuMS4x"})
  void aCursorThatWeNeverGaveIsRefusedByItsField(String cursor) {
    assertThatThrownBy(() -> post.feed.after(Orders.SHOP, cursor, 10))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST);
              assertThat(refusal.words()).startsWith("after: ");
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 501})
  void aPageOutOfRangeIsRefused(int most) {
    assertThatThrownBy(() -> post.feed.after(Orders.SHOP, "", most))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("between 1 and 500");
  }

  private String read(String cursor, List<String> seen) {
    String at = cursor;
    for (EventFeed.Event event : post.feed.after(Orders.SHOP, cursor, 7)) {
      seen.add(event.orderId());
      at = event.cursor();
    }
    return at;
  }

  private static Announcement paid(int no) {
    return new Announcement(Milestone.SUCCEEDED, ORDERS.order(no, OrderState.PAID));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
