package io.aureus.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.aureus.merchants.DemoMerchant;
import io.aureus.orders.Order;
import io.aureus.orders.OrderRefund;
import io.aureus.orders.OrderState;
import io.aureus.orders.RefundLinks;
import io.aureus.testing.Browser;
import io.aureus.testing.ShopOnAChain;
import io.aureus.testing.Visitor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Refunds from an order's page, in a real browser. */
class RefundFormTest {
  private static final String PAYER = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";

  private static ShopOnAChain shop;
  private static DemoMerchant.Shop access;

  @BeforeAll
  static void open() {
    shop = ShopOnAChain.shared();
    access = shop.access();
    shop.paid(100);
    shop.awaitGasPrice();
  }

  @Test
  void sendsTheSurplusBackAfterASecondLook() {
    Order order = shop.paid(125);
    try (Visitor merchant = signedIn(390, order)) {
      Page page = merchant.page();
      page.getByText("Refund…").click();
      page.locator("#refund-kind").selectOption("SURPLUS");
      page.locator("#refund-address").fill("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD");
      merchant.look("order-refund-form");
      page.getByText("Show what would happen").click();
      assertThat(page.locator(".trouble")).containsText("checksum is wrong");
      assertThat(page.locator("#refund-kind")).hasValue("SURPLUS");
      page.locator("#refund-address").fill(PAYER);
      page.getByText("Show what would happen").click();
      assertThat(page.locator("#refund-amount")).hasText("0.01 ETH");
      assertThat(shop.find(order.id()).refunds()).isEmpty();
      merchant.look("order-refund-proposal");
      page.locator("#refund-password").fill("not his password");
      page.getByText("Yes, send it").click();
      assertThat(page.locator(".trouble")).containsText("password");
      assertThat(shop.find(order.id()).refunds()).isEmpty();
      page.locator("#refund-password").fill(access.password());
      page.getByText("Yes, send it").click();
      assertThat(page.locator(".told")).hasText("The refund is on its way.");
      assertThat(page.locator(".refund")).containsText("PENDING");
      assertThat(page.locator(".refund")).containsText(PAYER);
      merchant.look("order-refunded");
      assertThat(merchant.complaints()).allMatch(words -> words.contains("409"));
    }
    assertThat(shop.find(order.id()).refunds())
        .singleElement()
        .satisfies(refund -> assertThat(refund.kind()).isEqualTo(OrderRefund.Kind.SURPLUS));
  }

  @Test
  void aFormThatIsSentTwiceRefundsOnce() {
    Order order = shop.paid(100);
    try (Visitor merchant = signedIn(1280, order)) {
      Page page = merchant.page();
      page.getByText("Refund…").click();
      page.locator("#refund-kind").selectOption("PARTIAL");
      page.locator("#refund-typed").fill("0.01");
      page.locator("#refund-address").fill(PAYER);
      page.getByText("Show what would happen").click();
      page.locator("#refund-password").fill(access.password());
      FormData sent = FormData.create();
      for (Locator field : page.locator(".once form input").all()) {
        sent.set(field.getAttribute("name"), field.inputValue());
      }
      page.getByText("Yes, send it").click();
      assertThat(page.locator(".told")).hasText("The refund is on its way.");
      APIResponse again =
          page.request()
              .post(
                  shop.url() + "/dashboard/orders/" + order.id() + "/refund",
                  RequestOptions.create().setForm(sent));
      assertThat(again.text()).contains("The refund is on its way.");
    }
    assertThat(shop.find(order.id()).refunds()).hasSize(1);
  }

  @Test
  void makesALinkAndFillsInWhatThePayerSays() {
    Order order = shop.paid(100);
    try (Visitor merchant = signedIn(1280, order)) {
      Page page = merchant.page();
      page.getByText("Ask the payer for an address…").click();
      page.locator("#link-password").fill(shop.access().password());
      page.getByText("Make a refund link").click();
      String link = String.valueOf(page.locator("#refund-link").textContent());
      assertThat(link).startsWith(shop.url() + "/refund/");
      merchant.look("order-refund-link");
      page.navigate(shop.url() + "/dashboard/orders/" + order.id());
      assertThat(page.content()).doesNotContain(link);
      shop.bean(RefundLinks.class).give(link.substring(link.lastIndexOf('/') + 1), PAYER);
      page.navigate(shop.url() + "/dashboard/orders/" + order.id());
      assertThat(page.locator("#refund-address")).hasValue(PAYER);
    }
  }

  @Test
  void takesWhatCameForAPartialOrder() {
    Order order = shop.order(null, null);
    shop.pay(order.id(), 40);
    shop.mine(ShopOnAChain.CONFIRMATIONS);
    shop.await(order.id(), now -> now.payments().stream().anyMatch(p -> p.confirmedAt() != null));
    shop.letTheWindowEnd();
    shop.await(order.id(), now -> now.state() == OrderState.PARTIAL);
    try (Visitor merchant = signedIn(390, order)) {
      Page page = merchant.page();
      assertThat(page.getByText("Ask for the rest…")).isVisible();
      assertThat(page.getByText("Refund…")).isVisible();
      page.getByText("Take it for this order…").click();
      page.getByText("Take it if it covers the price today").click();
      assertThat(page.locator(".trouble")).containsText("At today's rate the price is");
      page.getByText("Take it for this order…").click();
      page.getByText("Take it at the old quote").click();
      assertThat(page.locator(".told")).hasText("The payment is taken for this order.");
      assertThat(merchant.complaints()).allMatch(words -> words.contains("409"));
    }
    assertThat(shop.find(order.id()).state()).isEqualTo(OrderState.RESOLVED);
  }

  private static Visitor signedIn(int width, Order order) {
    Visitor merchant = Browser.visitor(width);
    Page page = merchant.page();
    String path = "/dashboard/orders/" + order.id();
    page.navigate(shop.url() + path);
    page.locator("#email").fill(access.email());
    page.locator("#password").fill(access.password());
    page.locator("form button").click();
    page.waitForURL("**" + path);
    return merchant;
  }
}
