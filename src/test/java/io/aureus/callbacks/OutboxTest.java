package io.aureus.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.orders.Milestone;
import io.aureus.orders.OrderMilestones;
import io.aureus.orders.OrderState;
import io.aureus.orders.OrderTerms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OutboxTest {
  private static final Orders ORDERS =
      Orders.api("https://shop.example/paid?id=1").timeoutTo("https://shop.example/late");

  private final Post post = Post.allowingLoopback();

  @AfterEach
  void close() throws Exception {
    post.close();
  }

  @Test
  void aSuccessIsOwedToTheCallbackUrlOnly() {
    post.succeed(ORDERS, 1);
    Deliveries.Delivery delivery = post.delivery(ORDERS, 1);
    assertThat(delivery.url()).isEqualTo("https://shop.example/paid?id=1");
    assertThat(delivery.event()).isEqualTo("order.success");
    assertThat(delivery.method()).isEqualTo("GET");
    assertThat(delivery.state()).isEqualTo("SCHEDULED");
    assertThat(delivery.nextAt()).isEqualTo(Orders.START);
  }

  @Test
  void aTimeOutIsOwedToTheTimeoutCallbackOnly() {
    post.announce(Milestone.TIMED_OUT, ORDERS.order(1, OrderState.EXPIRED));
    assertThat(post.delivery(ORDERS, 1).url()).isEqualTo("https://shop.example/late");
  }

  @Test
  void aResolvedLatePaymentIsOwedToTheCallbackUrlAfterTheTimeOut() {
    post.announce(Milestone.TIMED_OUT, ORDERS.order(1, OrderState.EXPIRED));
    post.announce(Milestone.RESOLVED, ORDERS.order(1, OrderState.RESOLVED));
    assertThat(post.deliveries.of(Orders.SHOP, Orders.id(1)))
        .extracting(Deliveries.Delivery::url)
        .containsExactlyInAnyOrder("https://shop.example/late", "https://shop.example/paid?id=1");
  }

  @ParameterizedTest
  @EnumSource(
      value = Milestone.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SUCCEEDED", "RESOLVED", "TIMED_OUT"})
  void nothingElseEverCallsTheShopButAllOfItIsInTheFeed(Milestone milestone) {
    post.announce(milestone, ORDERS.order(1, OrderState.WAITING));
    assertThat(post.deliveries.of(Orders.SHOP, Orders.id(1))).isEmpty();
    Eventually.becomes(
        () -> post.feed.after(Orders.SHOP, "", 10).size() == 1, "the event is shown");
    assertThat(post.feed.after(Orders.SHOP, "", 10).getFirst().type()).isEqualTo(milestone.event());
  }

  @Test
  void oneMilestoneMakesOneDeliveryHoweverOftenItIsAnnounced() {
    post.succeed(ORDERS, 1);
    post.succeed(ORDERS, 1);
    post.announce(Milestone.RESOLVED, ORDERS.order(1, OrderState.RESOLVED));
    assertThat(post.deliveries.of(Orders.SHOP, Orders.id(1))).hasSize(1);
  }

  @Test
  void withoutUrlsNothingIsOwed() {
    Orders silent = Orders.api("");
    post.succeed(silent, 1);
    post.announce(Milestone.TIMED_OUT, silent.order(2, OrderState.EXPIRED));
    assertThat(post.deliveries.of(Orders.SHOP, Orders.id(1))).isEmpty();
    assertThat(post.deliveries.of(Orders.SHOP, Orders.id(2))).isEmpty();
  }

  @Test
  void aMoveThatRollsBackLeavesNeitherDeliveryNorEvent() {
    post.database
        .transactions()
        .executeWithoutResult(
            status -> {
              post.outbox.announce(
                  List.of(
                      new OrderMilestones.Announcement(
                          Milestone.SUCCEEDED, ORDERS.order(1, OrderState.PAID))));
              status.setRollbackOnly();
            });
    post.succeed(ORDERS, 2);
    Eventually.becomes(
        () -> post.feed.after(Orders.SHOP, "", 10).size() == 1, "the event is shown");
    assertThat(post.deliveries.of(Orders.SHOP, Orders.id(1))).isEmpty();
    assertThat(post.feed.after(Orders.SHOP, "", 10).getFirst().orderId())
        .isEqualTo(Orders.id(2).value());
  }

  @Test
  void thePostFormHoldsTheTwentySixFieldsInTheirOrder() {
    post.succeed(ORDERS.posted(), 1);
    String body = bodyOf(1);
    JsonNode json = JsonMapper.shared().readTree(body);
    assertThat(json.propertyNames())
        .containsExactly(
            "user_id",
            "order_id",
            "order_type",
            "platform",
            "status",
            "chain",
            "chain_name",
            "currency",
            "amount",
            "vs_price",
            "vs_currency",
            "remark",
            "refund",
            "bind_id",
            "create_time",
            "update_time",
            "tx_id",
            "tx_type",
            "obtained",
            "fee",
            "from_addr",
            "to_addr",
            "tx_hash",
            "tx_hash_list",
            "contract_id",
            "website");
    assertThat(json.get("status").stringValue()).isEqualTo("SUCCESS");
    assertThat(json.get("amount").stringValue()).isEqualTo("0.00517243");
    assertThat(json.get("vs_price").stringValue()).isEqualTo("10.0");
    assertThat(json.get("tx_hash").isNull()).isTrue();
    assertThat(json.get("tx_hash_list").isArray()).isTrue();
    assertThat(json.get("refund").isBoolean()).isTrue();
  }

  @Test
  void theAliasOfSuccessIsForCallbacksOnly() {
    post.successAlias = "SUCCEED";
    post.succeed(ORDERS.posted(), 1);
    assertThat(bodyOf(1)).contains("\"status\":\"SUCCEED\"");
    post.announce(Milestone.RESOLVED, ORDERS.posted().order(2, OrderState.RESOLVED));
    assertThat(bodyOf(2)).contains("\"status\":\"RESOLVED\"");
    Eventually.becomes(
        () -> post.feed.after(Orders.SHOP, "", 10).size() == 2, "the events are shown");
    assertThat(post.feed.after(Orders.SHOP, "", 10).getFirst().data())
        .contains("\"status\":\"SUCCESS\"");
  }

  @Test
  void noApiKeyLiesInTheDatabaseInClear() {
    post.succeed(Orders.plugin("WOOCOMMERCE", "https://shop.example/?wc-api=X&order_id=1"), 1);
    String row =
        post.database
            .jdbc()
            .sql("select to_jsonb(d)::text from delivery d")
            .query(String.class)
            .single();
    assertThat(row).doesNotContain(Post.API_KEY).contains("\"api_key_id\": 7");
    assertThat(post.delivery(Orders.api(""), 1).url())
        .isEqualTo("https://shop.example/?wc-api=X&order_id=1&public_key=***");
  }

  @Test
  void anUnusableUrlNeverHarmsTheOrder() {
    for (String url : List.of("ftp://shop.example/", "nonsense", "http://", "http://a b/")) {
      post.succeed(
          new Orders(Orders.SHOP, OrderTerms.Origin.API, "AURPAY", url, null, true, null),
          url.length());
      assertThat(post.delivery(ORDERS, url.length()).url()).isEqualTo(url);
    }
    post.round();
    assertThat(post.delivery(ORDERS, 8).attempts().getFirst().excerpt())
        .isEqualTo("not sent: the URL must begin with http:// or https://");
  }

  /** What the shop is sent. */
  private String bodyOf(int no) {
    try (Shop shop = Shop.answering(200)) {
      post.database
          .jdbc()
          .sql("update delivery set base_url = ? where order_id = ?")
          .params(shop.url("/"), Orders.id(no).value())
          .update();
      post.round();
      return shop.received.getFirst().body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
