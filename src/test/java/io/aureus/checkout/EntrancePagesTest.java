package io.aureus.checkout;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.aureus.testing.Browser;
import io.aureus.testing.ShopOnAChain;
import io.aureus.testing.Visitor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where links lead: those of Aurpay, and those that lead nowhere. */
class EntrancePagesTest {
  private static ShopOnAChain shop;

  @BeforeAll
  static void open() {
    shop = ShopOnAChain.shared();
  }

  @ParameterizedTest
  @CsvSource({
    "/#/login?platform=WOOCOMMERCE, /dashboard/sign-in?platform=WOOCOMMERCE",
    "/#/login?cur_url=/home, /dashboard/sign-in?cur_url=/home",
    "/#/login?cur_url=/integration&platform=X, /dashboard/sign-in?cur_url=/integration&platform=X",
    "/#/integration?platform=X, /dashboard/sign-in?cur_url=%2Fdashboard%2Fkeys&platform=X",
    "/#/integration/plugin, /dashboard/sign-in?cur_url=%2Fdashboard%2Fkeys",
    "/#/integration/callback, /dashboard/sign-in?cur_url=%2Fdashboard%2Fcallbacks",
    "/#/integration/callback/, /dashboard/sign-in?cur_url=%2Fdashboard%2Fcallbacks"
  })
  void followsEveryHashAddressOfAurpay(String hash, String path) {
    try (Visitor merchant = Browser.visitor(1280)) {
      merchant.page().navigate(url(hash));
      merchant.page().waitForURL(url(path));
    }
  }

  @Test
  void staysOnTheStartPageForAnAddressThatItDoesNotKnow() {
    try (Visitor visitor = Browser.visitor(390)) {
      Page page = visitor.page();
      page.navigate(url("/#/no/such/thing"));
      assertThat(page.locator("#words")).containsText("There is no page at this link");
      visitor.look("entrance");
      // A link that is pasted into the open page is followed too.
      page.evaluate("() => { location.hash = '#/cashier/20200101000000000000'; }");
      page.waitForURL("**/checkout/20200101000000000000");
      assertThat(page.locator("h1")).hasText("This payment link is not known");
      visitor.look("unknown");
      assertThat(visitor.complaints()).allMatch(words -> words.contains("404"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/checkout/choose?token=nosuchtoken",
        "/checkout/choose",
        "/checkout/choose?token=%3Cscript%3E",
        "/checkout/1",
        "/checkout/20200101000000000000",
        "/no/such/page"
      })
  void anUnknownAddressIsAFriendlyPage(String path) {
    try (Visitor visitor = Browser.visitor(390)) {
      var response = visitor.page().navigate(url(path));
      assertThat(response.status()).isEqualTo(404);
      assertThat(visitor.page().locator("main h1")).isVisible();
      assertThat(visitor.complaints()).allMatch(words -> words.contains("404"));
    }
  }

  private static String url(String path) {
    return shop.url() + path;
  }
}
