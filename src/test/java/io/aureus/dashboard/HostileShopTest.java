package io.aureus.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.aureus.merchants.DemoMerchant;
import io.aureus.orders.Order;
import io.aureus.testing.Browser;
import io.aureus.testing.HostileTexts;
import io.aureus.testing.ShopOnAChain;
import io.aureus.testing.Visitor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hostile texts go in by the front door, as a shop's name and its references, and lie there. */
class HostileShopTest {
  private static final ShopOnAChain SHOP = ShopOnAChain.shared();

  /** As long as a name may be, and nowhere to break it. */
  private static final String WIDE = "<b id=hostile>".repeat(7) + "W";

  private final DemoMerchant.Shop access = SHOP.anotherMerchant();

  @Test
  void noneRunsOnAnyPageOfTheDeskOrAtThePayers() {
    try (Visitor merchant = Desk.signedIn(access, 390, "/dashboard/settings");
        Visitor payer = Browser.visitor(390)) {
      for (String text : HostileTexts.all()) {
        // The database keeps no NUL, and a form with one is refused as a whole.
        String stored = text.replace("\u0000", "");
        rename(merchant.page(), stored);
        Order order = Desk.order(access, stored);
        show(payer, "/checkout/" + order.id());
        assertThat(payer.page().locator("body")).containsText(stored.strip());
        for (String path : List.of("/dashboard/orders", "/dashboard/orders/" + order.id())) {
          show(merchant, path);
          assertThat(merchant.page().locator("body")).containsText(stored.strip());
        }
      }
      rename(merchant.page(), WIDE);
      Order order = Desk.order(access, WIDE);
      show(payer, "/checkout/" + order.id());
      payer.look("hostile-pay");
      for (String route : DashboardRoutes.gets()) {
        String path =
            route.contains("orders/{id}") ? route.replace("{id}", order.id().value()) : route;
        if (!path.matches(".*([{]|csv|png).*")) {
          show(merchant, path);
        }
      }
      // What only operators see is refused to this owner; else nothing is complained of.
      assertThat(merchant.complaints()).allMatch(words -> words.matches(".*status of 40[34].*"));
    }
  }

  private static void rename(Page page, String name) {
    page.navigate(Desk.url("/dashboard/settings"));
    page.locator("#name").fill(name);
    page.getByText("Keep this").click();
    assertThat(page.locator(".told")).containsText("Kept.");
  }

  private static void show(Visitor who, String path) {
    Page page = who.page();
    page.navigate(Desk.url(path));
    HostileTexts.assertNothingRan(page);
    assertThat((int) page.evaluate("() => document.documentElement.scrollWidth"))
        .as("%s at 390 pixels", path)
        .isLessThanOrEqualTo(390);
  }
}
