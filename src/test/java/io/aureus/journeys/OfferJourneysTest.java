package io.aureus.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.lightning.Offer;
import io.aureus.chains.lightning.SentPayment;
import io.aureus.testing.Browser;
import io.aureus.testing.SimulatedClnNodes;
import io.aureus.testing.SimulatedCoinNode;
import io.aureus.testing.Visitor;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Orders with an offer (BOLT12) beside the invoice, on two simulated Core Lightnings. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OfferJourneysTest {
  private static final SimulatedCoinNode BITCOIN =
      SimulatedCoinNode.start("BTC", Clock.systemUTC());
  private static final SimulatedClnNodes NODES = SimulatedClnNodes.start(Clock.systemUTC());

  private static LightningTown town;

  @BeforeAll
  static void open() {
    String user = BITCOIN.user() + ":" + BITCOIN.password() + "@";
    town =
        new LightningTown(
            NODES,
            Map.of(
                "aureus.chains.btc.rpc",
                BITCOIN.url().replace("http://", "http://" + user),
                "aureus.chains.btc.network",
                BITCOIN.network(),
                "aureus.chains.btc.confirmations",
                1));
  }

  @AfterAll
  static void close() {
    town.close();
    BITCOIN.close();
  }

  @AfterEach
  void theBooksAgreeWithTheChannel() {
    town.mustBalance();
  }

  /** An order, and the offer that its answer has. */
  private record Ordered(Story story, JsonNode answer, String offer) {}

  private static Ordered order(String path, String price) {
    JsonNode made = town.shop().created("/api/bln/order", town.wish(path, price));
    Story story = new Story(town, made.get("order_id").asString(), path, "");
    return new Ordered(story, made, made.get("offer").asString());
  }

  /** Pays as a wallet that asks for an invoice of the offer; answers its payment hash. */
  private static String payOffer(String offer) {
    Invoice fetched = NODES.fetch(offer);
    assertThat(town.send(fetched)).isInstanceOf(SentPayment.Paid.class);
    return fetched.terms().paymentHash();
  }

  @Test
  void in1AnOfferThatIsPaidMakesTheSuccess() {
    Ordered ordered = order("/offer/one/paid", "20");
    Story story = ordered.story();
    Offer offer = Offer.read(LightningNetwork.REGTEST, ordered.offer());
    Invoice invoice = town.invoice(story.address());
    assertThat(offer.amount()).isEqualTo(invoice.terms().millisatoshi());
    assertThat(offer.description()).contains("Coin shop", story.id());
    assertThat(offer.expiresAt()).isEqualTo(invoice.terms().expiresAt());
    String hash = payOffer(ordered.offer());
    assertThat(hash).isNotEqualTo(invoice.terms().paymentHash());
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
    story.awaitTransaction(hash, "SUCCESS", "ORDER");
    assertThat(story.text("tx_hash")).isEqualTo(hash);
    assertThat(story.text("obtained")).isEqualTo(story.text("amount"));
    assertThat(story.types()).containsExactly("ORDER");
  }

  @Test
  void whoPaysTheOfferAndTheInvoiceHasTheSecondAsSurplus() {
    Ordered first = order("/offer/then/invoice", "18");
    Invoice invoice = town.invoice(first.story().address());
    String hash = payOffer(first.offer());
    assertThat(town.send(invoice)).isInstanceOf(SentPayment.Paid.class);
    first.story().awaitTransaction(hash, "SUCCESS", "ORDER");
    first.story().awaitTransaction(invoice.terms().paymentHash(), "SUCCESS", "UNKNOWN");
    first.story().awaitSuccessCallbacks(1);

    Ordered other = order("/invoice/then/offer", "18");
    Invoice before = town.invoice(other.story().address());
    Invoice fetched = NODES.fetch(other.offer());
    assertThat(town.send(before)).isInstanceOf(SentPayment.Paid.class);
    assertThat(town.send(fetched)).isInstanceOf(SentPayment.Paid.class);
    other.story().awaitTransaction(before.terms().paymentHash(), "SUCCESS", "ORDER");
    other.story().awaitTransaction(fetched.terms().paymentHash(), "SUCCESS", "UNKNOWN");
    other.story().awaitStatus("SUCCESS");
    other.story().awaitSuccessCallbacks(1);
  }

  @Test
  void in29AnInvoiceOfTheOfferThatIsPaidTooLateIsNotLost() {
    Ordered ordered = order("/offer/late", "18");
    Invoice fetched = NODES.fetch(ordered.offer());
    ordered.story().endWindow();
    ordered.story().awaitStatus("OVERDUE");
    assertThat(town.send(fetched)).isInstanceOf(SentPayment.Paid.class);
    ordered.story().awaitTransaction(fetched.terms().paymentHash(), "SUCCESS", "UNKNOWN");
    assertThat(ordered.story().status()).isEqualTo("OVERDUE");
    assertThat(ordered.story().callbacks()).isEmpty();
  }

  @Test
  void in29PaidWhileTheGatewayWasDownSucceedsOnce() {
    Ordered ordered = order("/offer/down", "18");
    Invoice fetched = NODES.fetch(ordered.offer());
    town.stop();
    assertThat(town.send(fetched)).isInstanceOf(SentPayment.Paid.class);
    town.start();
    ordered.story().awaitStatus("SUCCESS");
    ordered.story().awaitSuccessCallbacks(1);
  }

  /** Such a node is asked again once in a minute only, so that the others come before. */
  @Test
  @Order(Integer.MAX_VALUE)
  void aNodeThatMayMakeNoOffersStillMakesInvoices() {
    Ordered other = order("/offer/before", "18");
    NODES.allow("offer", false);
    try {
      Ordered ordered = order("/offer/none", "18");
      assertThat(ordered.offer()).isEmpty();
      ordered.story().pay(ordered.story().due());
      ordered.story().awaitStatus("SUCCESS");
      try (Visitor operator = Browser.visitor(1280)) {
        Page page = operator.page();
        page.navigate(town.gateway().url() + "/dashboard/lightning");
        page.locator("#email").fill(town.account().email());
        page.locator("#password").fill(town.account().password());
        page.locator("form button").click();
        page.waitForURL("**/dashboard/lightning");
        assertThat(page.locator("p.hint").first()).containsText("has no offer");
        assertThat(page.locator("#node")).containsText("of the newest");
        operator.look("offer-none");
        page.navigate(town.gateway().url() + "/dashboard/orders/" + other.story().id());
        assertThat(page.locator("main")).containsText("The offer (BOLT12)");
        operator.look("offer-order");
      }
    } finally {
      NODES.allow("offer", true);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {390, 1280})
  void thePayerMayCopyTheOffer(int width) {
    Ordered ordered = order("/offer/page/" + width, "12");
    try (Visitor payer = Browser.visitor(width)) {
      Page page = payer.page();
      page.navigate(town.gateway().url() + "/checkout/" + ordered.story().id());
      assertThat(page.locator("#copy-offer")).hasAttribute("data-copy", ordered.offer());
      payer.look("offer-pay");
      payOffer(ordered.offer());
      assertThat(page.locator("h1")).hasText("Paid");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {390, 1280})
  void oneCodeHasAddressInvoiceAndOffer(int width) {
    Story story = town.checkout("18", "BTC");
    try (Visitor payer = Browser.visitor(width)) {
      Page page = payer.page();
      page.navigate(town.gateway().url() + "/checkout/" + story.id());
      String offer = page.locator("#copy-offer").getAttribute("data-copy");
      String link = page.locator("#wallet").getAttribute("href");
      assertThat(link).startsWith("bitcoin:" + story.address()).endsWith("&lno=" + offer);
      assertThat(link).contains("&lightning=lnbcrt");
      payer.look("offer-or-bitcoin");
      payOffer(offer);
      assertThat(page.locator("h1")).hasText("Paid");
      assertThat(story.text("currency")).isEqualTo("BTC-LN");
    }
  }
}
