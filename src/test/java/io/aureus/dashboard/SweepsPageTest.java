package io.aureus.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.aureus.orders.Order;
import io.aureus.testing.Browser;
import io.aureus.testing.ShopOnAChain;
import io.aureus.testing.Visitor;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sweep would do, in a real browser. */
class SweepsPageTest {
  @ParameterizedTest
  @ValueSource(ints = {390, 1280})
  void showsWhatLiesWhereWhatASweepWouldBringAndWhatWouldStay(int width) {
    try (ShopOnAChain shop = new ShopOnAChain(Map.of());
        Visitor operator = Browser.visitor(width)) {
      shop.paid(100);
      shop.paid(100);
      Order little = shop.order(null, null);
      shop.pay(little.id(), 1);
      shop.mine(ShopOnAChain.CONFIRMATIONS);
      shop.await(
          little.id(), now -> now.payments().stream().anyMatch(p -> p.confirmedAt() != null));
      Page page = operator.page();
      page.navigate(shop.url() + "/dashboard/system");
      page.locator("#email").fill(shop.access().email());
      page.locator("#password").fill(shop.access().password());
      page.locator("form button").click();
      page.locator(".top").waitFor();
      page.navigate(shop.url() + "/dashboard/system");
      page.getByText("What lies on orders' addresses").click();
      var ether = page.locator("section[aria-label=ETH]");
      assertThat(ether).containsText("on 3 addresses");
      assertThat(ether).containsText("Each address sends what it has");
      assertThat(ether).containsText("in 2 transactions");
      assertThat(page.locator("tbody tr")).hasCount(1);
      assertThat(page.locator("tbody tr")).containsText("Costs too much of what it moves.");
      operator.look("sweeps");
      assertThat(operator.complaints()).isEmpty();
    }
  }
}
