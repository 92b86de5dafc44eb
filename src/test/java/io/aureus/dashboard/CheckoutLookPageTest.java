package io.aureus.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import io.aureus.merchants.DemoMerchant;
import io.aureus.orders.Order;
import io.aureus.testing.Browser;
import io.aureus.testing.HostileTexts;
import io.aureus.testing.ShopOnAChain;
import io.aureus.testing.Visitor;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How a merchant makes the payment page its own, in a real browser. */
class CheckoutLookPageTest {
  private static ShopOnAChain shop;
  private static DemoMerchant.Shop access;

  @BeforeAll
  static void open() {
    shop = new ShopOnAChain(Map.of());
    access = shop.access();
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @Test
  void coloursAndLogoAreOnThePaymentPage() throws IOException {
    Order order = shop.order(null, null);
    try (Visitor owner = signedIn()) {
      Page page = owner.page();
      page.locator("#accent").fill("#8a1c5b");
      page.locator("#bar").fill("#1d2b53");
      page.locator("#frames").fill("https://shop.example");
      page.getByText("Keep this").click();
      assertThat(page.locator(".told")).containsText("Kept.");
      page.locator("#picture-file").setInputFiles(new FilePayload("logo.png", "image/png", logo()));
      page.waitForFunction("() => document.getElementById('picture').value.length > 100");
      page.getByText("Keep the logo").click();
      assertThat(page.locator(".told")).hasText("The logo is kept.");
      assertThat(page.locator("img.logo")).hasJSProperty("naturalWidth", 480);
      assertThat(page.locator("#frames")).hasValue("https://shop.example");
      owner.look("payment-page-settings");
    }
    try (Visitor payer = Browser.visitor(390)) {
      Page page = payer.page();
      page.navigate(shop.url() + "/checkout/" + order.id());
      assertThat(page.locator(".bill")).hasCSS("background-color", "rgb(29, 43, 83)");
      assertThat(page.locator("#wallet")).hasCSS("background-color", "rgb(138, 28, 91)");
      assertThat(page.locator("#wallet")).hasCSS("color", "rgb(255, 255, 255)");
      assertThat(
              (String)
                  page.evaluate(
                      "() => getComputedStyle(document.querySelector('.shop'), '::before')"
                          + ".backgroundImage"))
          .contains("/checkout/" + order.id() + "/logo.png?v=");
      payer.look("pay-branded");
    }
  }

  @Test
  void whatIsRefusedStaysInTheForm() {
    try (Visitor owner = signedIn()) {
      Page page = owner.page();
      page.locator("#accent").fill("#ffd700");
      page.locator("#frames").fill("https://*.example");
      page.getByText("Keep this").click();
      assertThat(page.locator(".trouble")).containsText("cannot be read on white");
      assertThat(page.locator("#accent")).hasValue("#ffd700");
      assertThat(page.locator("#frames")).hasValue("https://*.example");
      page.locator("#accent").fill("");
      page.getByText("Keep this").click();
      assertThat(page.locator(".trouble")).containsText("without *");
      page.locator("#picture-file")
          .setInputFiles(
              new FilePayload("logo.svg", "image/png", "<svg/>".getBytes(StandardCharsets.UTF_8)));
      page.waitForFunction("() => document.getElementById('picture').value.length > 0");
      page.getByText("Keep the logo").click();
      assertThat(page.locator(".trouble")).containsText("A logo is a PNG, JPEG or GIF");
      assertThat(owner.complaints()).allMatch(words -> words.contains("400"));
    }
  }

  @Test
  void hostileTextsStayTexts() {
    HostileTexts.assertHarmless(
        text ->
            Rendered.render(
                "checkoutlook",
                new CheckoutLookPage(
                    Rendered.shell(text), text, text, text, false, text, text, "/checkout/1")));
  }

  private static Visitor signedIn() {
    Visitor visitor = Browser.visitor(1280);
    Page page = visitor.page();
    page.navigate(shop.url() + "/dashboard/sign-in?cur_url=/dashboard/checkout");
    page.locator("#email").fill(access.email());
    page.locator("#password").fill(access.password());
    page.locator("form button").click();
    page.locator(".top").waitFor();
    page.navigate(shop.url() + "/dashboard/checkout");
    return visitor;
  }

  private static byte[] logo() throws IOException {
    BufferedImage picture = new BufferedImage(960, 200, BufferedImage.TYPE_INT_ARGB);
    Graphics2D pen = picture.createGraphics();
    pen.setColor(new Color(0xf2a900));
    pen.fillOval(0, 0, 200, 200);
    pen.fillRect(240, 60, 700, 80);
    pen.dispose();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", file);
    return file.toByteArray();
  }
}
