package io.aureus.callbacks;

import io.aureus.merchants.MerchantId;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import io.aureus.money.FiatAmount;
import io.aureus.orders.Order;
import io.aureus.orders.OrderId;
import io.aureus.orders.OrderQuote;
import io.aureus.orders.OrderState;
import io.aureus.orders.OrderTerms;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Orders for the tests of this room: plain data, one like the other but for what is said. */
record Orders(
    MerchantId merchant,
    OrderTerms.Origin origin,
    String platform,
    @Nullable String callbackUrl,
    @Nullable String timeoutCallback,
    boolean post,
    @Nullable Long apiKeyId) {
  static final MerchantId SHOP = new MerchantId("mct-07d283468bf8");
  static final MerchantId OTHER_SHOP = new MerchantId("mct-bea5c44da875");
  static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  static final long KEY = 7;

  private static final Asset COIN =
      new Asset(
          "ETH", new Chain("ETH", "Ethereum", "evm", "mainnet", 31337, 12), "ETH", 18, 8, "", "");

  static Orders api(String callbackUrl) {
    return new Orders(SHOP, OrderTerms.Origin.API, "AURPAY", callbackUrl, null, false, KEY);
  }

  static Orders plugin(String platform, String callbackUrl) {
    return new Orders(SHOP, OrderTerms.Origin.PLUGIN, platform, callbackUrl, null, false, KEY);
  }

  Orders posted() {
    return new Orders(merchant, origin, platform, callbackUrl, timeoutCallback, true, apiKeyId);
  }

  Orders signed() {
    return new Orders(merchant, origin, platform, callbackUrl, timeoutCallback, post, null);
  }

  Orders of(MerchantId other) {
    return new Orders(other, origin, platform, callbackUrl, timeoutCallback, post, apiKeyId);
  }

  Orders timeoutTo(String url) {
    return new Orders(merchant, origin, platform, callbackUrl, url, post, apiKeyId);
  }

  /** Order number {@code no}, in that state. */
  Order order(int no, OrderState state) {
    OrderTerms terms =
        new OrderTerms(
            null,
            null,
            callbackUrl,
            timeoutCallback,
            post,
            platform,
            origin,
            "order-" + no,
            "https://shop.example",
            apiKeyId);
    return new Order(
        id(no),
        merchant,
        "ORDER",
        state,
        new FiatAmount("USD", new BigDecimal("10")),
        false,
        terms,
        new Order.Policy(0, 50),
        "",
        List.of(quote()),
        List.of(),
        List.of(),
        false,
        START.plus(Duration.ofMinutes(30)),
        START,
        START,
        1);
  }

  private static OrderQuote quote() {
    return new OrderQuote(
        1,
        Amount.ofDecimal(COIN, new BigDecimal("0.00517243")),
        "0x9858EfFD232B4033E47d90003D41EC34EcaEda94",
        new BigDecimal("1933.33"),
        List.of("fixed"),
        START,
        START,
        START.plus(Duration.ofMinutes(30)),
        0);
  }

  static OrderId id(int no) {
    return new OrderId("20260301100000%06d".formatted(no));
  }
}
