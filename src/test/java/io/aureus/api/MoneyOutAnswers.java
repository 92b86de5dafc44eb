package io.aureus.api;

import io.aureus.merchants.Credentials;
import io.aureus.merchants.DemoMerchant;
import io.aureus.merchants.MerchantSettings;
import io.aureus.merchants.Scope;
import io.aureus.orders.Order;
import io.aureus.orders.OrderId;
import io.aureus.orders.OrderState;
import io.aureus.testing.FundedMerchant;
import io.aureus.testing.RawHttp;
import io.aureus.testing.ShopOnAChain;
import io.aureus.wallets.SelfCustody;
import tools.jackson.databind.JsonNode;

/** Answers of a shop that pays out, on a chain, held against the description. */
final class MoneyOutAnswers {
  private static final String TO = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
  private static final String OWN = "0x976EA74026E726554dB657fA54763abd0C3a0aa9";
  private static final String ORDER =
      "{\"chain\":\"ETH\",\"currency\":\"ETH\",\"vs_currency\":\"USD\",\"vs_price\":\"100\"}";

  private final ApiDocument document;
  private final ShopOnAChain shop = ShopOnAChain.shared();
  private final RawHttp http = new RawHttp(shop.url());
  private final DemoMerchant.Shop merchant = shop.anotherMerchant();
  private final String key;

  MoneyOutAnswers(ApiDocument document) {
    this.document = document;
    shop.bean(MerchantSettings.class).changePayouts(merchant.merchant(), true, "");
    key =
        "API-Key: "
            + shop.bean(Credentials.class)
                .createKey(merchant.merchant(), Credentials.OWN_PLATFORM, Scope.TOKEN)
                .key();
  }

  void all() {
    refunds();
    unfinishedOrders();
    withdrawals();
    ownWallet();
  }

  private void withdrawals() {
    FundedMerchant.give(shop::bean, merchant.merchant(), "ETH", "5");
    fits("get", "/api/v2/wallet", "/api/v2/wallet", "");
    String path = "/api/v2/wallet/withdraw";
    fits("post", path + "/preview", path + "/preview", body("0.5", ""));
    JsonNode made = fits("post", path, path, body("0.5", ",\"reference\":\"march\""));
    String id = made.get("payout_id").asString();
    fits("get", "/api/v2/payout", "/api/v2/payout?size=5", "");
    fits("get", "/api/v2/payout/", "/api/v2/payout/?kind=WITHDRAWAL", "");
    fits("get", "/api/v2/payout/{id}", "/api/v2/payout/" + id, "");
    fits("post", "/api/v2/payout/{id}/cancel", "/api/v2/payout/" + id + "/cancel", "");
  }

  private void refunds() {
    OrderId id = order();
    pay(id, 100, OrderState.PAID);
    shop.awaitGasPrice();
    fits("get", "/api/v2/order/refund-info/{id}", "/api/v2/order/refund-info/" + id, "");
    fits("post", "/api/v2/order/refund-link/{id}", "/api/v2/order/refund-link/" + id, "");
    String part = "{\"amount\":\"0.01\",\"address\":\"" + TO + "\"}";
    String path = "/api/v2/order/refund/{id}";
    fits("post", path, "/api/v2/order/refund/" + id, part);
    fits("get", path, "/api/v2/order/refund/" + id, "");
    fits("get", "/api/v2/order/detail/{id}", "/api/v2/order/detail/" + id, "");
    fits("get", "/api/v2/tx", "/api/v2/tx", "");
    fits("get", "/api/v2/events", "/api/v2/events", "");
  }

  private void unfinishedOrders() {
    OrderId less = order();
    OrderId another = order();
    shop.pay(less, 40);
    shop.pay(another, 40);
    shop.mine(ShopOnAChain.CONFIRMATIONS);
    shop.await(less, MoneyOutAnswers::isConfirmed);
    shop.await(another, MoneyOutAnswers::isConfirmed);
    shop.letTheWindowEnd();
    shop.await(less, now -> now.state() == OrderState.PARTIAL);
    Order partial = shop.await(another, now -> now.state() == OrderState.PARTIAL);
    fits("post", "/api/v2/order/remaining/{id}", "/api/v2/order/remaining/" + less, "");
    String payment = "{\"payment\":\"" + partial.payments().getFirst().id() + "\"}";
    fits("post", "/api/v2/order/resolve/{id}", "/api/v2/order/resolve/" + another, payment);
  }

  private void ownWallet() {
    shop.bean(SelfCustody.class).adopt(merchant.merchant(), "evm", OWN, "person:1");
    pay(order(), 100, OrderState.PAID);
    fits("get", "/api/v2/wallet/self-custody", "/api/v2/wallet/self-custody", "");
    String self = body("0.01", ",\"custody\":\"self_custody\"");
    JsonNode made = fits("post", "/api/v2/wallet/withdraw", "/api/v2/wallet/withdraw", self);
    String path = "/api/v2/payout/" + made.get("payout_id").asString();
    awaitHandedOver(path);
    String hash = "{\"tx_hash\":\"0x" + "cd".repeat(32) + "\"}";
    fits("post", "/api/v2/payout/{id}/transaction", path + "/transaction", hash);
    fits("get", "/api/v2/payout/{id}", path, "");
  }

  private void awaitHandedOver(String path) {
    for (int i = 0; i < 600; i++) {
      if (http.get(path, key).data().get("status").asString().equals("HANDED_OVER")) {
        return;
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    throw new AssertionError("it was never handed over");
  }

  private OrderId order() {
    JsonNode made = fits("post", "/api/order/pay-info", "/api/order/pay-info", ORDER);
    return new OrderId(made.get("order_id").asString());
  }

  private void pay(OrderId id, int percent, OrderState then) {
    shop.pay(id, percent);
    shop.mine(ShopOnAChain.CONFIRMATIONS);
    shop.await(id, now -> now.state() == then);
  }

  private static boolean isConfirmed(Order order) {
    return order.payments().stream().anyMatch(payment -> payment.confirmedAt() != null);
  }

  private static String body(String amount, String more) {
    return "{\"chain\":\"ETH\",\"currency\":\"ETH\",\"amount\":\"%s\",\"address\":\"%s\"%s}"
        .formatted(amount, TO, more);
  }

  private JsonNode fits(String method, String path, String target, String body) {
    return document.fits(
        method,
        path,
        (method.equals("get") ? http.get(target, key) : http.post(target, key, body)).json());
  }
}
