package io.aureus.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.aureus.merchants.Credentials;
import io.aureus.merchants.DemoMerchant;
import io.aureus.merchants.KeyInfo;
import io.aureus.merchants.Scope;
import io.aureus.orders.Order;
import io.aureus.testing.Browser;
import io.aureus.testing.Keyboard;
import io.aureus.testing.Visitor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A merchant who uses no pointer. */
class KeyboardDeskTest {
  private final DemoMerchant.Shop access = Desk.SHOP.anotherMerchant();

  @ParameterizedTest
  @ValueSource(ints = {1280, 390})
  void worksAtTheDeskWithTheKeyboardAlone(int width) {
    Order order = Desk.order(access, "by the keys " + width);
    try (Visitor merchant = Browser.visitor(width)) {
      Page page = merchant.page();
      Keyboard keys = new Keyboard(page);
      signsIn(page, keys);
      skipsTheMenu(page, keys);
      merchant.lookEnlarged("orders");
      findsAndClosesAnOrder(page, keys, order);
      merchant.lookEnlarged("order");
      goesTo(page, keys, "keys", "API Management");
      makesAKey(page, keys);
      merchant.lookEnlarged("keys");
      goesTo(page, keys, "orders", "Orders");
      filters(page, keys, order);
      merchant.lookEnlarged("orders, filtered");
      keys.press(".out button");
      page.waitForURL(Desk.url("/dashboard/sign-in**"));
    }
  }

  private void signsIn(Page page, Keyboard keys) {
    page.navigate(Desk.url("/dashboard/sign-in"));
    assertThat(page.locator("#email")).isFocused();
    keys.walk("sign-in");
    keys.type("#email", access.email());
    keys.type("#password", access.password());
    page.keyboard().press("Enter");
    page.locator(".top").waitFor();
  }

  private static void skipsTheMenu(Page page, Keyboard keys) {
    keys.walk("first page");
    page.navigate(Desk.url("/dashboard/orders"));
    page.keyboard().press("Tab");
    assertThat(page.locator(".skip")).isFocused();
    page.keyboard().press("Enter");
    page.keyboard().press("Tab");
    assertThat(page.locator("main :focus")).isVisible();
    keys.walk("orders");
  }

  private static void findsAndClosesAnOrder(Page page, Keyboard keys, Order order) {
    keys.type("#q", order.id().value());
    page.keyboard().press("Enter");
    page.waitForURL("**q=" + order.id() + "**");
    assertThat(page.locator("tbody tr")).hasCount(1);
    keys.press("tbody a");
    assertThat(page.locator("h1")).hasText("Order " + order.id());
    keys.walk("order");
    String fold = "details:has(form[action$='/terminate'])";
    keys.tick(fold + " > summary");
    assertThat(page.locator(fold + "[open]")).isVisible();
    keys.walk("order, unfolded");
    keys.press(fold + " button");
    page.locator(".told").waitFor();
    assertThat(page.locator(fold)).hasCount(0);
  }

  /** On a phone the menu is behind its button. */
  private static void goesTo(Page page, Keyboard keys, String path, String heading) {
    if (page.locator(".menu-button").isVisible()) {
      keys.press(".menu-button");
      assertThat(page.locator("#menu")).isVisible();
      page.keyboard().press("Escape");
      assertThat(page.locator("#menu")).isHidden();
      assertThat(page.locator(".menu-button")).isFocused();
      page.keyboard().press("Space");
    }
    keys.press("#menu a[href='/dashboard/" + path + "']");
    assertThat(page.locator("h1")).hasText(heading);
  }

  private void makesAKey(Page page, Keyboard keys) {
    keys.press("details:has(form[action$='keys/make']) > summary");
    keys.walk("keys");
    String scope = "form[action$='keys/make'] input[value=EVENTS_READ]";
    boolean was = page.locator(scope).isChecked();
    keys.tick(scope);
    assertThat(page.locator(scope).isChecked()).isNotEqualTo(was);
    keys.press("form[action$='keys/make'] button");
    page.locator("#fresh-key").waitFor();
    keys.walk("keys, a fresh one");
    KeyInfo made = Desk.SHOP.bean(Credentials.class).keys(access.merchant()).getFirst();
    assertThat(page.locator("#fresh-key").textContent()).endsWith(made.hint());
    assertThat(made.scopes().contains(Scope.EVENTS_READ)).isNotEqualTo(was);
  }

  private static void filters(Page page, Keyboard keys, Order order) {
    keys.press(".more > summary");
    assertThat(page.locator("#from")).isVisible();
    keys.walk("orders, more filters");
    keys.type("#status", "SUCC");
    assertThat(page.locator("#status")).hasValue("SUCCESS");
    keys.press(".filters > button");
    assertThat(page.locator(".empty")).containsText("No order fits");
    keys.press(".empty a");
    assertThat(page.locator("tbody")).containsText(order.id().value());
  }
}
