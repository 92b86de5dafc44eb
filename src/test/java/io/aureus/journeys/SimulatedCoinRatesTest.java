package io.aureus.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.aureus.testing.Browser;
import io.aureus.testing.CoinNode;
import io.aureus.testing.SimulatedCoinNode;
import io.aureus.testing.Visitor;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** On the simulated node, and what the payer reads. */
class SimulatedCoinRatesTest extends CoinRateJourneys {
  @Override
  CoinNode node() {
    return SimulatedCoinNode.start("BTC", Clock.systemUTC());
  }

  @Test
  void in28ThePayerReadsThatTheCoinHasNoPriceNowAndChoosesItWhenItHas() {
    String token =
        town()
            .shop()
            .created("/api/order/pay-url", Map.of("price", "13", "currency", "USD"))
            .get("token")
            .asString();
    try (Visitor payer = Browser.visitor(390)) {
      Page page = payer.page();
      Locator bitcoin = page.locator(".coin", new Page.LocatorOptions().setHasText("BTC"));
      String choice = town().gateway().url() + "/checkout/choose?token=" + token;
      page.navigate(choice);
      assertThat(bitcoin.locator(".coin-amount")).hasText("0.0002 BTC");
      markets().bitcoin("70000", PRICE, "60000");
      awaitNoRate();
      // The page still offers it, at a price that nobody stands by any more.
      bitcoin.click();
      assertThat(page.locator(".trouble")).containsText("That coin cannot be chosen just now");
      assertThat(bitcoin.locator(".coin-amount")).containsText("No price for it just now");
      assertThat(page.locator("button.coin")).hasCount(1);
      payer.look("coin-no-rate");
      assertThat(payer.complaints()).allMatch(words -> words.contains("503"));
      markets().bitcoin(PRICE, PRICE, PRICE);
      awaitRate();
      page.navigate(choice);
      bitcoin.click();
      assertThat(page.locator("#network")).hasText("Bitcoin");
    }
  }
}
