package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.Refusal;
import io.aureus.keys.MerchantCoins;
import io.aureus.orders.OrderRefund;
import io.aureus.testing.Browser;
import io.aureus.testing.SimulatedCoinNode;
import io.aureus.testing.Visitor;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * An installation that switched it off: coins are paid to merchants' wallets, and not out of them.
 */
class OwnCoinsSwitchTest {
  private static CoinTown town;

  @BeforeAll
  static void open() {
    town =
        new CoinTown(
            SimulatedCoinNode.start("BTC", Clock.systemUTC()),
            Map.of("aureus.payouts.own-coins", "false"),
            Map.of());
    town.bring(new MerchantCoins().descriptor());
  }

  @AfterAll
  static void close() {
    town.close();
  }

  @Test
  void payoutsOfCoinsFromTheMerchantsWalletAreRefusedInPlainWords() {
    Story story = town.sold("50");
    JsonNode refused =
        town.shopThatMayPay()
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
    assertThatThrownBy(() -> town.refund(story, OrderRefund.FeeBearer.PAYER))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("switched off on this installation");
    assertThat(page()).contains("switched off on this installation");
    town.mustBalance();
  }

  private static String page() {
    try (Visitor visitor = Browser.visitor(390)) {
      var page = visitor.page();
      String path = town.gateway().url() + "/dashboard/withdraw?coin=BTC&custody=self";
      page.navigate(path);
      page.locator("#email").fill("shop@example.com");
      page.locator("#password").fill(CoinTown.PASSWORD);
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
