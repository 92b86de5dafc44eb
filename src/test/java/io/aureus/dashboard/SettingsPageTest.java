package io.aureus.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.aureus.merchants.DemoMerchant;
import io.aureus.orders.Order;
import io.aureus.testing.Visitor;
import org.junit.jupiter.api.Test;

/** What a merchant sets for all its orders. */
class SettingsPageTest {
  @Test
  void anOrderThatNamesNoAddressSendsItsPayerToTheShops() {
    DemoMerchant.Shop other = Desk.SHOP.anotherMerchant();
    try (Visitor merchant = Desk.signedIn(other, 390, "/dashboard/settings")) {
      Page page = merchant.page();
      page.locator("#tolerance").fill("1.25");
      page.getByText("Keep this").click();
      assertThat(page.locator(".told")).containsText("Kept.");
      assertThat(page.locator("#tolerance")).hasValue("1.25");
      page.locator("#succeed_url").fill("javascript:alert(1)");
      page.getByText("Keep these").click();
      assertThat(page.locator(".trouble")).containsText("an http or https address");
      assertThat(merchant.complaints()).allMatch(words -> words.contains("400"));
      page.locator("#succeed_url").fill("https://shop.example/thanks");
      page.getByText("Keep these").click();
      assertThat(page.locator("#succeed_url")).hasValue("https://shop.example/thanks");
      merchant.look("settings");
    }
    Order order = Desk.order(other, "settings");
    assertThat(order.terms().succeedUrl()).isEqualTo("https://shop.example/thanks");
    assertThat(order.terms().timeoutUrl()).isNull();
    assertThat(order.policy().toleranceBps()).isEqualTo(125);
  }
}
