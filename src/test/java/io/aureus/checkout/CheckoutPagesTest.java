package io.aureus.checkout;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.aureus.orders.OpenedOrder;
import io.aureus.orders.Order;
import io.aureus.orders.OrderState;
import io.aureus.testing.Browser;
import io.aureus.testing.ShopOnAChain;
import io.aureus.testing.Visitor;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The payer's way through the pages, in a real browser, on a chain that mines on demand. */
class CheckoutPagesTest {
  private static final String[] TO_PAY = {
    "#amount", "#copy-amount", ".qr svg", "#wallet", "#address", "#copy-address", "#clock"
  };

  private static ShopOnAChain shop;

  @BeforeAll
  static void open() {
    shop = ShopOnAChain.shared();
  }

  @ParameterizedTest
  @ValueSource(ints = {390, 1280})
  void thePayerChoosesACoinAndSeesAmountAddressAndQr(int width) {
    OpenedOrder opened = shop.checkout(null, null);
    try (Visitor payer = Browser.visitor(width)) {
      Page page = payer.page();
      page.navigate(url("/#/cashier/choose?token=" + opened.token().orElseThrow()));
      page.waitForURL("**/checkout/choose?token=*");
      payer.look("choose");
      page.locator("button[value='ETH']").click();
      page.waitForURL("**/checkout/" + opened.order().id() + "?token=*");

      Order order = shop.find(opened.order().id());
      var quote = order.currentQuote().orElseThrow();
      assertThat(page.locator("#amount")).hasText(quote.amount().text());
      assertThat(page.locator("#address")).hasText(quote.address());
      assertThat(page.locator("#network")).hasText("Ethereum");
      assertThat(page.locator("svg[role=img]"))
          .hasAttribute(
              "aria-label",
              "QR code: %s ETH on Ethereum to %s"
                  .formatted(quote.amount().text(), quote.address()));
      assertThat(page.locator("#wallet"))
          .hasAttribute(
              "href",
              "ethereum:%s@31337?value=%s".formatted(quote.address(), quote.amount().units()));
      assertThat(page.locator("#clock")).containsText(":");
      payer.look("pay");
      payer.mustBeAboveTheFold("pay", TO_PAY);
      assertThat(payer.context().cookies()).as("a payer needs no session").isEmpty();
    }
  }

  @Test
  void thePayerMayChangeTheCoinUntilAPaymentIsSeen() {
    OpenedOrder opened = shop.checkout(null, null);
    try (Visitor payer = Browser.visitor(390)) {
      Page page = payer.page();
      page.navigate(url("/checkout/choose?token=" + opened.token().orElseThrow()));
      page.locator("button[value='ETH']").click();
      page.locator("#change-coin").click();
      assertThat(page.locator("button[value='ETH']")).containsText("chosen");
      payer.look("choose-again");
      page.locator("button[value='USDT-ERC20']").click();
      assertThat(page.locator(".unit")).hasText("USDT");
      payer.look("pay-token");
      payer.mustBeAboveTheFold("pay-token", TO_PAY);
    }
    assertThat(shop.find(opened.order().id()).quotes()).hasSize(2);
  }

  @Test
  void thePageFollowsThePaymentAndGoesBackToTheShopAtTheFirstFinalState() {
    String back = url("/health?thanks=a%20b&ref=7#top");
    Order order = shop.order(back, null);
    try (Visitor payer = Browser.visitor(390)) {
      Page page = payer.page();
      page.navigate(url("/#/cashier/" + order.id()));
      assertThat(page.locator("h1")).hasText("Waiting for your payment");
      page.evaluate("() => { window.stayed = true; }");
      page.route("**/status*", Route::abort);

      shop.pay(order.id(), 100);
      assertThat(page.locator("h1")).hasText("Payment seen");
      assertThat(page.locator("#announce")).containsText("Payment seen");
      assertThat(page.locator("#change-coin")).isHidden();
      assertThat(page.evaluate("() => window.stayed")).isEqualTo(true);
      assertThat(page.locator("#depth")).hasText("1 of 3 confirmations");
      assertThat(page.locator("progress")).hasAttribute("value", "1");
      assertThat(page.locator(".steps [aria-current]")).hasText("Confirming");
      payer.look("seen");

      shop.mine(ShopOnAChain.CONFIRMATIONS);
      assertThat(page.locator("#return")).hasAttribute("href", back);
      assertThat(page.locator("#leaving")).containsText("You go back to the shop in");
      page.waitForURL(back);
      assertThat(page.url()).isEqualTo(back);
    }
  }

  @Test
  void aPageWithNoAddressToReturnToSaysThatItIsPaid() {
    Order order = shop.order(null, null);
    try (Visitor payer = Browser.visitor(390)) {
      Page page = payer.page();
      page.navigate(url("/checkout/" + order.id()));
      shop.pay(order.id(), 100);
      shop.mine(ShopOnAChain.CONFIRMATIONS);
      assertThat(page.locator("h1")).hasText("Paid");
      assertThat(page.locator("#return")).isHidden();
      payer.look("paid");
    }
  }

  @Test
  void openingAPaidOrderSendsNobodyAway() {
    Order order = shop.order(url("/health"), null);
    shop.pay(order.id(), 100);
    shop.mine(ShopOnAChain.CONFIRMATIONS);
    shop.await(order.id(), now -> now.state() == OrderState.PAID);
    try (Visitor payer = Browser.visitor(1280)) {
      Page page = payer.page();
      page.navigate(url("/checkout/" + order.id()));
      assertThat(page.locator("#return")).hasAttribute("href", url("/health"));
      payer.look("paid-return");
      page.locator("#receipt").click();
      assertThat(page.locator("#order-id")).hasText(order.id().value());
      assertThat(page.locator("#local")).isVisible();
      assertThat(page.locator("#rate")).containsText("1 ETH = ");
      var came = shop.find(order.id()).payments().getFirst();
      assertThat(page.locator("main"))
          .containsText(java.util.regex.Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC"));
      assertThat(page.locator("main")).containsText(came.txHash());
      assertThat(page.locator("main")).containsText(came.toAddress());
      assertThat(page.locator(".paid-amount")).hasText(came.amount().text() + " ETH");
      payer.look("receipt");
      page.navigate(url("/checkout/" + order.id()));
      assertThat(page.url()).isEqualTo(url("/checkout/" + order.id()));
    }
  }

  @Test
  void askingForTheRestShowsWhatIsMissing() {
    Order order = shop.order(null, null);
    try (Visitor payer = Browser.visitor(390)) {
      Page page = payer.page();
      page.navigate(url("/checkout/" + order.id()));
      shop.pay(order.id(), 40);
      assertThat(page.locator("h1")).hasText("Some is still missing");
      assertThat(page.locator("#amount-label")).hasText("Still missing");
      var asked = order.currentQuote().orElseThrow().amount();
      var came = shop.find(order.id()).payments().getFirst().amount();
      assertThat(page.locator("#amount")).hasText(asked.minus(came).text());
      payer.look("underpaid");
    }
  }

  @Test
  void goesToTheTimeoutAddressWhenTheWindowEnds() {
    String late = url("/health?late=1");
    Order order = shop.order(null, late);
    Order other = shop.order(null, null);
    try (Visitor payer = Browser.visitor(390);
        Visitor idle = Browser.visitor(390)) {
      payer.page().navigate(url("/checkout/" + order.id()));
      idle.page().navigate(url("/checkout/" + other.id()));
      shop.letTheWindowEnd();
      payer.page().waitForURL(late);
      assertThat(idle.page().locator("h1")).hasText("The time is over");
      idle.look("expired");
      shop.pay(other.id(), 100);
      assertThat(idle.page().locator("h1")).hasText("Your payment came too late");
      assertThat(idle.page().locator("#number")).hasText(other.id().value());
      assertThat(idle.page().locator("#copy-number")).isVisible();
      idle.look("late");
    }
  }

  @Test
  void worksWithoutScript() {
    String back = url("/health?thanks=1");
    OpenedOrder opened = shop.checkout(back, null);
    try (Visitor payer = Browser.withoutScript(390)) {
      Page page = payer.page();
      page.navigate(url("/"));
      payer.look("entrance-without-script");
      page.locator("#link").fill("/#/cashier/choose?token=" + opened.token().orElseThrow());
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Go to the payment"))
          .click();
      page.locator("button[value='ETH']").click();
      assertThat(page.locator("#amount")).isVisible();
      assertThat(page.locator("#copy-amount")).isHidden();
      payer.look("pay-without-script");
      shop.pay(opened.order().id(), 100);
      shop.await(opened.order().id(), now -> now.state() == OrderState.CONFIRMING);
      page.locator("#look").click();
      assertThat(page.locator("h1")).hasText("Payment seen");
      shop.mine(ShopOnAChain.CONFIRMATIONS);
      // The page looks again by itself within 10 seconds, and then leaves.
      page.waitForURL(back);
    }
  }

  @Test
  void asksByItselfWhereEventsDoNotComeThrough() {
    Order order = shop.order(null, null);
    try (Visitor payer = Browser.visitor(390)) {
      Page page = payer.page();
      page.route("**/events*", route -> route.fulfill(new Route.FulfillOptions().setStatus(204)));
      page.navigate(url("/checkout/" + order.id()));
      shop.pay(order.id(), 100);
      assertThat(page.locator("h1")).hasText("Payment seen");
    }
  }

  @Test
  void neverSendsABrowserToAScript() {
    Order order = shop.order("javascript:alert(document.domain)", null);
    try (Visitor payer = Browser.visitor(390)) {
      Page page = payer.page();
      page.navigate(url("/checkout/" + order.id()));
      shop.pay(order.id(), 100);
      shop.mine(ShopOnAChain.CONFIRMATIONS);
      assertThat(page.locator("h1")).hasText("Paid");
      assertThat(page.locator("#return")).isHidden();
      assertThat(page.content()).doesNotContain("javascript:");
    }
  }

  @Test
  void theStatusIsReadOnlyAndTellsNothingOfTheShop() throws Exception {
    Order order = shop.order(url("/health?secret=1"), null);
    String answer = send("GET", "/checkout/" + order.id() + "/status");
    assertThat(answer).contains("\"status\":\"PENDING\"").doesNotContain("secret=1");
    send("POST", "/checkout/" + order.id() + "/status");
    send("POST", "/checkout/" + order.id());
    assertThat(shop.find(order.id()).version()).isEqualTo(order.version());
  }

  private static String send(String method, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url(path)))
              .method(method, HttpRequest.BodyPublishers.noBody())
              .build();
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  private static String url(String path) {
    return shop.url() + path;
  }
}
