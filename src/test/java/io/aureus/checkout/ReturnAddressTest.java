package io.aureus.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.merchants.MerchantId;
import io.aureus.money.FiatAmount;
import io.aureus.orders.Order;
import io.aureus.orders.OrderId;
import io.aureus.orders.OrderState;
import io.aureus.orders.OrderTerms;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnAddressTest {
  private static final String SUCCEED = "https://shop.example/thanks?id=7&q=a%20b#top";
  private static final String TIMEOUT = "http://shop.example/late";

  @Test
  void isTheMerchantsAddressExactlyAsGiven() {
    assertThat(ReturnAddress.of(order(OrderState.PAID, SUCCEED))).contains(SUCCEED);
    assertThat(ReturnAddress.of(order(OrderState.RESOLVED, SUCCEED))).contains(SUCCEED);
    assertThat(ReturnAddress.of(order(OrderState.EXPIRED, SUCCEED))).contains(TIMEOUT);
  }

  @ParameterizedTest
  @EnumSource(
      value = OrderState.class,
      names = {"PAID", "RESOLVED", "EXPIRED"},
      mode = EnumSource.Mode.EXCLUDE)
  void isNowhereBeforeTheEnd(OrderState state) {
    assertThat(ReturnAddress.of(order(state, SUCCEED))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)//http://x",
        "data:text/html,<script>alert(1)</script>",
        " https://shop.example",
        "java\tscript:alert(1)",
        "https://shop.example/\nset-cookie: a=b",
        "//shop.example",
        "/relative",
        "http://",
        "vbscript:x",
        "file:///etc/passwd",
        ""
      })
  void isNeverAnythingButAWebAddress(String given) {
    assertThat(ReturnAddress.of(order(OrderState.PAID, given))).isEmpty();
  }

  @Test
  void isNowhereWhereTheMerchantGaveNone() {
    assertThat(ReturnAddress.of(order(OrderState.PAID, null))).isEmpty();
  }

  private static Order order(OrderState state, @Nullable String succeedUrl) {
    Instant at = Instant.parse("2026-01-02T03:04:05Z");
    OrderTerms terms =
        new OrderTerms(
            succeedUrl,
            TIMEOUT,
            null,
            null,
            false,
            "AURPAY",
            OrderTerms.Origin.API,
            null,
            null,
            null);
    return new Order(
        new OrderId("20260102030405000000"),
        new MerchantId("mct-0123456789ab"),
        "ORDER",
        state,
        new FiatAmount("USD", BigDecimal.TEN),
        false,
        terms,
        new Order.Policy(0, 50),
        "",
        List.of(),
        List.of(),
        List.of(),
        false,
        at,
        at,
        at,
        1);
  }
}
