package io.aureus.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.aureus.merchants.DemoMerchant;
import io.aureus.orders.Order;
import io.aureus.orders.OrderState;
import io.aureus.testing.Browser;
import io.aureus.testing.ShopOnAChain;
import io.aureus.testing.Visitor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The merchant's way through the pages, in a real browser. */
class DashboardPagesTest {
  private static ShopOnAChain shop;
  private static DemoMerchant.Shop access;

  @BeforeAll
  static void open() {
    shop = ShopOnAChain.shared();
    access = shop.access();
  }

  @Test
  void aPluginsLinkLeadsToAKeyThatIsShownOnce() {
    try (Visitor merchant = Browser.visitor(1280)) {
      Page page = merchant.page();
      page.navigate(url("/#/login?cur_url=/integration&platform=EASYDIGITALDOWNLOADS"));
      page.waitForURL(url("/dashboard/sign-in?cur_url=/integration&platform=EASYDIGITALDOWNLOADS"));
      signIn(page);
      assertThat(page).hasURL(url("/dashboard/keys?platform=EASYDIGITALDOWNLOADS"));
      assertThat(page.locator("#platform")).hasValue("EASYDIGITALDOWNLOADS");
      assertThat(page.locator("#user-id")).hasText(access.merchant().value());
      page.getByText("Make the key").click();
      String key = page.locator("#fresh-key").textContent();
      assertThat(key).matches("[A-Za-z0-9_-]{43}");
      merchant.look("keys-fresh");
      var verified =
          page.request()
              .get(url("/api/plugin/key/verify?name=EASYDIGITALDOWNLOADS&url=x&id=&key=" + key));
      assertThat(verified.text()).contains("true");

      page.navigate(url("/dashboard/keys"));
      merchant.look("keys");
      assertThat(page.content()).doesNotContain(key);
      assertThat(page.content())
          .doesNotContain(access.key().key())
          .doesNotContain(access.token().secret());
    }
  }

  @Test
  void makesRotatesAndRevokesATokenWhoseSecretIsShownOnce() {
    try (Visitor merchant = signedIn(1280, "/dashboard/keys")) {
      Page page = merchant.page();
      page.getByText("Make a token…").click();
      assertThat(page.locator("form[action$='tokens/make'] input[value=PAYOUTS]"))
          .not()
          .isChecked();
      page.locator("#fresh-token-password").fill(access.password());
      page.getByText("Make an API token and secret").click();
      String token = page.locator("#fresh-token").textContent();
      String secret = page.locator("#fresh-secret").textContent();
      assertThat(secret).matches("[A-Za-z0-9]{32}");
      page.locator("article", new Page.LocatorOptions().setHasText("…" + ending(token)))
          .locator("summary")
          .click();
      page.locator("details[open] input[name=password]").fill(access.password());
      page.locator("details[open] button[value='rotate']").click();
      assertThat(page.locator("#fresh-token")).not().hasText(token);
      String next = page.locator("#fresh-token").textContent();
      page.locator("article", new Page.LocatorOptions().setHasText("…" + ending(next)))
          .locator("summary")
          .click();
      page.locator("details[open] button[value='revoke']").click();
      assertThat(page.locator(".told")).hasText("Revoked.");
      assertThat(page.content()).doesNotContain(secret);
    }
  }

  @Test
  void callbackAuthenticationShowsANewPairOnce() {
    try (Visitor merchant = signedIn(390, "/dashboard/callbacks")) {
      Page page = merchant.page();
      page.getByText("Rotate…").click();
      page.locator("#rotate-password").fill(access.password());
      page.getByText("Yes, make a new token and secret").click();
      String secret = page.locator("#fresh-secret").textContent();
      merchant.look("callbacks-fresh");
      page.getByLabel("Take any 2xx answer, not only 200").check();
      page.locator("#alias").selectOption("SUCCEED");
      page.getByText("Keep this").click();
      assertThat(page.locator(".told")).containsText("Kept.");
      page.navigate(url("/dashboard/callbacks"));
      assertThat(page.getByLabel("Take any 2xx answer, not only 200")).isChecked();
      assertThat(page.locator("#alias")).hasValue("SUCCEED");
      assertThat(page.content()).doesNotContain(secret);
      page.getByLabel("Take any 2xx answer, not only 200").uncheck();
      page.locator("#alias").selectOption("");
      page.getByText("Keep this").click();
      assertThat(page.locator(".told")).containsText("Kept.");
      merchant.look("callbacks");
    }
  }

  @Test
  void refusesAShopThatTakesNoCoin() {
    try (Visitor merchant = signedIn(390, "/dashboard/coins")) {
      Page page = merchant.page();
      merchant.look("coins");
      for (var box : page.locator("input[type=checkbox]").all()) {
        box.uncheck();
      }
      page.getByText("Keep this").click();
      assertThat(page.locator(".trouble")).containsText("Take at least one coin");
      assertThat(page.locator("input[value='ETH']")).isChecked();
      assertThat(merchant.complaints()).allMatch(words -> words.contains("400"));
    }
  }

  @Test
  void tellsAnOrdersStory() {
    Order order = shop.order(url("/health?a=1&b=<b>"), null);
    shop.pay(order.id(), 100);
    shop.mine(ShopOnAChain.CONFIRMATIONS);
    shop.await(order.id(), now -> now.state() == OrderState.PAID);
    try (Visitor merchant = signedIn(390, "/dashboard/orders")) {
      Page page = merchant.page();
      merchant.look("orders");
      page.locator("#status").selectOption("SUCCESS");
      page.getByText("Show", new Page.GetByTextOptions().setExact(true)).click();
      page.getByText(order.id().value()).click();
      assertThat(page.locator("h1")).hasText("Order " + order.id());
      assertThat(page.locator("main")).containsText("SUCCESS");
      assertThat(page.locator("main"))
          .containsText(shop.find(order.id()).payments().getFirst().txHash());
      assertThat(page.locator(".story li").first()).isVisible();
      merchant.look("order");
    }
  }

  @Test
  void showsEveryTryOfACallbackAndSendsItAgain() {
    Order order = shop.orderWithCallback("http://127.0.0.1:9/callback?order=7");
    shop.pay(order.id(), 100);
    shop.mine(ShopOnAChain.CONFIRMATIONS);
    shop.await(order.id(), now -> now.state() == OrderState.PAID);
    try (Visitor merchant = signedIn(1280, "/dashboard/orders/" + order.id())) {
      Page page = merchant.page();
      assertThat(page.locator("main")).containsText("GET http://127.0.0.1:9/callback?order=7");
      page.getByText("Send it again…").click();
      page.getByText("Yes, send it again").click();
      assertThat(page.locator(".told")).hasText("It is being sent again.");
      for (int i = 0; i < 20 && page.locator("tbody tr").count() == 0; i++) {
        page.waitForTimeout(500);
        page.navigate(url("/dashboard/orders/" + order.id()));
      }
      assertThat(page.locator("tbody tr").first()).containsText("none");
      merchant.look("order-callback");
    }
  }

  @Test
  void closesAnUnpaidOrderAfterASecondClick() {
    Order order = shop.order(null, null);
    try (Visitor merchant = signedIn(390, "/dashboard/orders/" + order.id())) {
      Page page = merchant.page();
      page.getByText("Close the order…").click();
      page.getByText("Yes, close it").click();
      assertThat(page.locator(".told")).hasText("The order is closed.");
      assertThat(page.locator("main")).containsText("TERMINATED");
    }
    assertThat(shop.find(order.id()).state()).isEqualTo(OrderState.TERMINATED);
  }

  @Test
  void asksForTheRestOfAnUnderpaidOrderOnThePayersPage() {
    Order order = shop.order(null, null);
    shop.pay(order.id(), 40);
    shop.mine(ShopOnAChain.CONFIRMATIONS);
    shop.await(order.id(), now -> now.payments().stream().anyMatch(p -> p.confirmedAt() != null));
    shop.letTheWindowEnd();
    shop.await(order.id(), now -> now.state() == OrderState.PARTIAL);
    try (Visitor payer = Browser.visitor(390);
        Visitor merchant = signedIn(390, "/dashboard/orders/" + order.id())) {
      payer.page().navigate(url("/checkout/" + order.id()));
      assertThat(payer.page().locator("h1")).hasText("The time ended with too little");
      payer.look("partial");
      Page page = merchant.page();
      page.getByText("Ask for the rest…").click();
      page.getByText("Yes, ask for the rest").click();
      assertThat(page.locator(".told")).hasText("The rest is asked for on the payer's page.");
      assertThat(payer.page().locator("h1")).hasText("The shop asks for the rest");
      assertThat(payer.page().locator("#amount")).hasText("0.024");
      payer.look("rest");
      shop.pay(order.id(), 100);
      shop.mine(ShopOnAChain.CONFIRMATIONS);
      assertThat(payer.page().locator("h1")).hasText("Paid");
    }
  }

  @Test
  void takesALatePaymentForItsOrder() {
    Order order = shop.order(null, null);
    shop.letTheWindowEnd();
    shop.await(order.id(), now -> now.state() == OrderState.EXPIRED);
    shop.pay(order.id(), 100);
    shop.mine(ShopOnAChain.CONFIRMATIONS);
    shop.await(order.id(), now -> now.payments().stream().anyMatch(p -> p.confirmedAt() != null));
    try (Visitor merchant = signedIn(390, "/dashboard/orders/" + order.id())) {
      Page page = merchant.page();
      page.getByText("Take it for this order…").click();
      merchant.look("order-resolve");
      page.getByText("Take it at the old quote").click();
      assertThat(page.locator(".told")).hasText("The payment is taken for this order.");
    }
    assertThat(shop.find(order.id()).state()).isEqualTo(OrderState.RESOLVED);
  }

  @Test
  void showsHowChainsAndRatesAre() {
    try (Visitor merchant = signedIn(390, "/dashboard/system")) {
      Page page = merchant.page();
      assertThat(page.locator("main")).containsText("Ethereum");
      assertThat(page.locator("main")).containsText("ETH");
      merchant.look("system");
    }
  }

  @Test
  void showsTheSeedsWordsOnce() {
    try (Visitor merchant = signedIn(390, "/dashboard/system")) {
      Page page = merchant.page();
      page.getByText("Show the words…").click();
      page.locator("#words-password").fill("not the password");
      page.getByText("Yes, show them now").click();
      assertThat(page.locator(".trouble")).hasText("The password is wrong.");
      assertThat(merchant.complaints()).allMatch(words -> words.contains("403"));
      page.getByText("Show the words…").click();
      merchant.look("words-asked");
      page.locator("#words-password").fill(access.password());
      page.getByText("Yes, show them now").click();
      assertThat(page.locator(".seed li").count()).isGreaterThanOrEqualTo(12);
      merchant.look("words");
      page.navigate(url("/dashboard/system"));
      assertThat(page.locator(".seed")).isHidden();
      assertThat(page.getByText("Show the words…")).isHidden();
    }
  }

  private static Visitor signedIn(int width, String path) {
    Visitor merchant = Browser.visitor(width);
    merchant.page().navigate(url(path));
    signIn(merchant.page());
    merchant.page().waitForURL("**" + path);
    return merchant;
  }

  private static void signIn(Page page) {
    page.locator("#email").fill(access.email());
    page.locator("#password").fill(access.password());
    page.locator("form button").click();
    page.locator(".top").waitFor();
  }

  private static String ending(String value) {
    return value.substring(value.length() - 4);
  }

  private static String url(String path) {
    return shop.url() + path;
  }
}
