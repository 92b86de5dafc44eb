package io.aureus.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.merchants.MerchantId;
import io.aureus.orders.Milestone;
import io.aureus.orders.OrderState;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** IN-9, IN-23 and IN-24 as far as they are the courier's. */
class CourierTest {
  private final Post post = Post.allowingLoopback();
  private final Shop shop = Shop.answering(200);
  private final Orders orders = Orders.api(shop.url("/cb")).timeoutTo(shop.url("/late"));

  @AfterEach
  void close() throws IOException {
    shop.close();
    post.close();
  }

  /** IN-9. */
  @Test
  void aTimeOutIsToldOnce() {
    post.announce(Milestone.TIMED_OUT, orders.order(1, OrderState.EXPIRED));
    post.round();
    post.clock.advance(Duration.ofDays(30));
    post.round();
    assertThat(shop.received).extracting(Shop.Received::target).containsExactly("/late");
  }

  @Test
  void afterAStored200NothingIsSentAgain() {
    post.succeed(orders, 1);
    post.round();
    post.succeed(orders, 1);
    for (int day = 0; day < 10; day++) {
      post.clock.advance(Duration.ofDays(1));
      post.round();
    }
    assertThat(shop.received).hasSize(1);
  }

  /** Lessons: EPay was marked delivered whatever the shop answered; BTCPay #3146, #1160. */
  @Test
  void everyTryComesExactlyOnScheduleUntilTheLastAndThenItIsSaidLoudly() {
    shop.now(Shop.status(500, "down"));
    post.succeed(orders, 1);
    post.round();
    for (int tries = 1; tries <= RetrySchedule.PAUSES.size(); tries++) {
      Instant next = Objects.requireNonNull(post.delivery(orders, 1).nextAt());
      Duration planned = RetrySchedule.PAUSES.get(tries - 1);
      assertThat(Duration.between(post.clock.instant(), next))
          .isBetween(planned, planned.plus(planned.dividedBy(10)));
      post.clock.set(next.minusMillis(1));
      post.round();
      assertThat(shop.received).as("a moment too early").hasSize(tries);
      post.clock.set(next);
      post.round();
      assertThat(shop.received).hasSize(tries + 1);
    }
    Deliveries.Delivery delivery = post.delivery(orders, 1);
    assertThat(delivery.state()).isEqualTo("GIVEN_UP");
    assertThat(delivery.nextAt()).isNull();
    assertThat(delivery.attempts()).hasSize(12).allMatch(attempt -> attempt.status() == 500);
    assertThat(delivery.attempts().getFirst().excerpt()).isEqualTo("down");
    assertThat(Duration.between(Orders.START, post.clock.instant()))
        .isGreaterThan(Duration.ofDays(3));
    assertThat(shop.received)
        .extracting(request -> request.header("Aureus-Delivery-Id"))
        .containsOnly(delivery.id().toString());
    Eventually.becomes(
        () -> post.feed.after(Orders.SHOP, "", 10).size() == 2, "giving up is in the feed");
    EventFeed.Event event = post.feed.after(Orders.SHOP, "", 10).getLast();
    assertThat(event.type()).isEqualTo("callback.given_up");
    assertThat(event.data())
        .startsWith("{\"user_id\":\"mct-07d283468bf8\",\"order_id\":\"2026")
        .contains("\"attempts\":12")
        .contains("\"last_status\":500");
    post.clock.advance(Duration.ofDays(9));
    post.round();
    assertThat(shop.received).hasSize(12);
  }

  @Test
  void whereARepeatHurtsAHangingShopIsTriedThreeTimes() {
    shop.now(Shop.hanging());
    post.succeed(Orders.plugin("PAIDMEMBERSHIPSPRO", shop.url("/?status=completed")), 1);
    for (int tries = 0; tries < 5; tries++) {
      post.round();
      post.clock.advance(Duration.ofDays(1));
    }
    assertThat(post.delivery(orders, 1).state()).isEqualTo("GIVEN_UP");
    assertThat(shop.received)
        .hasSize(3)
        .allMatch(
            request ->
                request
                    .target()
                    .equals("/?status=completed&aurpay_order_id=" + Orders.id(1).value()));
  }

  @Test
  void byHandItIsSentAgainWithTheSameIdEvenAfterA200() {
    post.succeed(orders, 1);
    post.round();
    UUID id = post.delivery(orders, 1).id();
    post.deliveries.redeliver(Orders.SHOP, id);
    post.round();
    assertThat(shop.received)
        .hasSize(2)
        .allMatch(request -> request.header("Aureus-Delivery-Id").equals(id.toString()));
    assertThat(post.delivery(orders, 1).state()).isEqualTo("DELIVERED");
    assertThat(post.delivery(orders, 1).attempts())
        .extracting(Deliveries.Attempt::no)
        .containsExactly(1, 2);
  }

  @Test
  void byHandAGivenUpOneGetsAFreshRowOfTries() {
    shop.now(Shop.status(500, ""));
    post.succeed(orders, 1);
    for (int tries = 0; tries < 12; tries++) {
      post.round();
      post.clock.advance(Duration.ofDays(2));
    }
    assertThat(post.delivery(orders, 1).state()).isEqualTo("GIVEN_UP");
    post.deliveries.redeliver(Orders.SHOP, post.delivery(orders, 1).id());
    post.round();
    assertThat(post.delivery(orders, 1).state()).isEqualTo("SCHEDULED");
    shop.now(Shop.status(200, ""));
    post.clock.advance(Duration.ofDays(2));
    post.round();
    assertThat(post.delivery(orders, 1).state()).isEqualTo("DELIVERED");
    assertThat(post.delivery(orders, 1).attempts()).hasSize(14);
  }

  @Test
  void anotherMerchantsDeliveryIsNotFound() {
    post.succeed(orders, 1);
    UUID id = post.delivery(orders, 1).id();
    assertThatThrownBy(() -> post.deliveries.redeliver(Orders.OTHER_SHOP, id))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_FOUND));
    assertThat(post.deliveries.of(Orders.OTHER_SHOP, Orders.id(1))).isEmpty();
  }

  /** IN-23. */
  @Test
  void whatADeadCourierClaimedIsSentByAnotherOnceTheClaimRunsOut() {
    post.succeed(orders, 1);
    UUID id = post.delivery(orders, 1).id();
    Instant now = post.clock.instant();
    CourierRows rows = new CourierRows(post.database.jdbc());
    List<CourierRows.Claimed> claimed =
        post.database
            .transactions()
            .execute(
                status ->
                    rows.claim(
                        new CourierRows.Claim(
                            RandomIds.next(new Random(1)), "dead", now, now.plusSeconds(4)),
                        new CourierRows.Room(10, 10, 2)));
    assertThat(claimed).hasSize(1);
    post.round();
    post.clock.set(now.plusMillis(3999));
    post.round();
    assertThat(shop.received).as("the claim still holds").isEmpty();
    post.clock.set(now.plusSeconds(4));
    post.round();
    assertThat(shop.received).hasSize(1);
    assertThat(shop.received.getFirst().header("Aureus-Delivery-Id")).isEqualTo(id.toString());
  }

  @Test
  void aLateFailureDoesNotUndoTheSuccessOfAnother() throws Exception {
    lateAnswers(500, 200);
    assertThat(post.delivery(orders, 1).state()).isEqualTo("DELIVERED");
    assertThat(post.delivery(orders, 1).attempts())
        .extracting(Deliveries.Attempt::status)
        .containsExactly(200, 500);
  }

  @Test
  void aLateSuccessEndsTheTriesOfAnother() throws Exception {
    lateAnswers(200, 500);
    assertThat(post.delivery(orders, 1).state()).isEqualTo("DELIVERED");
    post.clock.advance(Duration.ofDays(9));
    post.round();
    assertThat(shop.received).hasSize(2);
  }

  /** One courier waits for its answer beyond its claim; another sends meanwhile. */
  private void lateAnswers(int late, int prompt) throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    shop.now(
        (request, socket) -> {
          boolean isFirst = shop.received.size() == 1;
          if (isFirst) {
            first.countDown();
            release.await();
          }
          Shop.status(isFirst ? late : prompt, "").answer(request, socket);
        });
    CallbacksSettings patient =
        new CallbacksSettings(AllowList.LOOPBACK, Duration.ofSeconds(50), 40, 2);
    try (Post slow = new Post(post.database, patient, InetAddress::getAllByName);
        Post other = new Post(post.database, patient, InetAddress::getAllByName)) {
      slow.succeed(orders, 1);
      slow.courier.run(Post.NoFence.INSTANCE);
      first.await();
      other.clock.advance(Duration.ofSeconds(101));
      other.round();
      release.countDown();
      slow.awaitAnswers();
    }
  }

  @Test
  void twoCouriersOnOneDatabaseSendEachOnce() throws Exception {
    int count = 120;
    for (int no = 0; no < count; no++) {
      post.succeed(orders.of(merchant(no % 10)), no);
    }
    try (Post other = new Post(post.database, Post.quick(), InetAddress::getAllByName)) {
      Thread one = Thread.ofPlatform().start(() -> rounds(post, count));
      Thread two = Thread.ofPlatform().start(() -> rounds(other, count));
      one.join();
      two.join();
      post.awaitAnswers();
      other.awaitAnswers();
    }
    assertThat(shop.received)
        .hasSize(count)
        .extracting(request -> request.header("Aureus-Delivery-Id"))
        .doesNotHaveDuplicates();
  }

  @Test
  void twoCouriersTogetherKeepToTheLimitOfAnEndpoint() throws Exception {
    shop.now(Shop.hanging());
    for (int no = 0; no < 10; no++) {
      post.succeed(orders, no);
    }
    try (Post other = new Post(post.database, Post.quick(), InetAddress::getAllByName)) {
      post.courier.run(Post.NoFence.INSTANCE);
      other.courier.run(Post.NoFence.INSTANCE);
      assertThat(post.courier.inFlight() + other.courier.inFlight()).isEqualTo(2);
      post.awaitAnswers();
      other.awaitAnswers();
    }
    assertThat(shop.received).hasSize(2);
  }

  @Test
  void aHundredHangingEndpointsNeverStopAQuickOne() throws IOException {
    CallbacksSettings usual =
        new CallbacksSettings(AllowList.LOOPBACK, Duration.ofSeconds(15), 256, 2);
    try (Shop hanging = new Shop(Shop.hanging());
        Post busy = new Post(post.database, usual, InetAddress::getAllByName)) {
      for (int no = 0; no < 300; no++) {
        busy.succeed(Orders.api(hanging.url("/")).of(merchant(no % 100)), no);
      }
      busy.courier.run(Post.NoFence.INSTANCE);
      assertThat(busy.courier.inFlight()).isEqualTo(200);
      for (int no = 300; no < 350; no++) {
        busy.succeed(orders, no);
      }
      Eventually.becomes(
          () -> {
            busy.courier.run(Post.NoFence.INSTANCE);
            return shop.received.size() == 50;
          },
          "the quick shop has its callbacks");
      assertThat(busy.courier.inFlight()).as("the others still hang").isGreaterThanOrEqualTo(200);
    }
  }

  @Test
  void endpointsKnownAsSlowShareHalfOfTheRoomOneCallEach() throws IOException {
    try (Shop hanging = new Shop(Shop.hanging())) {
      for (int no = 0; no < 60; no++) {
        post.succeed(Orders.api(hanging.url("/")).of(merchant(no % 30)), no);
      }
      Eventually.becomes(
          () -> {
            post.round();
            return slowLanes() == 30;
          },
          "all of them are known as slow");
      post.clock.advance(Duration.ofMinutes(1));
      post.courier.run(Post.NoFence.INSTANCE);
      assertThat(post.courier.inFlight()).isEqualTo(20);
      post.succeed(orders, 100);
      post.courier.run(Post.NoFence.INSTANCE);
      Eventually.becomes(() -> shop.received.size() == 1, "the quick shop is called");
      post.awaitAnswers();
    }
  }

  /** Lesson: BTCPay #2173, one bad message ended all delivery. */
  @Test
  void oneThatCannotBePreparedFailsAloneAndStaysScheduled() {
    post.sealBroken = true;
    post.succeed(orders, 1);
    post.round();
    assertThat(post.delivery(orders, 1).attempts().getFirst().excerpt())
        .isEqualTo("not sent: the gateway could not prepare it; see its log");
    post.sealBroken = false;
    post.succeed(orders, 2);
    post.round();
    assertThat(post.delivery(orders, 2).state()).isEqualTo("DELIVERED");
    post.clock.advance(Duration.ofMinutes(1));
    post.round();
    assertThat(post.delivery(orders, 1).state()).isEqualTo("DELIVERED");
  }

  @Test
  void howAnEndpointFaresIsShown() {
    shop.now(Shop.status(503, ""));
    post.succeed(orders, 1);
    post.round();
    post.clock.advance(Duration.ofMinutes(1));
    post.round();
    Deliveries.Endpoint failing = post.deliveries.endpoints(Orders.SHOP).getFirst();
    assertThat(failing.host()).isEqualTo("127.0.0.1:" + shop.port());
    assertThat(failing.failures()).isEqualTo(2);
    assertThat(failing.failingSince()).isEqualTo(Orders.START);
    assertThat(failing.lastWords()).isEqualTo("HTTP 503");
    assertThat(failing.waiting()).isEqualTo(1);
    assertThat(failing.nextAt()).isEqualTo(post.delivery(orders, 1).nextAt());
    shop.now(Shop.status(200, ""));
    post.clock.advance(Duration.ofMinutes(5));
    post.round();
    Deliveries.Endpoint well = post.deliveries.endpoints(Orders.SHOP).getFirst();
    assertThat(well.failures()).isZero();
    assertThat(well.failingSince()).isNull();
    assertThat(well.waiting()).isZero();
    assertThat(post.deliveries.endpoints(Orders.OTHER_SHOP)).isEmpty();
  }

  private int slowLanes() {
    return post.database
        .jdbc()
        .sql("select count(*)::int from delivery_lane where slow")
        .query(Integer.class)
        .single();
  }

  private void rounds(Post with, int count) {
    for (int round = 0; round < 5000 && shop.received.size() < count; round++) {
      with.courier.run(Post.NoFence.INSTANCE);
    }
  }

  private static MerchantId merchant(int no) {
    return new MerchantId("mct-%012x".formatted(no));
  }
}
