package io.aureus.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.aureus.merchants.DemoMerchant;
import io.aureus.sandbox.SimulatedLnd;
import io.aureus.testing.Browser;
import io.aureus.testing.SimulatedLightningNodes;
import io.aureus.testing.Visitor;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A merchant brings a node of Lightning on the dashboard, in a real browser. */
class OwnNodePagesTest {
  private static final String PASSWORD = "a password of some length";
  private static SimulatedLightningNodes own;
  private static LightningTown town;

  @BeforeAll
  static void open() {
    own = SimulatedLightningNodes.start(Clock.systemUTC(), 111);
    town = new LightningTown(SimulatedLightningNodes.start(Clock.systemUTC()), Map.of());
  }

  @AfterAll
  static void close() {
    town.close();
    own.close();
  }

  @Test
  void bringsItSeesHowItStandsAndStopsUsingIt() {
    OwnNodeTill till = new OwnNodeTill(town, "pages", own.payer());
    try (Visitor merchant = signedIn(till.account())) {
      Page page = merchant.page();
      page.getByText("Your own node").click();
      assertThat(page.locator("h1")).hasText("Your own Lightning node");
      merchant.look("own-node-empty");
      bring(page, own.shopUrl(), "00ff", "wrong password");
      assertThat(page.locator(".trouble")).containsText("password is wrong");
      bring(page, own.shopUrl(), "00ff", PASSWORD);
      assertThat(page.locator(".trouble")).containsText("refuses our macaroon");
      assertThat(page.locator("#url")).hasValue(own.shopUrl());
      assertThat(page.locator("#secret")).hasValue("");
      merchant.look("own-node-refused");
      bring(page, own.shopUrl(), SimulatedLnd.MACAROON, PASSWORD);
      assertThat(page.locator(".told")).containsText("It answered");
      Story story = till.order("5");
      for (int i = 0; i < 100 && page.locator("dl.grid").count() == 0; i++) {
        page.waitForTimeout(200);
        page.navigate(url("/dashboard/lightning/own-node"));
      }
      assertThat(page.locator("main")).containsText("Can come in now");
      assertThat(page.content()).doesNotContain(SimulatedLnd.MACAROON);
      merchant.look("own-node");
      page.navigate(url("/dashboard/lightning"));
      assertThat(page.locator("main")).containsText("Your own node makes the invoices");
      merchant.look("own-node-lightning");
      mustOfferNoClaim(merchant, till.order("4"));
      page.getByText("Stop using it…").click();
      page.locator("#stop-password").fill(PASSWORD);
      page.getByText("Yes, stop using it").click();
      assertThat(page.locator(".told")).containsText("the gateway's node again");
      assertThat(page.locator("main")).containsText("Read for late payments");
      merchant.look("own-node-stopped");
      assertThat(deeds(till))
          .isEqualTo("own Lightning node brought, own Lightning node out of use");
      assertThat(story.status()).isEqualTo("PENDING");
      assertThat(merchant.complaints()).allMatch(words -> words.matches(".*(400|403).*"));
    }
  }

  /** The gateway has no secret that pays with that node. */
  private static void mustOfferNoClaim(Visitor merchant, Story paid) {
    paid.pay(paid.due());
    paid.awaitStatus("SUCCESS");
    Page page = merchant.page();
    page.navigate(url("/dashboard/orders/" + paid.id()));
    page.getByText("Ask the payer for an address…").click();
    assertThat(page.locator("input[name=claimable]")).hasCount(0);
    assertThat(page.locator("main")).containsText("the gateway cannot pay with that node");
    merchant.look("refund-form-own-node");
    page.navigate(url("/dashboard/lightning/own-node"));
  }

  private static String deeds(OwnNodeTill till) {
    return town.database()
        .jdbc()
        .sql(
            """
            select string_agg(deed, ', ' order by id) from audit_entry
             where subject = ? and deed like 'own Lightning node%'
            """)
        .param(till.account().merchant().value())
        .query(String.class)
        .single();
  }

  private static void bring(Page page, String url, String secret, String password) {
    page.locator("#url").fill(url);
    page.locator("#secret").fill(secret);
    page.locator("#password").fill(password);
    page.getByText("Try it and use it").click();
  }

  private static Visitor signedIn(DemoMerchant.Shop who) {
    Visitor visitor = Browser.visitor(390);
    Page page = visitor.page();
    page.navigate(url("/dashboard/lightning"));
    page.locator("#email").fill(who.email());
    page.locator("#password").fill(who.password());
    page.locator("form button").click();
    page.locator(".top").waitFor();
    return visitor;
  }

  private static String url(String path) {
    return town.gateway().url() + path;
  }
}
