package io.aureus.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.InvoiceWish;
import io.aureus.chains.lightning.SentPayment;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.merchants.DemoMerchant;
import io.aureus.payouts.InvoicePayouts;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutState;
import io.aureus.payouts.Payouts;
import io.aureus.testing.Browser;
import io.aureus.testing.FundedMerchant;
import io.aureus.testing.SimulatedLightningNodes;
import io.aureus.testing.Visitor;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is seen of payments out by Lightning on the dashboard, in a real browser. */
class LightningPaymentsTest {
  private static final String PATH = "/dashboard/lightning";
  private static final SimulatedLightningNodes NODES =
      SimulatedLightningNodes.start(Clock.systemUTC());

  private static LightningTown town;
  private static DemoMerchant.Shop other;

  @BeforeAll
  static void open() {
    town = new LightningTown(NODES, Map.of("aureus.payouts.poll", "200ms"));
    other =
        town.gateway()
            .bean(DemoMerchant.class)
            .ensure("tea@shop.example", "another correct horse", "Tea shop");
    for (DemoMerchant.Shop shop : List.of(town.account(), other)) {
      FundedMerchant.give(town.gateway()::bean, shop.merchant(), LightningTown.COIN, "0.01");
    }
  }

  @AfterAll
  static void close() {
    town.close();
  }

  private static Payout asked(DemoMerchant.Shop shop, long millisatoshi) {
    try {
      String label = UUID.randomUUID().toString();
      InvoiceWish wish = new InvoiceWish(label, millisatoshi, "wages", false, Duration.ofHours(24));
      return town.gateway()
          .bean(InvoicePayouts.class)
          .request(
              new InvoicePayouts.Wish(
                  shop.merchant(),
                  town.asset(LightningTown.COIN),
                  List.of(NODES.payer().make(wish).text()),
                  null,
                  null,
                  "person:1"))
          .getFirst();
    } catch (NodeFailure e) {
      throw new AssertionError(e);
    }
  }

  private static Payout await(Payout payout, PayoutState state) {
    Payouts payouts = town.gateway().bean(Payouts.class);
    InvoiceTown.awaitTrue(
        () -> payouts.find(payout.id()).orElseThrow().state() == state,
        () -> payouts.history(payout.id()).toString());
    return payouts.find(payout.id()).orElseThrow();
  }

  private static String hash(Payout payout) {
    return InvoicePayouts.paymentHash(payout);
  }

  @Test
  void thePaymentsShowWhatBecameOfThemAndWhatRoutingTook() {
    NODES.routingFee(76_000, 0);
    Payout paid = await(asked(town.account(), 20_000_000), PayoutState.CONFIRMED);
    NODES.routingFee(200_001, 0);
    Payout failed = await(asked(town.account(), 20_000_000), PayoutState.FAILED);
    NODES.routingFee(0, 0);
    Payout others = await(asked(other, 3_000_000), PayoutState.CONFIRMED);
    NODES.holdAtPayer(true);
    Payout open = await(asked(town.account(), 30_000_000), PayoutState.BROADCASTING);
    try (Visitor operator = signedIn(town.account(), 1280, PATH)) {
      Page page = operator.page();
      assertThat(row(page, hash(paid))).containsText("CONFIRMED");
      assertThat(row(page, hash(paid))).containsText("took 0.00000076 BTC-LN");
      assertThat(row(page, hash(paid))).containsText(NODES.preimage(hash(paid)));
      assertThat(row(page, hash(failed))).containsText("no way to the payee within the fee cap");
      assertThat(row(page, hash(open))).containsText("at most 0.000003 BTC-LN");
      assertThat(row(page, hash(others))).containsText("Tea shop");
      assertThat(row(page, hash(others)).locator("a")).hasCount(0);
      operator.look("lightning-payments");
      page.getByText("All payments").click();
      assertThat(page.locator("h1")).hasText("Payments by Lightning");
      operator.look("lightning-payments-all");
      row(page, hash(paid)).locator("a").click();
      assertThat(page.locator("main")).containsText(hash(paid));
    } finally {
      NODES.holdAtPayer(false);
    }
    try (Visitor merchant = signedIn(other, 390, PATH + "/payments")) {
      assertThat(row(merchant.page(), hash(others))).hasCount(1);
      assertThat(merchant.page().locator("tbody tr")).hasCount(1);
    }
    await(open, PayoutState.CONFIRMED);
  }

  @Test
  void eachPaymentIsOnOnePageOfTheList() {
    for (int i = 0; i < 22; i++) {
      asked(town.account(), 1_000);
    }
    try (Visitor operator = signedIn(town.account(), 1280, PATH + "/payments")) {
      Page page = operator.page();
      Set<String> seen = new HashSet<>();
      int rows = 0;
      while (true) {
        List<String> hashes =
            page.locator("tbody td:last-child .code:first-child").allTextContents();
        rows += hashes.size();
        seen.addAll(hashes);
        if (page.getByText("Older").count() == 0) {
          break;
        }
        page.getByText("Older").click();
        page.waitForURL("**before=**");
      }
      assertThat(seen).hasSize(rows).hasSizeGreaterThan(21);
      String nonsense = town.gateway().url() + PATH + "/payments?before=nonsense";
      assertThat(page.navigate(nonsense).status()).isEqualTo(200);
    }
  }

  @Test
  void theOperatorBooksWhatALostNodeHasPaid() {
    NODES.holdAtPayer(true);
    Payout open = await(asked(town.account(), 5_000_000), PayoutState.BROADCASTING);
    town.database()
        .jdbc()
        .sql("update lightning_payment set node_id = ? where payout_id = ?::uuid")
        .params("02" + "ab".repeat(32), open.id().value())
        .update();
    NODES.holdAtPayer(false);
    await(open, PayoutState.UNCLEAR);
    try (Visitor operator = signedIn(town.account(), 390, "/dashboard/doubts/" + open.id())) {
      Page page = operator.page();
      assertThat(page.locator("main")).containsText("another is set up now");
      prove(page, "ab".repeat(32), "");
      assertThat(page.locator(".trouble")).containsText("proves nothing of this payout");
      page.getByText("It was paid: here is the preimage…").click();
      operator.look("doubt-invoice");
      page.getByText("It was paid: here is the preimage…").click();
      prove(page, NODES.preimage(hash(open)), "0.00000012");
      assertThat(page.locator(".told")).containsText("Booked as paid");
      assertThat(page.locator(".story")).containsText("ound paid by");
      operator.look("doubt-invoice-settled");
      assertThat(operator.complaints()).allMatch(words -> words.contains("409"));
    }
    assertThat(await(open, PayoutState.CONFIRMED).fee().text()).isEqualTo("0.00000012");
  }

  /** Of a back-up's orders, or another program's: what is in the channel is explained. */
  @Test
  void whatWasSettledAndIsNoOrdersIsShownToTheOperatorAlone() throws NodeFailure {
    Story story = town.order("2");
    story.pay(story.due());
    story.awaitStatus("SUCCESS");
    InvoiceWish wish = new InvoiceWish("by-hand", 4_321_000, "by hand", false, Duration.ofHours(1));
    Invoice unknown = NODES.shop().make(wish);
    assertThat(town.send(unknown)).isInstanceOf(SentPayment.Paid.class);
    String hash = unknown.terms().paymentHash();
    try (Visitor operator = signedIn(town.account(), 1280, PATH)) {
      InvoiceTown.awaitTrue(
          () -> {
            operator.page().reload();
            return operator.page().locator("#unknown").count() > 0;
          },
          () -> "it is not shown");
      Locator rows = operator.page().locator("#unknown tbody tr");
      assertThat(rows).hasCount(1);
      assertThat(rows).containsText(hash);
      assertThat(rows).containsText("0.00004321 BTC-LN");
      operator.look("lightning-unknown");
    }
    try (Visitor merchant = signedIn(other, 390, PATH)) {
      assertThat(merchant.page().locator("main")).not().containsText(hash);
    }
  }

  private static void prove(Page page, String preimage, String routing) {
    page.getByText("It was paid: here is the preimage…").click();
    page.locator("#preimage").fill(preimage);
    page.locator("#routing").fill(routing);
    page.locator("form[action$=proven] input[name=sure]").check();
    page.locator("#proven-password").fill(town.account().password());
    page.locator("form[action$=proven] button").click();
  }

  private static Locator row(Page page, String hash) {
    return page.locator("tbody tr", new Page.LocatorOptions().setHasText(hash));
  }

  private static Visitor signedIn(DemoMerchant.Shop who, int width, String path) {
    Visitor visitor = Browser.visitor(width);
    Page page = visitor.page();
    page.navigate(town.gateway().url() + path);
    page.locator("#email").fill(who.email());
    page.locator("#password").fill(who.password());
    page.locator("form button").click();
    page.waitForURL("**" + path);
    return visitor;
  }
}
