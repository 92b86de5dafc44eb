package io.aureus.checkout;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import io.aureus.merchants.Brandings;
import io.aureus.orders.OpenedOrder;
import io.aureus.orders.Order;
import io.aureus.testing.Browser;
import io.aureus.testing.ShopOnAChain;
import io.aureus.testing.Visitor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A payment inside a shop's own page: one line of script, on the sites that are allowed. */
class EmbeddedPagesTest {
  private static final AtomicReference<String> LINE = new AtomicReference<>("");
  private static ShopOnAChain shop;
  private static HttpServer site;

  @BeforeAll
  static void open() throws IOException {
    shop = new ShopOnAChain(Map.of());
    site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    site.createContext(
        "/",
        exchange -> {
          byte[] page =
              """
              <!DOCTYPE html><html lang="en"><head><title>The shop</title></head><body>
              <main><h1>The shop's own page</h1>%s</main></body></html>
              """
                  .formatted(LINE.get())
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html;charset=UTF-8");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    site.start();
  }

  @AfterAll
  static void close() {
    site.stop(0);
    shop.close();
  }

  @Test
  void showsThePaymentInAFrameAndGoesOnWithTheShopsOwnPage() {
    allow(origin());
    String back = origin() + "/thanks?ref=7";
    OpenedOrder opened = shop.checkout(back, null);
    line("data-pay=\"%s\"".formatted(payUrl(opened)));
    try (Visitor payer = Browser.visitor(390)) {
      Page page = payer.page();
      page.navigate(origin() + "/cart");
      FrameLocator frame = page.frameLocator("iframe");
      frame.locator("button[value=ETH]").click();
      assertThat(frame.locator("#amount")).isVisible();
      assertThat(page.locator("iframe")).hasAttribute("title", "Payment");
      page.waitForFunction(
          "() => { const box = document.querySelector('iframe');"
              + " return box.clientHeight > 400 && box.clientHeight !== 720; }");
      payer.look("embedded");
      shop.pay(opened.order().id(), 100);
      assertThat(frame.locator("h1")).hasText("Payment seen");
      shop.mine(ShopOnAChain.CONFIRMATIONS);
      page.waitForURL(back);
    }
  }

  @Test
  void aButtonOpensItOverThePageAndTheShopMayGoOnByItself() {
    allow("https://other.example\n" + origin());
    Order order = shop.order(origin() + "/thanks", null);
    line("data-button=\"Pay now\" data-pay=\"%s/#/cashier/%s\"".formatted(shop.url(), order.id()));
    try (Visitor payer = Browser.visitor(1280)) {
      Page page = payer.page();
      page.navigate(origin() + "/cart");
      page.evaluate(
          """
          () => document.addEventListener('aureus:ended', (event) => {
            event.preventDefault();
            window.told = event.detail;
          })""");
      assertThat(page.locator("iframe")).not().isVisible();
      page.getByText("Pay now").click();
      assertThat(page.frameLocator("iframe").locator("#amount")).isVisible();
      payer.look("embedded-dialog");
      page.keyboard().press("Escape");
      assertThat(page.locator("iframe")).not().isVisible();
      page.getByText("Pay now").click();
      shop.pay(order.id(), 100);
      shop.mine(ShopOnAChain.CONFIRMATIONS);
      page.waitForFunction("() => window.told?.status === 'SUCCESS'");
      assertThat(page.evaluate("() => window.told.redirect")).isEqualTo(origin() + "/thanks");
      assertThat(page.url()).as("the shop has said that it goes on by itself").endsWith("/cart");
    }
  }

  @Test
  void noOtherSiteCanShowIt() {
    allow("https://other.example");
    Order order = shop.order(null, null);
    line("data-pay=\"%s/#/cashier/%s\"".formatted(shop.url(), order.id()));
    try (Visitor victim = Browser.visitor(1280)) {
      Page page = victim.page();
      page.navigate(origin() + "/trap");
      page.waitForFunction("() => document.querySelector('iframe') !== null");
      page.waitForTimeout(500);
      List<String> shown = page.frames().stream().map(Frame::content).toList();
      assertThat(shown).noneMatch(html -> html.contains(order.id().value() + "</span>"));
      assertThat(victim.complaints()).anyMatch(words -> words.contains("frame-ancestors"));
    }
  }

  @Test
  void theDashboardAndOtherMerchantsPagesAreShownInNoFrame() {
    allow(origin());
    String mine = "/checkout/" + shop.order(null, null).id();
    try (Visitor visitor = Browser.visitor(390)) {
      var request = visitor.page().request();
      for (String path : List.of("/", "/dashboard/sign-in", "/refund/x", "/checkout/1")) {
        assertThat(request.get(shop.url() + path).headers().get("content-security-policy"))
            .as(path)
            .contains("frame-ancestors 'none'");
      }
      assertThat(request.get(shop.url() + mine).headers().get("content-security-policy"))
          .contains("frame-ancestors " + origin() + ";")
          .contains("script-src 'self';");
      assertThat(
              request
                  .get(shop.url() + "/static/embed.js")
                  .headers()
                  .get("cross-origin-resource-policy"))
          .isEqualTo("cross-origin");
      assertThat(
              request
                  .get(shop.url() + "/static/checkout.js")
                  .headers()
                  .get("cross-origin-resource-policy"))
          .isEqualTo("same-origin");
    }
  }

  private static void allow(String sites) {
    shop.bean(Brandings.class).keep(shop.access().merchant(), Brandings.read("", "", sites));
  }

  private static String payUrl(OpenedOrder opened) {
    return shop.url() + "/#/cashier/choose?token=" + opened.token().orElseThrow();
  }

  private static void line(String attributes) {
    LINE.set("<script src=\"%s/static/embed.js\" %s></script>".formatted(shop.url(), attributes));
  }

  private static String origin() {
    return "http://127.0.0.1:" + site.getAddress().getPort();
  }
}
