package io.aureus.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.aureus.callbacks.Deliveries;
import io.aureus.merchants.DemoMerchant;
import io.aureus.money.Catalogue;
import io.aureus.money.FiatAmount;
import io.aureus.orders.NewOrder;
import io.aureus.orders.Order;
import io.aureus.orders.OrderDesk;
import io.aureus.orders.OrderState;
import io.aureus.orders.OrderTerms;
import io.aureus.testing.Browser;
import io.aureus.testing.ShopOnAChain;
import io.aureus.testing.Visitor;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Orders, transactions, callbacks and events as lists, in a real browser. */
class ListPagesTest {
  private static final String HOSTILE = "=HYPERLINK(\"//evil\"),\n<b id=hostile>";
  private static final ShopOnAChain SHOP = ShopOnAChain.shared();
  private static final List<String> LISTS =
      List.of("orders", "transactions", "deliveries", "events");

  private static DemoMerchant.Shop access;
  private static DemoMerchant.Shop empty;
  private static DemoMerchant.Shop other;
  private static Order twice;

  /** One order that is paid twice, and one that nobody pays. */
  @BeforeAll
  static void sell() {
    access = SHOP.anotherMerchant();
    empty = SHOP.anotherMerchant();
    other = SHOP.anotherMerchant();
    twice = order(access, HOSTILE);
    order(access, "invoice-7");
    SHOP.pay(twice.id(), 100);
    SHOP.mine(ShopOnAChain.CONFIRMATIONS);
    SHOP.await(twice.id(), now -> now.state() == OrderState.PAID);
    SHOP.pay(twice.id(), 50);
    SHOP.mine(ShopOnAChain.CONFIRMATIONS);
    twice =
        SHOP.await(
            twice.id(),
            now -> now.payments().stream().filter(p -> p.confirmedAt() != null).count() == 2);
  }

  @Test
  void aListThatIsEmptySaysWhatWillBeThere() {
    try (Visitor merchant = signedIn(empty, 390, "/dashboard/orders")) {
      for (String list : LISTS) {
        merchant.page().navigate(url("/dashboard/" + list));
        merchant.look(list + "-empty");
        assertThat(merchant.page().locator("main")).containsText("yet");
      }
    }
  }

  @Test
  void findsAnOrderByWhatAPersonHasInHand() {
    try (Visitor merchant = signedIn(access, 390, "/dashboard/orders")) {
      Page page = merchant.page();
      assertThat(page.locator("tbody tr")).hasCount(2);
      merchant.look("orders-filled");
      for (String text :
          List.of(
              twice.id().value(),
              twice.payments().getFirst().txHash(),
              twice.quotes().getFirst().address(),
              "=HYPER")) {
        page.locator("#q").fill(text);
        page.locator("#q").press("Enter");
        assertThat(page.locator("tbody tr")).hasCount(1);
        assertThat(page.locator("tbody")).containsText(twice.id().value());
      }
      page.locator("#q").fill("nobody's");
      page.locator("#q").press("Enter");
      assertThat(page.locator("main")).containsText("No order fits.");
      page.getByText("Show all").click();
      page.getByText("More filters").click();
      page.locator("#currency").selectOption("ETH");
      page.getByText("Show", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.locator("tbody tr")).hasCount(2);
      merchant.look("orders-filtered");
    }
  }

  @Test
  void theJournalOfAnOrderStandsOnItsPageInPlainWords() {
    try (Visitor merchant = signedIn(access, 390, "/dashboard/orders/" + twice.id())) {
      Page page = merchant.page();
      assertThat(page.locator(".journal > li")).hasCount(4);
      assertThat(page.locator(".journal > li").first())
          .containsText("was seen. It is pending until it is final.");
      assertThat(page.locator(".journal > li").nth(1)).containsText("is final");
      assertThat(page.locator(".journal")).containsText("your balance, available");
      assertThat(page.locator(".journal .trouble")).hasCount(0);
      merchant.look("order-journal");
    }
  }

  @Test
  void marksWhatCountsForNoOrderAndSaysWhatToDo() {
    try (Visitor merchant = signedIn(access, 1280, "/dashboard/transactions")) {
      Page page = merchant.page();
      assertThat(page.locator("tbody tr")).hasCount(2);
      merchant.look("transactions");
      page.locator("#kind").selectOption("unknown");
      page.getByText("Show", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.locator("tbody tr")).hasCount(1);
      assertThat(page.locator("tbody tr.marked")).containsText("Refund it, or keep it.");
      APIResponse file =
          page.request().get(url(page.getByText("Download as CSV").getAttribute("href")));
      assertThat(file.text().lines()).hasSize(3);
      assertThat(file.text())
          .contains("\"in\",\"UNKNOWN\",\"CONFIRMED\",\"" + twice.id() + "\",\"ETH\"")
          .contains("\"" + twice.payments().getLast().txHash() + "\"");
      page.locator("tbody a").first().click();
      assertThat(page.locator("h1")).hasText("Order " + twice.id());
    }
  }

  @Test
  void showsEveryCallbackAndSendsItAgain() {
    try (Visitor merchant = signedIn(access, 390, "/dashboard/deliveries?state=SCHEDULED")) {
      Page page = merchant.page();
      for (int i = 0; i < 40 && page.getByText("Every try: ").count() == 0; i++) {
        page.waitForTimeout(500);
        page.navigate(url("/dashboard/deliveries?state=SCHEDULED"));
      }
      page.getByText("Every try: ").first().click();
      assertThat(page.locator("article table").first()).containsText("none");
      merchant.look("deliveries");
      page.getByText("Send it again…").first().click();
      page.getByText("Yes, send it again").first().click();
      assertThat(page.locator(".told")).hasText("It is being sent again.");
      assertThat(page.locator("#state")).hasValue("SCHEDULED");
      page.navigate(url("/dashboard/deliveries?state=DELIVERED"));
      assertThat(page.locator("main")).containsText("No callback fits.");
    }
  }

  @Test
  void showsTheFeedAsProgramsGetIt() {
    try (Visitor merchant = signedIn(access, 1280, "/dashboard/events")) {
      Page page = merchant.page();
      assertThat(page.locator("article")).not().hasCount(0);
      page.getByText("What programs get").first().click();
      assertThat(page.locator("pre").first()).containsText("\"order_id\" : \"" + twice.id());
      merchant.look("events");
    }
  }

  @Test
  void theMenuOpensAndClosesByKeyboardOnAPhone() {
    try (Visitor merchant = signedIn(access, 390, "/dashboard/orders")) {
      Page page = merchant.page();
      assertThat(page.locator("#menu")).isHidden();
      page.locator(".menu-button").focus();
      page.keyboard().press("Enter");
      assertThat(page.locator("#menu")).isVisible();
      merchant.look("menu");
      page.keyboard().press("Escape");
      assertThat(page.locator("#menu")).isHidden();
      page.locator(".menu-button").press("Enter");
      page.locator("#menu").getByText("Transactions").click();
      assertThat(page.locator("h1")).hasText("Transactions");
      page.setViewportSize(1280, 844);
      assertThat(page.locator("#menu a[aria-current]")).hasText("Transactions");
    }
  }

  @Test
  void textsThatProgramsTakeForFormulasAreTextInTheFile() {
    try (Visitor merchant = signedIn(access, 390, "/dashboard/orders")) {
      APIResponse file =
          merchant.page().request().get(url("/dashboard/orders/csv?q=" + twice.id()));
      assertThat(file.headers().get("content-type")).isEqualTo("text/csv;charset=UTF-8");
      assertThat(file.text())
          .startsWith("order_id,status,")
          .contains("\"'=HYPERLINK(\"\"//evil\"\"),\n<b id=hostile>\"")
          .contains("\"SUCCESS\",\"false\"")
          .contains("\"100\",\"USD\",\"ETH\",");
      assertThat(file.text().split("\r\n")).hasSize(2);
    }
  }

  /** More than the file reads at once; and nothing waits until the last one is there. */
  @Test
  void aFileHasEveryOrderOnce() {
    DemoMerchant.Shop large = SHOP.anotherMerchant();
    for (String insert :
        List.of(
            """
            insert into orders
            select '20200101' || lpad(n::text, 12, '0'), :merchant, 'ORDER', 'EXPIRED', 100, 'USD',
                   false, null, null, null, null, false, 'AURPAY', 'API', null, null, null, '', 80,
                   50, false, null, now(), now(), now(), 1
              from generate_series(1, 1201) n
            """,
            """
            insert into order_quote
            select order_id, 1, 'ETH', 'ETH', 1000, 'to-' || order_id, 2000, '{test}', now(),
                   now(), now(), 0, 12, null, null, false
              from orders where merchant_id = :merchant
            """)) {
      SHOP.bean(JdbcClient.class).sql(insert).param("merchant", large.merchant().value()).update();
    }
    try (Visitor merchant = signedIn(large, 1280, "/dashboard/orders")) {
      Page page = merchant.page();
      APIResponse file = page.request().get(url("/dashboard/orders/csv"));
      assertThat(file.headers()).doesNotContainKey("content-length");
      assertThat(file.text().lines().skip(1)).hasSize(1_201).doesNotHaveDuplicates();
      String first = page.locator("tbody a").first().textContent();
      page.getByText("Older").click();
      assertThat(page.locator("tbody tr")).hasCount(20);
      assertThat(page.locator("tbody a").first()).not().hasText(first);
      page.getByText("Newer").click();
      assertThat(page.locator("tbody a").first()).hasText(first);
      assertThat(page.getByText("Newer")).hasCount(0);
    }
  }

  @Test
  void anOrderThatNamesNoAddressSendsItsPayerToTheShops() {
    try (Visitor merchant = signedIn(other, 390, "/dashboard/settings")) {
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
    Order order = order(other, "settings");
    assertThat(order.terms().succeedUrl()).isEqualTo("https://shop.example/thanks");
    assertThat(order.terms().timeoutUrl()).isNull();
    assertThat(order.policy().toleranceBps()).isEqualTo(125);
  }

  @Test
  void nothingOfAnotherMerchantIsShown() {
    try (Visitor stranger = signedIn(empty, 390, "/dashboard/orders?q=" + twice.id())) {
      Page page = stranger.page();
      for (String path :
          List.of(
              "orders?q=" + twice.id(),
              "orders?q=" + twice.quotes().getFirst().address(),
              "orders/csv",
              "transactions",
              "transactions?kind=unknown",
              "transactions/csv",
              "deliveries",
              "events")) {
        String text = page.request().get(url("/dashboard/" + path)).text();
        assertThat(text.replace("q=" + twice.id(), "").replace("value=\"" + twice.id(), ""))
            .as(path)
            .doesNotContain(twice.id().value());
      }
      String delivery =
          SHOP.bean(Deliveries.class).of(access.merchant(), twice.id()).getFirst().id().toString();
      APIResponse refused =
          page.request()
              .post(
                  url("/dashboard/deliveries/redeliver"),
                  RequestOptions.create()
                      .setForm(
                          FormData.create()
                              .set("_csrf", page.locator("[name=_csrf]").first().inputValue())
                              .set("delivery", delivery)));
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.text()).contains("There is no delivery");
    }
  }

  private static Order order(DemoMerchant.Shop whose, String reference) {
    OrderTerms terms =
        new OrderTerms(
            null,
            null,
            "http://127.0.0.1:9/callback",
            null,
            false,
            "AURPAY",
            OrderTerms.Origin.API,
            reference,
            null,
            null);
    return SHOP.bean(OrderDesk.class)
        .open(
            new NewOrder(
                whose.merchant(),
                "ORDER",
                new FiatAmount("USD", new BigDecimal("100")),
                false,
                SHOP.bean(Catalogue.class).known("ETH"),
                terms,
                false,
                null))
        .order();
  }

  private static Visitor signedIn(DemoMerchant.Shop who, int width, String path) {
    Visitor merchant = Browser.visitor(width);
    Page page = merchant.page();
    page.navigate(url("/dashboard/sign-in"));
    page.locator("#email").fill(who.email());
    page.locator("#password").fill(who.password());
    page.locator("form button").click();
    page.locator(".top").waitFor();
    page.navigate(url(path));
    return merchant;
  }

  private static String url(String path) {
    return SHOP.url() + path;
  }
}
