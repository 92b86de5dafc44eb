package io.aureus.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.aureus.chains.ChainProgress;
import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.lightning.LightningRefusal;
import io.aureus.chains.lightning.SentPayment;
import io.aureus.commands.Verified;
import io.aureus.merchants.DepthBand;
import io.aureus.merchants.MerchantDepths;
import io.aureus.orders.Order;
import io.aureus.orders.OrderBook;
import io.aureus.orders.OrderId;
import io.aureus.orders.Refundable;
import io.aureus.testing.Browser;
import io.aureus.testing.SimulatedCoinNode;
import io.aureus.testing.SimulatedLightningNodes;
import io.aureus.testing.Visitor;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a payer reads of an order on Lightning, in a real browser. */
class LightningPagesTest {
  private static final SimulatedCoinNode BITCOIN =
      SimulatedCoinNode.start("BTC", Clock.systemUTC());

  /** A node that does not answer is asked again before it is told to be down. */
  private static final double PATIENCE_MILLIS = 60_000;

  private static LightningTown town;

  @BeforeAll
  static void open() {
    String user = BITCOIN.user() + ":" + BITCOIN.password() + "@";
    Map<String, Object> settings =
        Map.of(
            "aureus.chains.btc.rpc",
            BITCOIN.url().replace("http://", "http://" + user),
            "aureus.chains.btc.network",
            BITCOIN.network(),
            "aureus.chains.btc.confirmations",
            1,
            "aureus.chains.btc.poll",
            "100ms");
    town = new LightningTown(SimulatedLightningNodes.start(Clock.systemUTC()), settings);
  }

  @AfterAll
  static void close() {
    town.close();
    BITCOIN.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {390, 1280})
  void thePayerSeesAnInvoiceAndNothingOfBlocks(int width) {
    Story story = town.order("12");
    Invoice invoice = town.invoice(story.address());
    try (Visitor payer = Browser.visitor(width)) {
      Page page = payer.page();
      page.navigate(url("/checkout/" + story.id()));
      assertThat(page.locator("#network")).hasText("Bitcoin Lightning Network");
      assertThat(page.locator("#small")).containsText(" satoshi");
      assertThat(page.locator("#invoice")).hasText(invoice.text());
      assertThat(page.locator("#copy-invoice")).hasAttribute("data-copy", invoice.text());
      assertThat(page.locator("#wallet")).hasAttribute("href", "lightning:" + invoice.text());
      assertThat(page.locator("#clock")).containsText(":");
      assertThat(page.locator("#counts")).hasText("What is paid by Lightning is final at once.");
      assertThat(page.content()).doesNotContainPattern("(?i)confirm|block|address");
      payer.look("lightning-pay");
      payer.mustBeAboveTheFold(
          "lightning-pay", "#amount", ".qr svg", "#wallet", "#invoice", "#copy-invoice", "#clock");
      story.pay(story.due());
      assertThat(page.locator("h1")).hasText("Paid");
      assertThat(page.locator(".receipts")).containsText("Paid by Lightning.");
      assertThat(page.content()).doesNotContainPattern("(?i)confirm|block|address");
      payer.look("lightning-paid");
    }
  }

  @Test
  void theSettlementShowsInLessThanASecond() {
    LightningLook.mustShowInLessThanASecond(town, getClass().getSimpleName());
  }

  @Test
  void afterTheEndItSaysThatTheInvoiceCanNoLongerBePaidAndThatNothingIsLost() {
    Story story = town.order("12");
    try (Visitor payer = Browser.visitor(390)) {
      Page page = payer.page();
      page.navigate(url("/checkout/" + story.id()));
      town.cutTheLine();
      assertThat(page.locator("#looking"))
          .containsText(
              "still looking",
              new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MILLIS));
      payer.look("lightning-looking");
      story.endWindow();
      assertThat(page.locator("h1")).hasText("The time is up");
      assertThat(page.locator(".advice")).containsText("The invoice can no longer be paid");
      assertThat(page.locator(".advice")).containsText("we are looking for it");
      assertThat(page.locator("#invoice")).isHidden();
      assertThat(page.locator("#looking")).containsText("your payment is safe");
      payer.look("lightning-time-is-up");
      town.mendTheLine();
      story.awaitStatus("OVERDUE");
      assertThat(page.locator("h1")).hasText("The time is over");
      assertThat(page.locator(".advice")).containsText("nothing is lost");
      payer.look("lightning-expired");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {390, 1280})
  void whoeverChoosesBitcoinMayPayEitherWayAndTheFirstPaymentCounts(int width) {
    String token = checkout();
    try (Visitor payer = Browser.visitor(width)) {
      Page page = payer.page();
      page.navigate(url("/checkout/choose?token=" + token));
      assertThat(page.locator("button[value='BTC-LN']")).containsText("Bitcoin Lightning Network");
      payer.look("lightning-choose");
      page.locator("button[value='BTC']").click();
      assertThat(page.locator("#network")).hasText("Bitcoin, or Lightning");
      String address = page.locator("#address").textContent();
      String text = page.locator("#invoice").textContent();
      assertThat(page.locator("#wallet"))
          .hasAttribute(
              "href",
              "bitcoin:%s?amount=%s&lightning=%s"
                  .formatted(address, page.locator("#amount").textContent(), text));
      payer.look("lightning-or-bitcoin");
      payer.mustBeAboveTheFold(
          "lightning-or-bitcoin",
          "#amount",
          ".qr svg",
          "#wallet",
          "#copy-address",
          "#copy-invoice",
          "#clock");

      Story story = story(token);
      Invoice invoice = town.invoice(hash(text));
      assertThat(town.send(invoice)).isInstanceOf(SentPayment.Paid.class);
      assertThat(page.locator("h1")).hasText("Paid");
      assertThat(story.text("currency")).isEqualTo("BTC-LN");
      long units = invoice.terms().millisatoshi().orElseThrow() / 1_000;
      String late = BITCOIN.pay(address, units);
      BITCOIN.mine(1);
      story.awaitTransaction(late, "SUCCESS", "UNKNOWN");
      assertThat(story.status()).isEqualTo("SUCCESS");
    }
  }

  /** As sent, before any proxy packs it: page, style, script and mark. */
  @Test
  void theFirstLookAtTheLargestPageIsSmall() {
    String token = checkout();
    try (Visitor payer = Browser.visitor(390)) {
      Page page = payer.page();
      page.navigate(url("/checkout/choose?token=" + token));
      page.locator("button[value='BTC']").click();
      assertThat(page.locator("#invoice")).isVisible();
      FirstLook look = FirstLook.at(page, town.gateway().url());
      assertThat(look.scripts()).isBetween(1, 50_000);
      assertThat(look.all()).isLessThan(100_000);
    }
  }

  @Test
  void bitcoinIsPaidOnItsChainWhereAnInvoiceStandsBesideIt() {
    String token = checkout();
    try (Visitor payer = Browser.visitor(390)) {
      Page page = payer.page();
      page.navigate(url("/checkout/choose?token=" + token));
      page.locator("button[value='BTC']").click();
      Story story = story(token);
      BITCOIN.pay(story.address(), story.due().longValueExact());
      assertThat(page.locator("h1")).hasText("Payment seen");
      assertThat(page.locator("#invoice")).isHidden();
      BITCOIN.mine(1);
      assertThat(page.locator("h1")).hasText("Paid");
      assertThat(story.text("currency")).isEqualTo("BTC");
      assertThat(story.types()).containsExactly("ORDER");
    }
  }

  @Test
  void whoPaysTheInvoiceTooWhileTheCoinsConfirmHasThemAsSurplus() {
    String token = checkout();
    try (Visitor payer = Browser.visitor(390)) {
      Page page = payer.page();
      page.navigate(url("/checkout/choose?token=" + token));
      page.locator("button[value='BTC']").click();
      Invoice invoice = town.invoice(hash(page.locator("#invoice").textContent()));
      Story story = story(token);
      BigInteger due = story.due();
      String coins = BITCOIN.pay(story.address(), due.longValueExact());
      assertThat(page.locator("h1")).hasText("Payment seen");
      assertThat(town.send(invoice)).isInstanceOf(SentPayment.Paid.class);
      assertThat(page.locator("h1")).hasText("Paid");
      story.awaitTransaction(coins, "PENDING", "UNKNOWN");
      payer.look("lightning-and-bitcoin");
      BITCOIN.mine(1);
      story.awaitTransaction(coins, "SUCCESS", "UNKNOWN");
      assertThat(story.text("currency")).isEqualTo("BTC-LN");
      assertThat(story.types()).containsExactlyInAnyOrder("ORDER", "UNKNOWN");
      assertThat(story.events()).containsOnlyOnce("order.success", "payment.unknown");
      Order order = town.gateway().bean(OrderBook.class).byToken(token).orElseThrow();
      assertThat(Refundable.of(order))
          .extracting(sums -> sums.surplus().decimal().signum())
          .containsExactly(0, 1);
      assertThat(Refundable.of(order).getLast().surplus().units()).isEqualTo(due);
      Verified.everythingHolds(town.gateway());
    }
  }

  @Test
  void bitcoinIsOfferedAloneWhereTheNodeOfLightningIsDown() {
    String token = checkout();
    town.cutTheLine();
    try (Visitor payer = Browser.visitor(390)) {
      Page page = payer.page();
      page.navigate(url("/checkout/choose?token=" + token));
      page.locator("button[value='BTC-LN']").click();
      assertThat(page.locator(".trouble")).containsText("cannot be chosen just now");
      assertThat(payer.complaints()).singleElement().asString().contains("503");
      page.locator("button[value='BTC']").click();
      assertThat(page.locator("#address")).isVisible();
      assertThat(page.locator("#invoice")).isHidden();
    } finally {
      town.mendTheLine();
      awaitTheNode();
    }
  }

  private static void awaitTheNode() {
    Instant end = Instant.now().plusSeconds(60);
    while (!isTheNodeWell() && Instant.now().isBefore(end)) {
      ChainTime.sleep(100);
    }
  }

  private static boolean isTheNodeWell() {
    return town.gateway().bean(ChainProgress.class).health().stream()
        .filter(node -> node.chain().equals("BLN"))
        .allMatch(ChainProgress.NodeHealth::healthy);
  }

  @Test
  void theMerchantSetsNoConfirmationsForIt() {
    MerchantDepths depths = town.gateway().bean(MerchantDepths.class);
    DepthBand band = new DepthBand("BTC-LN", null, "", 3);
    assertThatThrownBy(() -> depths.add(town.account().merchant(), band))
        .hasMessageContaining("final at once");
  }

  /** A link at which the payer chooses the coin; answers its token. */
  private static String checkout() {
    return town.shop()
        .created("/api/order/pay-url", town.wish("/order/either/paid", "12"))
        .get("token")
        .asString();
  }

  private static Story story(String token) {
    OrderId id = town.gateway().bean(OrderBook.class).byToken(token).orElseThrow().id();
    return new Story(town, id.value(), "/order/either/paid", token);
  }

  private static String hash(String invoice) {
    try {
      return Invoice.read(LightningNetwork.REGTEST, invoice).terms().paymentHash();
    } catch (LightningRefusal e) {
      throw new AssertionError(e);
    }
  }

  private static String url(String path) {
    return town.gateway().url() + path;
  }
}
