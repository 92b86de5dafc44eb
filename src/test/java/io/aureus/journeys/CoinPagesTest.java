package io.aureus.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import io.aureus.testing.Browser;
import io.aureus.testing.SimulatedCoinNode;
import io.aureus.testing.Visitor;
import java.time.Clock;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a payer and a merchant read about Bitcoin, in a real browser. */
class CoinPagesTest {
  private static final String DESCRIPTOR =
      "wpkh(tpubDD7tXK8KeQ3YY83yWq755fHY2JW8Ha8Q765tknUM5rSvjPcGWfUppDFMpQ1ScziKfW3ZNtZvAD7M3u7bSs7"
          + "HofjTD3KP3YxPK7X6hwV8Rk2/<0;1>/*)";

  private static CoinTown town;

  @BeforeAll
  static void open() {
    town = new CoinTown(SimulatedCoinNode.start("BTC", Clock.systemUTC()));
  }

  @AfterAll
  static void close() {
    town.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {390, 1280})
  void thePayerSeesItSightedConfirmedBlockByBlockAndFinal(int width) {
    Story story = town.order("12");
    try (Visitor payer = Browser.visitor(width)) {
      Page page = payer.page();
      page.navigate(town.gateway().url() + "/checkout/" + story.id());
      assertThat(page.locator("#wallet"))
          .hasAttribute(
              "href", Pattern.compile("bitcoin:" + story.address() + "\\?amount=0\\.[0-9]{1,8}"));
      assertThat(page.locator("#network")).hasText("Bitcoin");
      payer.look("coin-pay");
      story.pay(story.due());
      assertThat(page.locator("h1")).hasText("Payment seen");
      assertThat(page.locator(".receipts")).containsText("waiting for 2 confirmations");
      payer.look("coin-seen");
      town.mine(1);
      assertThat(page.locator(".receipts")).containsText("1 of 2 confirmations");
      town.mine(1);
      assertThat(page.locator("h1")).hasText("Paid");
      payer.look("coin-paid");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {390, 1280})
  void payerAndMerchantReadThatAReplacedPaymentDoesNotCount(int width) {
    Story story = town.order("18");
    try (Visitor payer = Browser.visitor(width);
        Visitor merchant = Browser.visitor(width)) {
      Page page = payer.page();
      page.navigate(town.gateway().url() + "/checkout/" + story.id());
      String first = story.pay(story.due());
      assertThat(page.locator("h1")).hasText("Payment seen");
      town.node().replace(first, Map.of());
      assertThat(page.locator("h1")).hasText("Waiting for your payment");
      assertThat(page.locator(".receipts")).containsText("Replaced: your wallet sent");
      assertThat(page.locator(".receipts")).containsText("This one does not count");
      payer.look("coin-replaced");
      Page shop = merchant.page();
      shop.navigate(town.gateway().url() + "/dashboard/orders/" + story.id());
      signIn(shop);
      shop.navigate(town.gateway().url() + "/dashboard/orders/" + story.id());
      assertThat(shop.locator("article .tag").nth(1)).hasText("REPLACED");
      assertThat(shop.locator("article .warn")).containsText("Its sender put another");
      merchant.look("coin-replaced-order");
    }
  }

  @Test
  void theMerchantBringsADescriptorAndSeesWhatToImport() {
    try (Visitor merchant = Browser.visitor(390)) {
      Page page = merchant.page();
      page.navigate(town.gateway().url() + "/dashboard/self-custody");
      signIn(page);
      page.navigate(town.gateway().url() + "/dashboard/self-custody");
      paste(page, DESCRIPTOR.replace("<0;1>", "0h"));
      assertThat(page.locator(".trouble")).containsText("hardened");
      paste(page, DESCRIPTOR);
      assertThat(page.locator("section[aria-label='Addresses to compare'] li").first())
          .containsText("bcrt1q");
      merchant.look("own-coin-wallet-compare");
      page.locator("[name=same]").check();
      page.locator("#password").fill("a password of some length");
      page.getByText("Use it for new orders").click();
      assertThat(page.locator(".status")).hasText("In use");
      page.getByText("Find its payments with a wallet program").click();
      assertThat(page.locator("details .code")).containsText("\"range\": [0, 0]");
      merchant.look("own-coin-wallet");
      page.getByText("Stop using it…").click();
      page.locator("#stop-bitcoin-password").fill("a password of some length");
      page.getByText("Yes, stop using it").click();
      assertThat(page.locator(".status")).hasText("Not in use");
      org.assertj.core.api.Assertions.assertThat(merchant.complaints())
          .allMatch(words -> words.matches(".*400.*"));
    }
  }

  private static void signIn(Page page) {
    page.locator("#email").fill("shop@example.com");
    page.locator("#password").fill("a password of some length");
    page.locator("form button").click();
    page.locator(".top").waitFor();
  }

  private static void paste(Page page, String text) {
    if (page.locator("#family").count() > 0) {
      page.locator("#family").selectOption("bitcoin");
    }
    page.locator("#wallet").fill(text);
    page.getByText("Show addresses to compare").click();
  }
}
