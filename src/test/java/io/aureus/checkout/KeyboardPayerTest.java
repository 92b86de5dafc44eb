package io.aureus.checkout;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.aureus.orders.OpenedOrder;
import io.aureus.orders.Order;
import io.aureus.testing.Browser;
import io.aureus.testing.Keyboard;
import io.aureus.testing.ShopOnAChain;
import io.aureus.testing.Visitor;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Payers who use no pointer, or see no screen. */
class KeyboardPayerTest {
  private static ShopOnAChain shop;

  @BeforeAll
  static void open() {
    shop = ShopOnAChain.shared();
  }

  @Test
  void paysWithTheKeyboardAlone() {
    String back = shop.url() + "/health?thanks=1";
    OpenedOrder opened = shop.checkout(back, null);
    try (Visitor payer = Browser.visitor(390)) {
      Page page = payer.page();
      Keyboard keys = new Keyboard(page);
      payer.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
      page.navigate(shop.url() + "/checkout/choose?token=" + opened.token().orElseThrow());
      keys.walk("choose");
      payer.lookEnlarged("choose");
      keys.press("button[value='USDT-ERC20']");
      keys.press("#change-coin");
      keys.press("button[value='ETH']");
      page.locator("#copy-address").waitFor();
      keys.walk("pay");
      payer.lookEnlarged("pay");
      keys.press("#copy-address");
      Order order = shop.find(opened.order().id());
      mustHaveCopied(page, order.currentQuote().orElseThrow().address());
      payer.look("pay-copied");

      shop.pay(order.id(), 40);
      assertThat(page.locator("h1")).hasText("Some is still missing");
      assertThat(page.locator("#copy-address")).isFocused();
      shop.pay(order.id(), 60);
      assertThat(page.locator("h1")).hasText("Payment seen");
      assertThat(page.locator("h1")).isFocused();
      shop.mine(ShopOnAChain.CONFIRMATIONS);
      keys.press("#stay");
      assertThat(page.locator("#return")).isFocused();
      assertThat(page.locator("#leaving")).isHidden();
      page.waitForTimeout(6_000);
      assertThat(page.url()).contains("/checkout/" + order.id());
      page.keyboard().press("Enter");
      page.waitForURL(back);
    }
  }

  private static void mustHaveCopied(Page page, String address) {
    assertThat(page.locator("#copy-address")).hasText("Copied");
    assertThat(page.locator("#announce")).hasText("Copied");
    assertThat(page.evaluate("() => navigator.clipboard.readText()")).isEqualTo(address);
    assertThat(page.locator("#copy-address")).isFocused();
  }

  @Test
  void hearsTheTimeAtSensibleSteps() {
    Order order = shop.order(null, null);
    try (Visitor payer = Browser.visitor(390)) {
      Page page = payer.page();
      page.clock().install();
      page.navigate(shop.url() + "/checkout/" + order.id());
      assertThat(page.locator("#clock")).hasAttribute("aria-live", "off");
      assertThat(page.locator("#announce")).hasText("");
      page.clock().runFor("20:10");
      assertThat(page.locator("#announce")).hasText("10 minutes left to pay");
      page.clock().runFor("05:00");
      assertThat(page.locator("#announce")).hasText("5 minutes left to pay");
      page.clock().runFor("03:00");
      assertThat(page.locator("#announce")).hasText("2 minutes left to pay");
      page.clock().runFor("01:00");
      assertThat(page.locator("#announce")).hasText("1 minute left to pay");
      page.clock().runFor("00:30");
      assertThat(page.locator("#announce")).hasText("30 seconds left to pay");
      page.clock().runFor("00:30");
      assertThat(page.locator("#announce")).hasText("The time is up");
    }
  }

  @Test
  void readsEveryStateWithoutScript() {
    Order order = shop.order(null, null);
    try (Visitor payer = Browser.withoutScript(390)) {
      Page page = payer.page();
      page.navigate(shop.url() + "/checkout/" + order.id());
      shop.pay(order.id(), 40);
      shows(page, "Some is still missing");
      shop.pay(order.id(), 60);
      shows(page, "Payment seen");
      assertThat(page.locator("#depth")).containsText("of 3 confirmations");
      shop.mine(ShopOnAChain.CONFIRMATIONS);
      shows(page, "Paid");
      page.locator("#receipt").click();
      assertThat(page.locator("#print")).isHidden();
      assertThat(page.locator("#order-id")).hasText(order.id().value());
      payer.look("receipt-without-script");
      Order late = shop.order(null, null);
      page.navigate(shop.url() + "/checkout/" + late.id());
      shop.letTheWindowEnd();
      shows(page, "The time is over");
      shop.pay(late.id(), 100);
      shows(page, "Your payment came too late");
    }
  }

  /** The page looks again by itself, which takes its time. */
  private static void shows(Page page, String headline) {
    for (int i = 0; i < 60 && !headline.equals(page.locator("h1").textContent()); i++) {
      page.waitForTimeout(300);
      page.reload();
    }
    assertThat(page.locator("h1")).hasText(headline);
  }
}
