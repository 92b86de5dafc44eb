package io.aureus.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.aureus.merchants.DemoMerchant;
import io.aureus.orders.Order;
import io.aureus.orders.OrderState;
import io.aureus.testing.Browser;
import io.aureus.testing.ShopOnAChain;
import io.aureus.testing.Visitor;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What came and counts for no order, on the order's page, in a real browser. */
class UnknownPaymentPagesTest {
  private static ShopOnAChain shop;
  private static DemoMerchant.Shop access;

  @BeforeAll
  static void open() {
    shop = ShopOnAChain.withToken("USDC-ERC20");
    access = shop.access();
    shop.awaitGasPrice();
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {390, 1280})
  void in11ASecondPaymentToAPaidOrderIsShownAsUnknownAndCanBeRefunded(int width) {
    Order order = shop.paid(100);
    shop.pay(order.id(), 100);
    shop.mine(ShopOnAChain.CONFIRMATIONS);
    awaitConfirmed(order, 2);
    try (Visitor merchant = signedIn(width, order)) {
      Page page = merchant.page();
      Locator unknown = unknown(page);
      assertThat(unknown).containsText("which was paid already");
      assertThat(unknown).containsText("refunded below");
      assertThat(unknown.getByText("Take it for this order…")).isHidden();
      assertThat(page.locator(".status").first()).hasText("SUCCESS");
      page.getByText("Refund…").click();
      page.locator("#refund-kind").selectOption("SURPLUS");
      merchant.look("order-second-payment");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {390, 1280})
  void in12TheWrongAssetIsShownAsUnknownInItselfAndCanBeRefundedInIt(int width) {
    Order order = shop.order(null, null);
    shop.payToken(order.id(), 7_000_000);
    shop.mine(ShopOnAChain.CONFIRMATIONS);
    awaitConfirmed(order, 1);
    try (Visitor merchant = signedIn(width, order)) {
      Page page = merchant.page();
      Locator unknown = unknown(page);
      assertThat(unknown).containsText("7.0 USDC-ERC20");
      assertThat(unknown).containsText("another coin");
      assertThat(unknown).containsText("in USDC-ERC20");
      assertThat(page.locator(".status").first()).hasText("PENDING");
      Assertions.assertThat(shop.find(order.id()).state()).isEqualTo(OrderState.WAITING);
      assertThat(unknown).containsText("once the order is paid or its time is over");
      merchant.look("order-wrong-asset");
      shop.letTheWindowEnd();
      shop.await(order.id(), now -> now.state() == OrderState.EXPIRED);
      page.reload();
      assertThat(unknown).containsText("or refund it");
      page.getByText("Refund…").click();
      assertThat(page.locator("#refund-currency")).containsText("USDC-ERC20: 7.0 left");
      merchant.look("order-wrong-asset-over");
    }
  }

  private static Locator unknown(Page page) {
    return page.locator("article", new Page.LocatorOptions().setHasText("UNKNOWN"));
  }

  private static void awaitConfirmed(Order order, int payments) {
    shop.await(
        order.id(),
        now -> now.payments().stream().filter(p -> p.confirmedAt() != null).count() == payments);
  }

  private static Visitor signedIn(int width, Order order) {
    String path = "/dashboard/orders/" + order.id();
    Visitor merchant = Browser.visitor(width);
    Page page = merchant.page();
    page.navigate(shop.url() + path);
    page.locator("#email").fill(access.email());
    page.locator("#password").fill(access.password());
    page.locator("form button").click();
    page.waitForURL("**" + path);
    return merchant;
  }
}
