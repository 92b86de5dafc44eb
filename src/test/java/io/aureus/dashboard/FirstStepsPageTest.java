package io.aureus.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import io.aureus.merchants.DemoMerchant;
import io.aureus.testing.Browser;
import io.aureus.testing.FormClient;
import io.aureus.testing.HostileTexts;
import io.aureus.testing.ShopOnAChain;
import io.aureus.testing.Visitor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a new merchant is led through: the first steps, lists that are empty, the test callback. */
class FirstStepsPageTest {
  private static final ShopOnAChain SHOP = ShopOnAChain.shared();
  private static final AtomicReference<String> ANSWER = new AtomicReference<>("ok");
  private static HttpServer handler;

  private final DemoMerchant.Shop access = SHOP.anotherMerchant();

  @BeforeAll
  static void open() throws IOException {
    handler = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    handler.createContext(
        "/",
        exchange -> {
          byte[] answer = ANSWER.get().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    handler.start();
  }

  @AfterAll
  static void close() {
    handler.stop(0);
  }

  @Test
  void aNewMerchantIsLedToATestCallbackWhichIsThenDone() {
    try (Visitor merchant = signedIn(1280)) {
      Page page = merchant.page();
      assertThat(page.locator(".first-steps")).containsText("2 of 4 done");
      assertThat(page.locator(".empty")).containsText("No order yet");
      merchant.look("first-steps");
      page.getByText("Test the callback").click();
      assertThat(page.locator("#url")).hasValue("http://127.0.0.1:9090/callback");
      merchant.look("callback-test");
      ANSWER.set("paid, thank you");
      page.locator("#url").fill(handlerUrl());
      send(page, "not the password");
      assertThat(page.locator(".trouble")).containsText("password");
      send(page, access.password());
      assertThat(page.locator("#test-verdict")).containsText("HTTP 200: received");
      assertThat(page.locator("#test-answer")).containsText("paid, thank you");
      page.getByText("What was sent").click();
      assertThat(page.locator(".headers")).containsText("Aureus-Signature");
      merchant.look("callback-test-received");
      page.locator("#url").fill("http://127.0.0.1:1/callback");
      page.locator("#form").selectOption("post");
      send(page, access.password());
      assertThat(page.locator("#test-verdict")).containsText("Nothing listens there");
      assertThat(page.locator("#form")).hasValue("post");
      merchant.look("callback-test-refused");
      page.locator("#url").fill("http://192.168.1.1/callback");
      send(page, access.password());
      assertThat(page.locator(".trouble")).containsText("must be reachable from the internet");
      assertThat(merchant.complaints()).allMatch(words -> words.contains("400"));
      page.navigate(SHOP.url() + "/dashboard/orders");
      assertThat(page.locator(".first-steps")).containsText("3 of 4 done");
      page.getByText("Have the first order paid").click();
      page.getByText("Make a first order…").click();
      assertThat(page.locator("#first-order-line")).containsText(SHOP.url() + "/api/order/");
      page.navigate(SHOP.url() + "/dashboard/orders");
      page.getByText("Put this list away").click();
      assertThat(page.locator("h1")).hasText("Orders");
      assertThat(page.locator(".first-steps")).hasCount(0);
    }
  }

  @Test
  void theFormNeverBeginsWithTheUrlOfAnOrder() {
    SHOP.orderWithCallback("https://shop.example/cb?status=completed&order_id=7");
    FormClient owner = new FormClient(SHOP.url());
    owner.signIn(SHOP.access().email(), SHOP.access().password());
    assertThat(owner.get("/dashboard/callbacks").body()).doesNotContain("status=completed");
  }

  @Test
  void aListGoesByItselfOnceAllIsDoneAndComesNoMore() {
    JdbcClient jdbc = SHOP.bean(JdbcClient.class);
    SHOP.paid(100);
    jdbc.sql(
            """
            insert into callback_test (merchant, origin, called_at, received)
            values (?, 'http://shop.example', now(), true)
            on conflict (merchant) do update set received = true
            """)
        .param(SHOP.access().merchant().value())
        .update();
    FormClient owner = new FormClient(SHOP.url());
    owner.signIn(SHOP.access().email(), SHOP.access().password());
    assertThat(owner.get("/dashboard/orders").body()).doesNotContain("First steps");
    jdbc.sql("delete from callback_test where merchant = ?")
        .param(SHOP.access().merchant().value())
        .update();
    assertThat(owner.get("/dashboard/orders").body()).doesNotContain("First steps");
  }

  @Test
  void emptyListsSayWhatAppearsThereAndWhatToDoNext() {
    try (Visitor merchant = signedIn(390)) {
      Page page = merchant.page();
      for (String list :
          List.of("payouts", "approvals", "wallets", "destinations", "people", "unspent/own")) {
        page.navigate(SHOP.url() + "/dashboard/" + list);
        merchant.look("empty-" + list.replace('/', '-'));
        if (!list.startsWith("unspent")) {
          assertThat(page.locator(".empty").first()).isVisible();
        }
      }
    }
  }

  @Test
  void whatAShopAnswersIsShownAsText() {
    try (Visitor merchant = signedIn(390)) {
      Page page = merchant.page();
      page.navigate(SHOP.url() + "/dashboard/callbacks");
      // All at once: a merchant tests a few times a minute.
      ANSWER.set(String.join("\n", HostileTexts.all()));
      page.locator("#url").fill(handlerUrl() + "?\"><script>window.ran=1</script> x");
      send(page, access.password());
      assertThat(page.locator(".trouble")).containsText("percent-encode");
      HostileTexts.assertNothingRan(page);
      page.locator("#url").fill(handlerUrl() + "/'%3Cimg%3E");
      send(page, access.password());
      assertThat(page.locator("#test-answer pre").first()).containsText("onmouseover=window.ran=1");
      HostileTexts.assertNothingRan(page);
      merchant.look("callback-test-hostile");
      assertThat(merchant.complaints()).allMatch(words -> words.contains("400"));
    }
  }

  @Test
  void whoOnlyLooksMayNotTest() {
    SHOP.bean(JdbcClient.class)
        .sql("update membership set role = 'VIEWER' where merchant = ?")
        .param(access.merchant().value())
        .update();
    FormClient viewer = new FormClient(SHOP.url());
    viewer.signIn(access.email(), access.password());
    viewer.get("/dashboard/callbacks");
    Map<String, String> form = Map.of("url", handlerUrl());
    assertThat(viewer.post("/dashboard/callbacks/test", form).status()).isEqualTo(403);
    assertThat(viewer.post("/dashboard/first-steps/put-away", form).status()).isEqualTo(403);
  }

  private static void send(Page page, String password) {
    page.locator("#test-password").fill(password);
    page.getByText("Send a test callback").click();
  }

  private static String handlerUrl() {
    return "http://127.0.0.1:" + handler.getAddress().getPort() + "/callback";
  }

  private Visitor signedIn(int width) {
    Visitor merchant = Browser.visitor(width);
    Page page = merchant.page();
    page.navigate(SHOP.url() + "/dashboard/orders");
    page.locator("#email").fill(access.email());
    page.locator("#password").fill(access.password());
    page.locator("form button").click();
    page.locator(".top").waitFor();
    return merchant;
  }
}
