package io.aureus.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.merchants.MerchantId;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutHold;
import io.aureus.payouts.PayoutId;
import io.aureus.payouts.PayoutKind;
import io.aureus.payouts.PayoutState;
import io.aureus.wallets.Custody;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the world is told of payouts: in the feed and at the merchant's webhook. */
class PayoutOutboxTest {
  private static final Asset ETH =
      new Asset("ETH", new Chain("ETH", "Ethereum", "evm", "mainnet", 1, 12), "ETH", 18, 8, "", "");
  private static final PayoutId ID = new PayoutId("11111111-2222-4333-8444-555555555555");

  private final Post post = Post.allowingLoopback();

  @AfterEach
  void close() throws Exception {
    post.close();
  }

  @Test
  void everyMoveThatMattersHasItsNameOnce() {
    told(PayoutState.RESERVED, PayoutState.RESERVED, 1, "payout.requested");
    told(PayoutState.HELD, PayoutState.HELD, 1, "payout.requested", "payout.held");
    told(PayoutState.RESERVED, PayoutState.HELD, 2, "payout.held");
    told(PayoutState.HELD, PayoutState.BUILT, 2);
    told(PayoutState.BUILT, PayoutState.SIGNED, 3);
    told(PayoutState.SIGNED, PayoutState.BROADCASTING, 4, "payout.broadcast");
    told(PayoutState.SIGNED, PayoutState.UNCLEAR, 4, "payout.broadcast", "payout.unclear");
    told(PayoutState.BROADCASTING, PayoutState.UNCLEAR, 5, "payout.unclear");
    told(PayoutState.UNCLEAR, PayoutState.BROADCASTING, 5);
    told(PayoutState.BROADCASTING, PayoutState.BROADCASTING, 5);
    told(PayoutState.BROADCASTING, PayoutState.SEEN, 6, "payout.seen");
    told(PayoutState.SEEN, PayoutState.CONFIRMED, 7, "payout.confirmed");
    told(PayoutState.CONFIRMED, PayoutState.CONFIRMED, 8);
    told(PayoutState.CONFIRMED, PayoutState.BROADCASTING, 8, "payout.reversed");
    told(PayoutState.SEEN, PayoutState.FAILED, 7, "payout.failed");
    told(PayoutState.HELD, PayoutState.CANCELLED, 2, "payout.cancelled");
  }

  @Test
  void whatAPersonMustSettleIsToldThoughTheStateStays() {
    Payout arrivedShort =
        waiting(PayoutState.SEEN, PayoutHold.SHORT, "1.4 ETH arrived, not 1.5", 7);
    assertThat(PayoutOutbox.types(arrivedShort, PayoutState.SEEN, false))
        .containsExactly("payout.held");
    Payout astray =
        waiting(PayoutState.UNCLEAR, PayoutHold.NONE, "number 7 is used by another transaction", 7);
    assertThat(PayoutOutbox.types(astray, PayoutState.UNCLEAR, false))
        .containsExactly("payout.unclear");
    assertThat(PayoutOutbox.types(astray, PayoutState.BROADCASTING, false))
        .containsExactly("payout.unclear");
  }

  @Test
  void whatWasUnclearBeforeIsNotToldAgain() {
    Payout again = payout(PayoutState.UNCLEAR, 6, Orders.SHOP, null);
    assertThat(PayoutOutbox.types(again, PayoutState.UNCLEAR, true)).isEmpty();
    assertThat(PayoutOutbox.types(again, PayoutState.BROADCASTING, true)).isEmpty();
  }

  @Test
  void theWebhookHearsWhyAPayoutWaits() throws Exception {
    try (Shop shop = Shop.answering(200)) {
      post.payoutWebhook = shop.url("/money");
      moved(waiting(PayoutState.SEEN, PayoutHold.SHORT, "1.4 ETH arrived, not 1.5", 7));
      post.round();
      Shop.Received call = shop.received.getFirst();
      assertThat(call.header("Aureus-Event")).isEqualTo("payout.held");
      JsonNode told = JsonMapper.shared().readTree(call.body());
      assertThat(told.get("status").asString()).isEqualTo("SEEN");
      assertThat(told.get("hold_reason").asString()).isEqualTo("1.4 ETH arrived, not 1.5");
    }
  }

  @Test
  void theFeedHasThePayoutAndTheOrderThatItRefunds() {
    moved(payout(PayoutState.RESERVED, 1, Orders.SHOP, "20260101000000000001"));
    EventFeed.Event event = post.feed.after(Orders.SHOP, "", 10).getFirst();
    assertThat(event.type()).isEqualTo("payout.requested");
    assertThat(event.payoutId()).isEqualTo(ID.value());
    assertThat(event.orderId()).isEqualTo("20260101000000000001");
    JsonNode data = JsonMapper.shared().readTree(event.data());
    assertThat(data.get("amount").asString()).isEqualTo("1.5");
    assertThat(data.get("total").asString()).isEqualTo("1.6");
    assertThat(data.get("address").asString()).startsWith("0x");
    assertThat(data.get("version").asLong()).isEqualTo(1);
  }

  @Test
  void ourOwnSweepsAreToldToNobody() {
    post.payoutWebhook = "http://127.0.0.1:9/";
    moved(payout(PayoutState.RESERVED, 1, null, null));
    assertThat(count("event") + count("delivery")).isZero();
  }

  @Test
  void withAnotherEndOfItsTransactionNothingIsTold() {
    post.payoutWebhook = "http://127.0.0.1:9/";
    TransactionTemplate transactions = post.database.transactions();
    transactions.executeWithoutResult(
        status -> {
          post.payouts.moved(
              payout(PayoutState.RESERVED, 1, Orders.SHOP, null), PayoutState.RESERVED, false);
          status.setRollbackOnly();
        });
    assertThat(count("event") + count("delivery")).isZero();
  }

  @Test
  void theWebhookGetsTheSignedPayoutUntilItAnswers() throws Exception {
    try (Shop shop = Shop.answering(500)) {
      post.payoutWebhook = shop.url("/money?x=1");
      moved(payout(PayoutState.RESERVED, 1, Orders.SHOP, null));
      post.round();
      shop.now(Shop.status(200, "ok"));
      post.clock.advance(java.time.Duration.ofSeconds(12));
      post.round();
      assertThat(shop.received).hasSize(2);
      Shop.Received first = shop.received.getFirst();
      Shop.Received second = shop.received.getLast();
      assertThat(first.method()).isEqualTo("POST");
      assertThat(first.target()).isEqualTo("/money?x=1");
      assertThat(first.header("Aureus-Event")).isEqualTo("payout.requested");
      assertThat(second.body()).isEqualTo(first.body());
      assertThat(second.header("Aureus-Delivery-Id")).isEqualTo(first.header("Aureus-Delivery-Id"));
      assertThat(JsonMapper.shared().readTree(first.body()).get("payout_id").asString())
          .isEqualTo(ID.value());
      String signature =
          CallbackSignature.whole(
              Post.SECRET,
              new CallbackSignature.Sent(
                  first.header("Date"),
                  first.header("Aureus-Delivery-Id"),
                  "payout.requested",
                  "POST",
                  shop.url("/money?x=1")),
              first.body().getBytes(StandardCharsets.UTF_8));
      assertThat(first.header("Aureus-Signature")).isEqualTo(signature);
      Deliveries.Delivery delivery = post.deliveries.of(Orders.SHOP, ID).getFirst();
      assertThat(delivery.state()).isEqualTo("DELIVERED");
      assertThat(delivery.attempts()).hasSize(2);
    }
  }

  @Test
  void aWebhookThatNeverAnswersIsGivenUpInTheFeed() {
    post.payoutWebhook = "http://127.0.0.1:9/";
    moved(payout(PayoutState.RESERVED, 1, Orders.SHOP, null));
    for (int i = 0; i < 12; i++) {
      post.round();
      post.clock.advance(java.time.Duration.ofHours(30));
    }
    EventFeed.Event last = post.feed.after(Orders.SHOP, "", 10).getLast();
    assertThat(last.type()).isEqualTo("callback.given_up");
    assertThat(last.payoutId()).isEqualTo(ID.value());
    assertThat(JsonMapper.shared().readTree(last.data()).get("callback").get("event").asString())
        .isEqualTo("payout.requested");
  }

  private static void told(PayoutState before, PayoutState now, long version, String... types) {
    assertThat(PayoutOutbox.types(payout(now, version, Orders.SHOP, null), before, false))
        .as(before + " to " + now)
        .isEqualTo(List.of(types));
  }

  private void moved(Payout payout) {
    post.database
        .transactions()
        .executeWithoutResult(status -> post.payouts.moved(payout, payout.state(), false));
  }

  private long count(String table) {
    return post.database.jdbc().sql("select count(*) from " + table).query(Long.class).single();
  }

  private static Payout payout(
      PayoutState state, long version, @Nullable MerchantId merchant, @Nullable String order) {
    return state == PayoutState.HELD
        ? payout(state, PayoutHold.POLICY, "a rule", version, merchant, order)
        : payout(state, PayoutHold.NONE, "", version, merchant, order);
  }

  private static Payout waiting(PayoutState state, PayoutHold hold, String why, long version) {
    return payout(state, hold, why, version, Orders.SHOP, null);
  }

  private static Payout payout(
      PayoutState state,
      PayoutHold hold,
      String why,
      long version,
      @Nullable MerchantId merchant,
      @Nullable String order) {
    return new Payout(
        ID,
        merchant == null ? PayoutKind.SWEEP : PayoutKind.WITHDRAWAL,
        merchant,
        Amount.ofUnits(ETH, 1_500_000_000_000_000_000L),
        Amount.ofUnits(ETH, 100_000_000_000_000_000L),
        "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
        order,
        null,
        "token:1",
        state,
        hold,
        why,
        null,
        null,
        false,
        Orders.START,
        Orders.START,
        version,
        Custody.CUSTODIAL);
  }
}
