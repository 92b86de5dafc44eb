package io.aureus.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.aureus.merchants.DemoMerchant;
import io.aureus.money.Amount;
import io.aureus.testing.Browser;
import io.aureus.testing.SimulatedLightningNodes;
import io.aureus.testing.Visitor;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operator and merchant see of Lightning on the dashboard, in a real browser. */
class LightningDeskTest {
  private static final String PATH = "/dashboard/lightning";
  private static final String TOKEN = "a token of the operator's own";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static LightningTown town;
  private static DemoMerchant.Shop other;

  @BeforeAll
  static void open() {
    town =
        new LightningTown(
            SimulatedLightningNodes.start(Clock.systemUTC()),
            Map.of("aureus.web.metrics-token", TOKEN));
    other =
        town.gateway()
            .bean(DemoMerchant.class)
            .ensure("tea@shop.example", "another correct horse", "Tea shop");
    awaitMeasure("aureus_lightning_answers", "1");
  }

  @AfterAll
  static void close() {
    town.close();
  }

  private static Story paid() {
    Story story = town.order("13");
    story.pay(story.due());
    story.awaitStatus("SUCCESS");
    return story;
  }

  /** An earlier invoice of an order, whose time is over; answers its payment hash. */
  private static String lapsed(String order, int quote) {
    String hash = "%064x".formatted(quote);
    town.database()
        .jdbc()
        .sql(
            """
            insert into lightning_invoice values
              (?, ?, ?, 'lnbcrt1', 1000, now() - interval '2 hours', now() - interval '1 hour')
            """)
        .params(hash, order, quote)
        .update();
    return hash;
  }

  private static String others() {
    ShopClient theirs = new ShopClient(town.gateway().url(), other.key().key());
    return theirs.created("/api/bln/order", town.wish("/tea", "11")).get("order_id").asString();
  }

  @ParameterizedTest
  @ValueSource(ints = {390, 1280})
  void theOperatorSeesTheNodeItsChannelsAndEverybodysInvoices(int width) {
    String others = others();
    Story paid = paid();
    Story unpaid = town.order("12");
    String lapsed = lapsed(town.order("12").id(), width);
    try (Visitor operator = signedIn(town.account(), width, "/dashboard/orders")) {
      Page page = operator.page();
      if (page.locator(".menu-button").isVisible()) {
        page.locator(".menu-button").click();
      }
      page.getByText("Lightning", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.locator("h1")).hasText("Lightning");
      assertThat(page.locator("main")).containsText("answering");
      assertThat(fact(page, "node", "Program")).containsText("LND 0.");
      assertThat(fact(page, "node", "Follows the chain")).hasText("yes");
      assertThat(fact(page, "node", "Settlements read up to")).containsText("UTC");
      assertThat(fact(page, "balance", "of it booked")).hasText(booked());
      assertThat(fact(page, "inbound", "Can come in now")).containsText("%");
      assertThat(fact(page, "inbound", "Open invoices ask for")).containsText("together");
      assertThat(row(page, paid.id())).containsText("paid");
      assertThat(row(page, paid.id())).containsText("SUCCESS");
      assertThat(row(page, paid.id())).containsText(paid.address());
      assertThat(row(page, unpaid.id())).containsText("unpaid");
      assertThat(row(page, lapsed)).containsText("expired");
      assertThat(row(page, others)).containsText("Tea shop");
      assertThat(row(page, others).locator("a")).hasCount(0);
      operator.look("lightning-desk");
      page.navigate(url("/dashboard/system"));
      assertThat(page.locator("main")).containsText("settlements");
      operator.look("lightning-system");
    }
  }

  @Test
  void anOrderShowsItsInvoiceAndNothingOfConfirmations() {
    Story paid = paid();
    try (Visitor merchant = signedIn(town.account(), 390, PATH)) {
      Page page = merchant.page();
      row(page, paid.id()).locator("a").click();
      assertThat(page.locator("h1")).containsText(paid.id());
      assertThat(page.locator("main")).containsText("by Lightning, payment hash");
      assertThat(page.locator("main")).containsText("a payment is final at once");
      assertThat(page.locator("main")).not().containsText("confirmation");
      assertThat(page.locator("main")).not().containsText("from unknown");
      page.getByText("The invoice").click();
      assertThat(page.locator("details[open] .code")).containsText("lnbcrt");
      merchant.look("lightning-order");
      page.navigate(url("/dashboard/coins"));
      assertThat(page.locator("main")).containsText("Paid by an invoice and final at once.");
      merchant.look("lightning-coins");
      page.navigate(url("/dashboard/confirmations"));
      assertThat(page.locator("main")).containsText("nothing is set for them");
    }
  }

  @Test
  void aMerchantSeesTheOwnInvoicesAndNothingOfTheNode() {
    Story story = town.order("12");
    String others = others();
    try (Visitor merchant = signedIn(other, 390, PATH)) {
      Page page = merchant.page();
      assertThat(page.locator("main")).containsText("answering");
      assertThat(row(page, others).locator("a")).hasCount(1);
      assertThat(row(page, story.id())).hasCount(0);
      assertThat(page.locator("dl")).hasCount(0);
      assertThat(page.locator("main")).not().containsText("Can come in");
      merchant.look("lightning-merchant");
    }
  }

  @Test
  void eachInvoiceIsOnOnePageOfTheList() {
    for (int i = 0; i < 22; i++) {
      town.order("1");
    }
    int expected =
        town.database()
            .jdbc()
            .sql("select count(*) from lightning_invoice")
            .query(Integer.class)
            .single();
    try (Visitor operator = signedIn(town.account(), 1280, PATH)) {
      Page page = operator.page();
      Set<String> seen = new HashSet<>();
      int rows = 0;
      while (true) {
        List<String> hashes = page.locator("tbody tr td:last-child").allTextContents();
        rows += hashes.size();
        seen.addAll(hashes);
        if (page.getByText("Older").count() == 0) {
          break;
        }
        page.getByText("Older").click();
        page.waitForURL("**before=**");
      }
      assertThat(rows).isEqualTo(expected).isGreaterThan(20);
      assertThat(seen).hasSize(expected);
      assertThat(page.navigate(url(PATH + "?before=nonsense")).status()).isEqualTo(200);
    }
  }

  @Test
  void aNodeThatIsGoneDelaysNoPageAndIsTold() {
    town.nodes().stopShop();
    try (Visitor operator = signedIn(town.account(), 1280, PATH)) {
      awaitMeasure("aureus_lightning_answers", "0");
      Page page = operator.page();
      page.navigate(url(PATH));
      Instant asked = Instant.now();
      page.reload();
      assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(1));
      assertThat(page.locator("main")).containsText("Not answering since 20");
      assertThat(page.locator("main")).containsText("See that it runs");
      assertThat(fact(page, "node", "Program")).containsText("LND 0.");
      operator.look("lightning-down");
    } finally {
      town.nodes().startShop();
      awaitMeasure("aureus_lightning_answers", "1");
    }
  }

  @Test
  void thatAnInvoiceAsksForMoreThanCanComeInIsTold() {
    town.order("100000000");
    awaitMeasure("aureus_lightning_inbound_low", "2");
    try (Visitor operator = signedIn(town.account(), 390, PATH)) {
      Page page = operator.page();
      assertThat(page.locator("main")).containsText("its payer fails");
      operator.look("lightning-short");
    }
  }

  private static String booked() {
    long sum =
        town.database()
            .jdbc()
            .sql("select sum(units) from payment where asset = ?")
            .param(LightningTown.COIN)
            .query(BigDecimal.class)
            .single()
            .longValueExact();
    return Amount.ofUnits(town.asset(LightningTown.COIN), sum).text() + " " + LightningTown.COIN;
  }

  private static Locator fact(Page page, String list, String name) {
    return page.locator("#" + list + " div", new Page.LocatorOptions().setHasText(name))
        .locator("dd");
  }

  private static Locator row(Page page, String order) {
    return page.locator("tbody tr", new Page.LocatorOptions().setHasText(order));
  }

  private static void awaitMeasure(String name, String value) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!measures().contains("\n" + name + "{chain=\"BLN\"} " + value + "\n")) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError(name + " is not " + value + ": " + measures());
      }
      ChainTime.sleep(200);
    }
  }

  private static String measures() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url("/metrics")))
            .header("Authorization", "Bearer " + TOKEN)
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Visitor signedIn(DemoMerchant.Shop who, int width, String path) {
    Visitor visitor = Browser.visitor(width);
    Page page = visitor.page();
    page.navigate(url(path));
    page.locator("#email").fill(who.email());
    page.locator("#password").fill(who.password());
    page.locator("form button").click();
    page.waitForURL("**" + path);
    return visitor;
  }

  private static String url(String path) {
    return town.gateway().url() + path;
  }
}
