package io.aureus.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.RequestOptions;
import io.aureus.merchants.DemoMerchant;
import io.aureus.merchants.SetupToken;
import io.aureus.orders.Order;
import io.aureus.orders.OrderState;
import io.aureus.testing.Browser;
import io.aureus.testing.RunningGateway;
import io.aureus.testing.ShopOnAChain;
import io.aureus.testing.TestDatabase;
import io.aureus.testing.Visitor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The merchant's way through the pages, in a real browser. */
class DashboardPagesTest {
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
  void signsInWithANewSessionAndOutForGood() {
    try (Visitor merchant = Browser.visitor(390)) {
      Page page = merchant.page();
      page.navigate(url("/dashboard/orders"));
      assertThat(page.locator("h1")).hasText("Sign in");
      merchant.look("sign-in");
      String before = session(merchant).value;

      signIn(page);
      assertThat(page.locator("h1")).hasText("Orders");
      Cookie cookie = session(merchant);
      assertThat(cookie.value)
          .as("an id known before sign-in is worth nothing")
          .isNotEqualTo(before);
      assertThat(cookie.httpOnly).isTrue();
      assertThat(cookie.sameSite).hasToString("LAX");
      assertThat(cookie.path).isEqualTo("/dashboard");

      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out")).click();
      assertThat(page.locator(".told")).hasText("You are signed out.");
      merchant.context().addCookies(List.of(cookie));
      page.navigate(url("/dashboard/orders"));
      assertThat(page.locator("h1")).hasText("Sign in");
    }
  }

  @Test
  void tellsAWrongPasswordNothingButThatItIsWrong() {
    try (Visitor stranger = Browser.visitor(390)) {
      Page page = stranger.page();
      page.navigate(url("/dashboard/sign-in"));
      page.locator("#email").fill(access.email());
      page.locator("#password").fill("wrong");
      page.locator("form button").click();
      assertThat(page.locator(".trouble")).hasText("The e-mail address or the password is wrong.");
      stranger.look("wrong-password");
      page.locator("#email").fill("nobody@shop.example");
      page.locator("#password").fill("wrong");
      page.locator("form button").click();
      assertThat(page.locator(".trouble")).hasText("The e-mail address or the password is wrong.");
      assertThat(page.locator("#email")).hasValue("nobody@shop.example");
      assertThat(stranger.complaints()).allMatch(words -> words.contains("401"));
    }
  }

  @Test
  void refusesAFormThatIsNotOurs() {
    try (Visitor merchant = Browser.visitor(390)) {
      Page page = merchant.page();
      page.navigate(url("/dashboard/sign-in"));
      signIn(page);
      var answer =
          page.request()
              .post(
                  url("/dashboard/tokens/make"),
                  RequestOptions.create()
                      .setHeader("Content-Type", "application/x-www-form-urlencoded")
                      .setData("a=b"));
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.text()).contains("That form is too old").doesNotContain("fresh-token");
    }
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
      page.getByText("Make an API token and secret").click();
      String token = page.locator("#fresh-token").textContent();
      String secret = page.locator("#fresh-secret").textContent();
      assertThat(secret).matches("[A-Za-z0-9]{32}");
      page.locator("article", new Page.LocatorOptions().setHasText("…" + ending(token)))
          .locator("summary")
          .click();
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

  @ParameterizedTest
  @ValueSource(ints = {390, 1280})
  void callbackAuthenticationShowsANewPairOnce(int width) {
    try (Visitor merchant = signedIn(width, "/dashboard/callbacks")) {
      Page page = merchant.page();
      page.getByText("Rotate…").click();
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

  @ParameterizedTest
  @ValueSource(ints = {390, 1280})
  void tellsAnOrdersStory(int width) {
    Order order = shop.order(url("/health?a=1&b=<b>"), null);
    shop.pay(order.id(), 100);
    shop.mine(ShopOnAChain.CONFIRMATIONS);
    shop.await(order.id(), now -> now.state() == OrderState.PAID);
    try (Visitor merchant = signedIn(width, "/dashboard/orders")) {
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
  void showsNothingOfAnotherMerchant() {
    Order order = shop.order(null, null);
    DemoMerchant.Shop other = shop.anotherMerchant(2);
    try (Visitor stranger = Browser.visitor(390)) {
      Page page = stranger.page();
      page.navigate(url("/dashboard/sign-in?cur_url=/dashboard/orders/" + order.id()));
      page.locator("#email").fill(other.email());
      page.locator("#password").fill(other.password());
      page.locator("form button").click();
      assertThat(page.locator("main")).containsText("There is no such order.");
      assertThat(stranger.complaints()).allMatch(words -> words.contains("404"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {390, 1280})
  void showsHowChainsAndRatesAre(int width) {
    try (Visitor merchant = signedIn(width, "/dashboard/system")) {
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
      page.getByText("Yes, show them now").click();
      assertThat(page.locator(".seed li").count()).isGreaterThanOrEqualTo(12);
      merchant.look("words");
      page.navigate(url("/dashboard/system"));
      assertThat(page.locator(".seed")).isHidden();
      assertThat(page.getByText("Show the words…")).isHidden();
    }
  }

  @Test
  void theFirstAccountIsMadeWithTheSetUpTokenAndOutlivesARestart() {
    TestDatabase database = TestDatabase.fresh();
    String address;
    try (RunningGateway first = RunningGateway.demo(database, Map.of());
        Visitor owner = Browser.visitor(390)) {
      String token = first.bean(SetupToken.class).issueIfNobody().orElseThrow();
      Page page = owner.page();
      page.navigate(first.url() + "/dashboard");
      assertThat(page.locator("h1")).hasText("Set up the first account");
      owner.look("setup");
      setUp(page, "wrong token");
      assertThat(page.locator(".trouble")).containsText("The set-up token is wrong");
      assertThat(owner.complaints()).allMatch(words -> words.contains("400"));
      setUp(page, token);
      assertThat(page.locator(".told")).containsText("The account is made");
      page.locator("#password").fill("a long enough password");
      page.locator("form button").click();
      assertThat(page.locator("h1")).hasText("Orders");
      address = first.url();
      try (RunningGateway second = RunningGateway.demo(database, Map.of())) {
        // Cookies know no port: the other node sees the same session.
        page.navigate(second.url() + "/dashboard/keys");
        assertThat(page.locator("h1")).hasText("API Management");
        page.navigate(second.url() + "/dashboard/setup");
        assertThat(page.url()).doesNotContain("setup");
      }
    }
    assertThat(address).isNotEmpty();
  }

  private static void setUp(Page page, String token) {
    page.locator("#token").fill(token);
    page.locator("#shop").fill("Tea & <b>Cakes</b>");
    page.locator("#email").fill("owner@tea.example");
    page.locator("#password").fill("a long enough password");
    page.getByText("Make the account").click();
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

  private static Cookie session(Visitor visitor) {
    return visitor.context().cookies().stream()
        .filter(cookie -> cookie.name.equals("aureus_session"))
        .findFirst()
        .orElseThrow();
  }

  private static String ending(String value) {
    return value.substring(value.length() - 4);
  }

  private static String url(String path) {
    return shop.url() + path;
  }
}
