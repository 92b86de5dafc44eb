package io.aureus.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.aureus.testing.BitcoindNode;
import io.aureus.testing.Browser;
import io.aureus.testing.CoinNode;
import io.aureus.testing.Visitor;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What payer and merchant read in a real browser where a payment on real bitcoind is taken back: in
 * plain words, and on the payer's open page without a touch.
 */
class BitcoindUndonePagesTest {
  /** Two seconds are promised; the machine of a test may have other things to do. */
  private static final double PATIENCE = 30_000;

  private static CoinTown town;

  @BeforeAll
  static void open() {
    town = new CoinTown(BitcoindNode.start());
  }

  @AfterAll
  static void close() {
    town.close();
  }

  @Test
  void in16ReplacedByATransactionThatPaysElsewhere() {
    Story story = town.order("18");
    try (Visitor payer = Browser.visitor(390)) {
      Page page = checkout(payer, story);
      String first = story.pay(story.due());
      shows(page, "Payment seen");
      assertThat(page.locator(".receipts")).containsText("not in a block yet");
      payer.look("bitcoind-seen");
      long began = System.nanoTime();
      town.node().replace(first, Map.of(town.node().payerAddress(), 50_000L));
      shows(page, "Waiting for your payment");
      told("a replacement", began);
      assertThat(page.locator(".receipts")).containsText("Replaced: your wallet sent another");
      assertThat(page.locator(".receipts")).containsText("This one does not count");
      assertThat(page.locator("#address")).hasText(story.address());
      payer.look("bitcoind-replaced");
      town.mineToDepth();
      assertThat(page.locator("h1")).hasText("Waiting for your payment");
    }
    try (Visitor merchant = Browser.visitor(1280)) {
      Page desk = dashboard(merchant, story);
      assertThat(desk.locator("article .tag").nth(1)).hasText("REPLACED");
      assertThat(desk.locator("article .warn")).containsText("Its sender put another transaction");
      assertThat(desk.locator(".status").first()).hasText("PENDING");
      merchant.look("bitcoind-replaced-order");
    }
    town.mustBalance();
  }

  @Test
  void in20PaidAndUndoneByAReorganisationInWhichItsCoinsAreSpentElsewhere() {
    Story story = town.order("15");
    try (Visitor payer = Browser.visitor(390)) {
      Page page = checkout(payer, story);
      String txid = story.pay(story.due());
      town.mineToDepth();
      shows(page, "Paid");
      payer.look("bitcoind-paid");
      town.node().reorg(CoinTown.DEPTH, CoinNode.Fate.WAITING);
      town.node().replace(txid, Map.of(town.node().payerAddress(), 50_000L));
      long began = System.nanoTime();
      town.mine(1);
      shows(page, "Your payment was undone");
      told("a double spend after a reorganisation", began);
      assertThat(page.locator(".advice")).containsText("ask the shop before you send anything");
      assertThat(page.locator(".receipts")).containsText("Undone after it had counted");
      payer.look("bitcoind-undone");
    }
    try (Visitor merchant = Browser.visitor(1280)) {
      Page desk = dashboard(merchant, story);
      assertThat(desk.locator("main")).containsText("the payment was undone afterwards");
      assertThat(desk.locator(".trouble")).containsText("Check what you have delivered");
      assertThat(desk.locator("article .tag").nth(1)).hasText("REVERSED");
      assertThat(desk.locator("article .warn").first()).containsText("nor in your balance");
      merchant.look("bitcoind-undone-order");
      desk.navigate(town.gateway().url() + "/dashboard/orders");
      Locator row = desk.locator("tr", new Page.LocatorOptions().setHasText(story.id()));
      assertThat(row).containsText("reversed");
      merchant.look("bitcoind-undone-orders");
    }
    town.mineToDepth();
    town.mustBalance();
  }

  private static Page checkout(Visitor payer, Story story) {
    Page page = payer.page();
    page.navigate(town.gateway().url() + "/checkout/" + story.id());
    assertThat(page.locator("h1")).hasText("Waiting for your payment");
    return page;
  }

  private static void shows(Page page, String headline) {
    assertThat(page.locator("h1"))
        .hasText(headline, new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE));
  }

  private static void told(String what, long began) {
    System.out.printf(
        "bitcoind: %s on the page after %d ms%n", what, (System.nanoTime() - began) / 1_000_000);
  }

  private static Page dashboard(Visitor merchant, Story story) {
    Page page = merchant.page();
    String url = town.gateway().url() + "/dashboard/orders/" + story.id();
    page.navigate(url);
    page.locator("#email").fill("shop@example.com");
    page.locator("#password").fill(CoinTown.PASSWORD);
    page.locator("form button").click();
    page.locator(".top").waitFor();
    page.navigate(url);
    return page;
  }
}
