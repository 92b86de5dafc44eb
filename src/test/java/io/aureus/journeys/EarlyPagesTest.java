package io.aureus.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import io.aureus.testing.Browser;
import io.aureus.testing.SimulatedCoinNode;
import io.aureus.testing.Visitor;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A merchant sets when payments count, and a payer reads it. In a real browser. */
class EarlyPagesTest {
  private static CoinTown town;

  @BeforeAll
  static void open() {
    town =
        new CoinTown(
            SimulatedCoinNode.start("BTC", Clock.systemUTC()),
            Map.of("aureus.depths.least.btc", "0"),
            Map.of());
  }

  @AfterAll
  static void close() {
    town.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {390, 1280})
  void aMerchantSetsStepsAndThePayerReadsWhatHolds(int width) {
    try (Visitor merchant = Browser.visitor(width);
        Visitor payer = Browser.visitor(width)) {
      Page page = signedIn(merchant);
      risk(page, "100");
      assertThat(page.locator(".told")).containsText("Kept.");
      step(page, "20", "0");
      step(page, "50.5", "1");
      step(page, "", "3");
      assertThat(page.locator(".bands li")).hasCount(3);
      assertThat(page.locator(".bands li").first()).containsText("up to 20 USD");
      assertThat(page.locator(".bands .tag")).hasText("risk");
      assertThat(page.locator(".warn")).containsText("are a risk that you bear");
      Story small = town.order("12");
      Page pay = payer.page();
      pay.navigate(town.gateway().url() + "/checkout/" + small.id());
      assertThat(pay.locator("#counts")).containsText("counts as soon as it is seen");
      payer.look("early-pay");
      small.pay(small.due());
      assertThat(pay.locator(".receipts")).containsText("its sender may still replace it");
      payer.look("early-doubt");
      page.navigate(town.gateway().url() + "/dashboard/orders/" + small.id());
      assertThat(page.locator("article .warn")).containsText("It waits for a block");
      merchant.look("early-order");
      Story other = town.order("13");
      town.node().payForGood(other.address(), other.due().longValueExact());
      other.awaitStatus("SUCCESS");
      page.navigate(town.gateway().url() + "/dashboard/confirmations");
      assertThat(page.locator("#most-hint")).containsText("13.00 USD");
      merchant.look("early-steps");
      page.locator(".bands button").first().click();
      assertThat(page.locator(".bands li")).hasCount(2);
      town.mineToDepth();
    }
  }

  @Test
  void whatCannotBeIsRefusedWithWhatWouldBeRight() {
    try (Visitor merchant = Browser.visitor(390)) {
      Page page = signedIn(merchant);
      risk(page, "0");
      refused(page, "20", "0", "First say how much may be at risk");
      refused(page, "20", "101", "must be from 0 to 100");
      refused(page, "a lot", "1", "Up to must be a sum such as 50");
      refused(page, "0", "1", "a sum of more than 0");
      refused(page, "20", "one", "a whole number");
      merchant.look("early-refused");
      risk(page, "1.234");
      assertThat(page.locator(".trouble")).containsText("two decimals at most");
      org.assertj.core.api.Assertions.assertThat(merchant.complaints())
          .allMatch(words -> words.matches(".*400.*"));
    }
  }

  @Test
  void whatIsSetIsWrittenDown() {
    try (Visitor merchant = Browser.visitor(390)) {
      Page page = signedIn(merchant);
      step(page, "33", "1");
      String last =
          town.gateway()
              .bean(JdbcClient.class)
              .sql(
                  "select string_agg(details, ' ') from audit_entry where deed = 'settings"
                      + " changed'")
              .query(String.class)
              .single();
      org.assertj.core.api.Assertions.assertThat(last).contains("BTC up to 33 USD: 1");
    }
  }

  private static void refused(Page page, String upTo, String confirmations, String words) {
    step(page, upTo, confirmations);
    assertThat(page.locator(".trouble")).containsText(words);
  }

  private static void step(Page page, String upTo, String confirmations) {
    page.locator("#scope").selectOption("BTC");
    page.locator("#up_to").fill(upTo);
    page.locator("#unit").selectOption("USD");
    page.locator("#confirmations").fill(confirmations);
    page.getByText("Keep this step").click();
    page.locator(".told, .trouble").waitFor();
  }

  private static void risk(Page page, String most) {
    page.locator("#most").fill(most);
    page.locator("#currency").selectOption("USD");
    page.getByText("Keep this sum").click();
    page.locator(".told, .trouble").waitFor();
  }

  private static Page signedIn(Visitor merchant) {
    Page page = merchant.page();
    page.navigate(town.gateway().url() + "/dashboard/confirmations");
    page.locator("#email").fill("shop@example.com");
    page.locator("#password").fill("a password of some length");
    page.locator("form button").click();
    page.locator(".top").waitFor();
    page.navigate(town.gateway().url() + "/dashboard/confirmations");
    return page;
  }
}
