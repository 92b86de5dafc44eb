package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.Refusal;
import io.aureus.keys.MerchantCoins;
import io.aureus.merchants.Credentials;
import io.aureus.merchants.DemoMerchant;
import io.aureus.merchants.MerchantId;
import io.aureus.merchants.MerchantSettings;
import io.aureus.merchants.Scope;
import io.aureus.orders.OrderId;
import io.aureus.orders.OrderRefund;
import io.aureus.orders.Refunds;
import io.aureus.testing.Browser;
import io.aureus.testing.SimulatedCoinNode;
import io.aureus.testing.Visitor;
import io.aureus.wallets.SelfCustody;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * An installation as it is by default: coins are paid to merchants' wallets, and not out of them.
 */
class OwnCoinsSwitchTest {
  private static final String PASSWORD = "a password of some length";

  private static CoinTown town;
  private static MerchantId merchant;

  @BeforeAll
  static void open() {
    town = new CoinTown(SimulatedCoinNode.start("BTC", Clock.systemUTC()));
    merchant =
        town.gateway()
            .bean(DemoMerchant.class)
            .ensure("shop@example.com", PASSWORD, "Coin shop")
            .merchant();
    town.gateway()
        .bean(SelfCustody.class)
        .adopt(merchant, "bitcoin", new MerchantCoins().descriptor(), "person:1");
  }

  @AfterAll
  static void close() {
    town.close();
  }

  @Test
  void payoutsOfCoinsFromTheMerchantsWalletAreRefusedInPlainWords() {
    Story story = town.order("50");
    story.pay(story.due());
    town.mineToDepth();
    story.awaitStatus("SUCCESS");
    JsonNode refused =
        shop()
            .post(
                "/api/v2/wallet/withdraw",
                Map.of(
                    "chain", "BTC",
                    "currency", "BTC",
                    "amount", "0.0001",
                    "address", town.node().payerAddress(),
                    "custody", "self_custody"));
    assertThat(refused.path("message").asString())
        .contains("payouts of BTC from your own wallet are switched off on this installation");
    assertThatThrownBy(() -> refund(story))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("switched off on this installation");
    assertThat(page()).contains("switched off on this installation");
    town.mustBalance();
  }

  private static ShopClient shop() {
    town.gateway().bean(MerchantSettings.class).changePayouts(merchant, true, "");
    String key =
        town.gateway()
            .bean(Credentials.class)
            .createKey(merchant, "AURPAY", Set.of(Scope.PAYOUTS))
            .key();
    return new ShopClient(town.gateway().url(), key);
  }

  private static void refund(Story story) {
    town.gateway()
        .bean(Refunds.class)
        .request(
            merchant,
            new OrderId(story.id()),
            new Refunds.Wish(
                OrderRefund.Kind.FULL,
                null,
                null,
                town.node().payerAddress(),
                OrderRefund.FeeBearer.PAYER,
                null,
                "person:1"));
  }

  private static String page() {
    try (Visitor visitor = Browser.visitor(390)) {
      var page = visitor.page();
      String path = town.gateway().url() + "/dashboard/withdraw?coin=BTC&custody=self";
      page.navigate(path);
      page.locator("#email").fill("shop@example.com");
      page.locator("#password").fill(PASSWORD);
      page.locator("form button").click();
      page.locator(".top").waitFor();
      page.navigate(path);
      page.locator("#amount").fill("0.0001");
      page.locator("#address").fill(town.node().payerAddress());
      page.getByText("See what it costs").click();
      page.locator(".trouble").waitFor();
      assertThat(visitor.complaints()).allMatch(words -> words.contains("/withdraw/preview"));
      return page.content();
    }
  }
}
