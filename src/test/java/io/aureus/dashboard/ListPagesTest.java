package io.aureus.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.aureus.callbacks.Deliveries;
import io.aureus.merchants.DemoMerchant;
import io.aureus.orders.Order;
import io.aureus.orders.OrderState;
import io.aureus.testing.ShopOnAChain;
import io.aureus.testing.Visitor;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Orders, transactions, callbacks and events as lists, in a real browser. */
class ListPagesTest {
  private static final ShopOnAChain SHOP = Desk.SHOP;
  private static final List<String> LISTS =
      List.of("orders", "transactions", "deliveries", "events");

  private static DemoMerchant.Shop access;
  private static DemoMerchant.Shop empty;
  private static Order twice;

  /** One order that is paid twice, and one that nobody pays. */
  @BeforeAll
  static void sell() {
    access = SHOP.anotherMerchant();
    empty = SHOP.anotherMerchant();
    twice = order(Desk.HOSTILE);
    order("invoice-7");
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
    try (Visitor merchant = Desk.signedIn(empty, 390, "/dashboard/orders")) {
      for (String list : LISTS) {
        merchant.page().navigate(url("/dashboard/" + list));
        merchant.look(list + "-empty");
        assertThat(merchant.page().locator("main")).containsText("yet");
      }
    }
  }

  @Test
  void findsAnOrderByWhatAPersonHasInHand() {
    try (Visitor merchant = Desk.signedIn(access, 390, "/dashboard/orders")) {
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
    try (Visitor merchant = Desk.signedIn(access, 390, "/dashboard/orders/" + twice.id())) {
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
    try (Visitor merchant = Desk.signedIn(access, 1280, "/dashboard/transactions")) {
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
    try (Visitor merchant = Desk.signedIn(access, 390, "/dashboard/deliveries?state=SCHEDULED")) {
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
    try (Visitor merchant = Desk.signedIn(access, 1280, "/dashboard/events")) {
      Page page = merchant.page();
      assertThat(page.locator("article")).not().hasCount(0);
      page.getByText("What programs get").first().click();
      assertThat(page.locator("pre").first()).containsText("\"order_id\" : \"" + twice.id());
      merchant.look("events");
    }
  }

  @Test
  void theMenuOpensAndClosesByKeyboardOnAPhone() {
    try (Visitor merchant = Desk.signedIn(access, 390, "/dashboard/orders")) {
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
  void nothingOfAnotherMerchantIsShown() {
    try (Visitor stranger = Desk.signedIn(empty, 390, "/dashboard/orders?q=" + twice.id())) {
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

  private static Order order(String reference) {
    return Desk.order(access, reference);
  }

  private static String url(String path) {
    return Desk.url(path);
  }
}
