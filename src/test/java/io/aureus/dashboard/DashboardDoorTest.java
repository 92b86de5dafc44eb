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
import io.aureus.testing.Browser;
import io.aureus.testing.RunningGateway;
import io.aureus.testing.ShopOnAChain;
import io.aureus.testing.TestDatabase;
import io.aureus.testing.Visitor;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets in, and what is kept from those who do not. */
class DashboardDoorTest {
  private static ShopOnAChain shop;
  private static DemoMerchant.Shop access;

  @BeforeAll
  static void open() {
    shop = ShopOnAChain.shared();
    access = shop.access();
  }

  @Test
  void redirectsStayWhereTheyCameFromWhateverAProxyTells() throws Exception {
    HttpRequest asked =
        HttpRequest.newBuilder(URI.create(url("/dashboard/orders")))
            .header("X-Forwarded-Proto", "https")
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThat(
              client
                  .send(asked, HttpResponse.BodyHandlers.discarding())
                  .headers()
                  .firstValue("Location"))
          .hasValue("/dashboard/sign-in?cur_url=%2Fdashboard%2Forders");
    }
  }

  @Test
  void signsInWithANewSessionAndOutForGood() {
    try (Visitor merchant = Browser.visitor(390)) {
      Page page = merchant.page();
      page.navigate(url("/dashboard/orders"));
      assertThat(page.locator("h1")).hasText("Sign in");
      merchant.look("sign-in");
      assertThat(merchant.context().cookies())
          .as("there is no session before sign-in, that somebody else could know")
          .allMatch(cookie -> cookie.name.equals("aureus_form"));
      Cookie planted = new Cookie("aureus_session", "cGxhbnRlZA==");
      merchant.context().addCookies(List.of(planted.setDomain("127.0.0.1").setPath("/dashboard")));

      signIn(page);
      assertThat(page.locator("h1")).hasText("Orders");
      Cookie cookie = session(merchant);
      assertThat(cookie.value)
          .as("an id known before sign-in is worth nothing")
          .isNotEqualTo(planted.value);
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
  void showsNothingOfAnotherMerchant() {
    Order order = shop.order(null, null);
    DemoMerchant.Shop other = shop.anotherMerchant();
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

  @Test
  void theFirstAccountIsMadeWithTheSetUpTokenAndOutlivesARestart(@TempDir Path folder) {
    TestDatabase database = TestDatabase.fresh();
    // The second node needs the master key of the first.
    Map<String, Object> settings = Map.of("aureus.data", folder.toString());
    String address;
    try (RunningGateway first = RunningGateway.demo(database, settings);
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
      try (RunningGateway second = RunningGateway.demo(database, settings)) {
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

  private static String url(String path) {
    return shop.url() + path;
  }
}
