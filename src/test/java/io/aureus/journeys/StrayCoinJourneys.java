package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.merchants.MerchantChange;
import io.aureus.merchants.MerchantSettings;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.orders.OrderBook;
import io.aureus.orders.OrderId;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The scenarios in which a payer comes late, twice, or after he chose another coin. */
abstract class StrayCoinJourneys extends CoinMoneyInJourneys {
  @Test
  void in10PaidAfterOverdueIsOfferedToTheMerchantWhoTakesIt() {
    Story story = town().order("25");
    BigInteger due = story.due();
    story.endWindow();
    story.awaitStatus("OVERDUE");
    story.pay(due);
    town().mineToDepth();
    story.awaitEvent("payment.confirmed");
    assertThat(story.status()).isEqualTo("OVERDUE");
    assertThat(story.types()).containsExactly("UNKNOWN");
    assertThat(story.callbacks()).isEmpty();
    String payment = story.transactions().getFirst().get("tx_id").asString();
    JsonNode taken =
        town().shop().post("/api/v2/order/resolve/" + story.id(), Map.of("tx_id", payment));
    assertThat(taken.get("code").asInt()).as(taken.toString()).isZero();
    story.awaitStatus("RESOLVED");
    story.awaitSuccessCallbacks(1);
  }

  @Test
  void in11ASecondPaymentToAPaidOrderIsUnknown() {
    Story story = town().order("5");
    BigInteger due = story.due();
    story.pay(due);
    town().mineToDepth();
    story.awaitStatus("SUCCESS");
    story.pay(due);
    town().mineToDepth();
    story.awaitEvent("payment.unknown");
    assertThat(story.status()).isEqualTo("SUCCESS");
    assertThat(story.types()).containsExactlyInAnyOrder("ORDER", "UNKNOWN");
    story.awaitSuccessCallbacks(1);
  }

  @Test
  void in25WithOneCoinEnabledPayUrlMakesTheOrderAtOnce() {
    String coin = town().coin().code();
    Map<String, Object> wish = Map.of("price", "9.5", "currency", "usd");
    enable(List.of(coin));
    try {
      JsonNode made = town().shop().created("/api/order/pay-url", wish);
      String id = made.get("order_id").asString();
      assertThat(made.get("pay_url").asString()).endsWith("/#/cashier/" + id);
      Story story = new Story(town(), id, "/nowhere", "");
      assertThat(story.text("currency")).isEqualTo(coin);
      story.pay(story.due());
      town().mineToDepth();
      story.awaitStatus("SUCCESS");
    } finally {
      enable(town().gateway().bean(Catalogue.class).assets().stream().map(Asset::code).toList());
    }
    assertThat(town().shop().created("/api/order/pay-url", wish).get("order_id").isNull()).isTrue();
  }

  @Test
  void in26TheFirstAddressIsPaidAfterTheCoinWasChanged() {
    Story story = checkout("30");
    BigInteger first = story.due();
    String address = story.address();
    story.change("ETH");
    assertThat(story.text("currency")).isEqualTo("ETH");
    assertThat(story.address()).isNotEqualTo(address);
    town().pay(town().coin(), address, first);
    town().mineToDepth();
    story.awaitStatus("SUCCESS");
    assertThat(story.text("currency")).isEqualTo(town().coin().code());
    story.awaitSuccessCallbacks(1);
  }

  /** The merchant takes these coins and no others. */
  private void enable(List<String> assets) {
    town()
        .gateway()
        .bean(MerchantSettings.class)
        .change(town().merchant(), new MerchantChange("Coin shop", 50, false, "", assets));
  }

  /** An order by a checkout link, in which the payer has chosen the chain's coin. */
  private Story checkout(String price) {
    String path = "/checkout/paid";
    Map<String, Object> wish =
        Map.of("price", price, "currency", "USD", "callback_url", town().trap().url(path));
    String token = town().shop().created("/api/order/pay-url", wish).get("token").asString();
    OrderId id = town().gateway().bean(OrderBook.class).byToken(token).orElseThrow().id();
    Story story = new Story(town(), id.value(), path, token);
    story.change(town().coin().code());
    return story;
  }
}
