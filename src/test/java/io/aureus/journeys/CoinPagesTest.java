package io.aureus.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.aureus.testing.Browser;
import io.aureus.testing.HostileTexts;
import io.aureus.testing.SimulatedCoinNode;
import io.aureus.testing.Visitor;
import java.math.BigInteger;
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
  private static final String PASSWORD = "a password of some length";
  private static final String DESCRIPTOR =
      "wpkh(tpubDD7tXK8KeQ3YY83yWq755fHY2JW8Ha8Q765tknUM5rSvjPcGWfUppDFMpQ1ScziKfW3ZNtZvAD7M3u7bSs7"
          + "HofjTD3KP3YxPK7X6hwV8Rk2/<0;1>/*)";

  private static CoinTown town;

  @BeforeAll
  static void open() {
    town =
        new CoinTown(
            SimulatedCoinNode.start("BTC", Clock.systemUTC()),
            Map.of("aureus.chains.btc.explorer", "https://explorer.example/tx/{tx}"),
            Map.of());
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
  void thePayerReadsThatNodesForgotHisPaymentAndPaysAgainWhereHisWalletGaveItUp() {
    Story story = town.order("16");
    try (Visitor payer = Browser.visitor(390)) {
      Page page = payer.page();
      page.navigate(town.gateway().url() + "/checkout/" + story.id());
      BigInteger due = story.due();
      String first = story.pay(due);
      assertThat(page.locator("h1")).hasText("Payment seen");
      town.node().evict(first);
      assertThat(page.locator("h1")).hasText("Payment forgotten for now");
      assertThat(page.locator(".receipts")).containsText("It may still arrive, and counts then");
      assertThat(page.locator("#clock")).isVisible();
      assertThat(page.locator("#address")).isHidden();
      payer.look("coin-forgotten");
      town.node().resubmit(first);
      assertThat(page.locator("h1")).hasText("Payment seen");
      assertThat(page.locator("#again")).hasCount(0);
      town.node().evict(first);
      page.locator("#again").click();
      assertThat(page.locator("#address")).hasText(story.address());
      assertThat(page.locator("#amount")).hasText(story.text("amount"));
      payer.look("coin-forgotten-again");
      // The wallet spends the same coins, as they do.
      story.pay(due.add(BigInteger.ONE));
      assertThat(page.locator("h1")).hasText("Payment seen");
      assertThat(page.locator(".receipts")).containsText("Replaced: your wallet sent");
      town.mineToDepth();
      assertThat(page.locator("h1")).hasText("Paid");
      payer.look("coin-forgotten-paid");
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
      page.locator("#password").fill(PASSWORD);
      page.getByText("Use it for new orders").click();
      assertThat(page.locator(".status")).hasText("In use");
      page.getByText("Find its payments with a wallet program").click();
      assertThat(page.locator("details .code")).containsText("\"range\": [0, 0]");
      merchant.look("own-coin-wallet");
      page.getByText("Stop using it…").click();
      page.locator("#stop-bitcoin-password").fill(PASSWORD);
      page.getByText("Yes, stop using it").click();
      assertThat(page.locator(".status")).hasText("Not in use");
      org.assertj.core.api.Assertions.assertThat(merchant.complaints())
          .allMatch(words -> words.matches(".*400.*"));
    }
  }

  @Test
  void theOperatorSeesEachCoinLabelsItAndKeepsItBack() {
    Story story = town.order("14");
    String hash = story.pay(story.due());
    town.mine(2);
    String page = town.gateway().url() + "/dashboard/unspent/";
    try (Visitor operator = Browser.visitor(390)) {
      Page desk = operator.page();
      desk.navigate(page + "own");
      signIn(desk);
      desk.navigate(page + "own");
      assertThat(desk.locator("main")).containsText("Bring a wallet of your own");
      operator.look("unspent-own-none");
      Locator coin = desk.locator("article", containing("order " + story.id()));
      for (int i = 0; i < 50 && coin.getByText("spendable").count() == 0; i++) {
        desk.waitForTimeout(200);
        desk.navigate(page + "gateway?text=" + story.id());
      }
      assertThat(coin).hasCount(1);
      assertThat(coin.locator("a[target=_blank]"))
          .hasAttribute("href", "https://explorer.example/tx/" + hash);
      assertThat(coin.locator("a[target=_blank]")).hasAttribute("rel", "noopener noreferrer");
      label(coin, HostileTexts.all().getFirst());
      assertThat(coin).containsText(HostileTexts.all().getFirst());
      HostileTexts.assertNothingRan(desk);
      keepBack(coin);
      assertThat(coin.locator(".status")).hasText("do not spend");
      operator.look("unspent-gateway");
      desk.navigate(page + "gateway?standing=FROZEN&text=" + story.id());
      assertThat(coin).hasCount(1);
      assertThat(desk.locator("section[aria-label=BTC]")).containsText("1 coin");
      org.assertj.core.api.Assertions.assertThat(
              operator.context().request().get(page + "gateway/csv?text=" + story.id()).text())
          .contains(hash, "\"FROZEN\"", story.id())
          .hasLineCount(2);
      desk.navigate(town.gateway().url() + "/dashboard/orders/" + story.id());
      assertThat(desk.locator("article a[target=_blank]"))
          .hasAttribute("href", "https://explorer.example/tx/" + hash);
    }
  }

  @Test
  void aMalformedLineOfLabelsIsToldAndTheListStaysAsWideAsTheScreen() {
    String page = town.gateway().url() + "/dashboard/unspent/";
    try (Visitor operator = Browser.visitor(390)) {
      Page desk = operator.page();
      desk.navigate(page + "gateway");
      signIn(desk);
      desk.navigate(page + "gateway");
      if (desk.locator("article").count() > 0) {
        desk.locator("article summary .code").first().click();
      }
      desk.getByText("Take labels over…").click();
      desk.locator("#labels").fill("{\"type\":\"output\"}");
      desk.locator("#labels-password").fill(PASSWORD);
      desk.getByText("Take them over").click();
      assertThat(desk.locator(".trouble")).containsText("Line 1 has no ref");
      for (int width : new int[] {390, 1280}) {
        desk.setViewportSize(width, 844);
        org.assertj.core.api.Assertions.assertThat(
                desk.evaluate("() => document.documentElement.scrollWidth - innerWidth"))
            .isEqualTo(0);
      }
      operator.look("unspent-trouble");
      org.assertj.core.api.Assertions.assertThat(operator.complaints())
          .allMatch(words -> words.contains("409"));
    }
  }

  private static void label(Locator coin, String words) {
    coin.getByText("Label…").click();
    coin.locator("input[name=label]").fill(words);
    coin.getByText("Keep it", new Locator.GetByTextOptions().setExact(true)).click();
  }

  private static void keepBack(Locator coin) {
    coin.getByText("Do not spend it…").click();
    coin.locator("input[name=password]").fill(PASSWORD);
    coin.getByText("Yes, keep it back").click();
  }

  private static Page.LocatorOptions containing(String words) {
    return new Page.LocatorOptions().setHasText(words);
  }

  private static void signIn(Page page) {
    page.locator("#email").fill("shop@example.com");
    page.locator("#password").fill(PASSWORD);
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
