package io.aureus.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.aureus.merchants.DemoMerchant;
import io.aureus.merchants.SetupToken;
import io.aureus.orders.Order;
import io.aureus.orders.OrderState;
import io.aureus.orders.OrderTrials;
import io.aureus.orders.Payment;
import io.aureus.sandbox.SimulatedNodes;
import io.aureus.testing.Browser;
import io.aureus.testing.FormClient;
import io.aureus.testing.RunningGateway;
import io.aureus.testing.SimulatedDemo;
import io.aureus.testing.TestDatabase;
import io.aureus.testing.Visitor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The panel beside an order of the demo: each button does what it says, on each chain. */
class SandboxPanelTest {
  private static SimulatedDemo demo;
  private static FormClient owner;

  private static final String EMAIL = "owner@tea.example";
  private static final String PASSWORD = "a long enough password";

  @BeforeAll
  static void open() {
    demo = new SimulatedDemo();
    owner = new FormClient(demo.url());
    owner.signIn(demo.access().email(), demo.access().password());
  }

  @AfterAll
  static void close() {
    demo.close();
  }

  @Test
  void aTokenIsPaidExactlyAndUndoneForGoodInABrowser() {
    Order order = demo.order("USDT-ERC20", "");
    try (Visitor merchant = Browser.visitor(1280)) {
      Page page = merchant.page();
      page.navigate(demo.url() + path(order));
      page.locator("#email").fill(demo.access().email());
      page.locator("#password").fill(demo.access().password());
      page.locator("form button").click();
      merchant.look("sandbox");
      page.locator("#try-exact").click();
      assertThat(page.locator("#sandbox-log")).containsText("the order becomes SUCCESS");
      assertThat(page.locator("#sandbox-log")).containsText("Done: the payment is final", slow());
      assertThat(page.locator("p > .status").first()).hasText("SUCCESS");
      merchant.look("sandbox-paid");
      page.locator("#try-undo").click();
      assertThat(page.locator("#sandbox-log")).containsText("has it as REVERSED", slow());
      assertThat(page.locator("p > .status.overdue")).hasText("reversed");
      merchant.look("sandbox-undone");
    }
  }

  private static LocatorAssertions.ContainsTextOptions slow() {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);
  }

  @Test
  void etherIsPaidTooLittleInTheWrongCoinTooMuchAndTwice() {
    Order little = demo.order("ETH", "");
    Order much = demo.order("ETH", "");
    Order twice = demo.order("ETH", "");
    press(little, "token");
    press(much, "over");
    press(twice, "twice");
    await(little, Payment.Type.UNKNOWN, Payment.State.CONFIRMED);
    pressWhenFree(little, "short");
    demo.await(little, now -> now.state() == OrderState.UNDERPAID);
    pressWhenFree(little, "exact");

    Order over = demo.await(much, now -> now.state() == OrderState.PAID);
    assertThat(over.payments().getFirst().amount().units())
        .isGreaterThan(over.principalQuote().orElseThrow().amount().units());
    await(twice, Payment.Type.UNKNOWN, Payment.State.CONFIRMED);
    demo.await(twice, now -> now.state() == OrderState.PAID);
    Order paid = demo.await(little, now -> now.state() == OrderState.PAID);
    assertThat(paid.payments()).hasSize(3);
  }

  @Test
  void bitcoinIsTakenBackLostAndPaidTooLate() {
    Order late = demo.order("BTC", "");
    press(late, "late");
    demo.await(late, now -> now.state() == OrderState.EXPIRED);
    await(late, Payment.Type.UNKNOWN, Payment.State.CONFIRMED);

    Order order = demo.order("BTC", "");
    press(order, "replace");
    demo.await(order, now -> has(now, Payment.State.REPLACED));
    pressWhenFree(order, "evict");
    demo.await(order, now -> now.state() == OrderState.PAID);
  }

  @Test
  void aBlockOfLitecoinIsUndoneAndTheOrderIsPaidOnce() {
    Order order = demo.order("LTC", "");
    press(order, "exact");
    Order paid = demo.await(order, now -> now.state() == OrderState.PAID);
    Long block = paid.payments().getFirst().blockNumber();
    pressWhenFree(order, "reorg");
    Order again =
        demo.await(
            order,
            now ->
                now.payments().getFirst().state() == Payment.State.CONFIRMED
                    && !String.valueOf(now.payments().getFirst().blockNumber())
                        .equals(String.valueOf(block)));
    assertThat(again.payments()).hasSize(1);
    assertThat(again.reversed()).isFalse();
  }

  @Test
  void aNodeThatStoppedCatchesUpWithWhatLightningPaid() {
    Order order = demo.order("BTC-LN", "");
    press(order, "down");
    assertThat(owner.get(path(order)).body()).contains("sandbox/up").doesNotContain("sandbox/down");
    press(order, "exact");
    pressWhenSaid(order, "Paid 0.", "up");
    demo.await(order, now -> now.state() == OrderState.PAID);
  }

  @Test
  void aStoppedNodeOfEthereumIsCaughtUpWith() throws InterruptedException {
    Order order = demo.order("ETH", "");
    press(order, "down");
    press(order, "exact");
    Thread.sleep(1_500);
    assertThat(demo.await(order, now -> true).payments()).isEmpty();
    press(order, "up");
    demo.await(order, now -> now.state() == OrderState.PAID);
  }

  @Test
  void nobodyElseMayPressAButton() {
    Order order = demo.order("ETH", "");
    DemoMerchant.Shop other = demo.anotherMerchant();
    FormClient stranger = new FormClient(demo.url());
    stranger.signIn(other.email(), other.password());
    assertThat(stranger.post(deed(order, "exact"), Map.of()).status()).isEqualTo(404);
    JdbcClient jdbc = demo.bean(JdbcClient.class);
    jdbc.sql("update membership set role = 'VIEWER' where merchant = ?")
        .param(other.merchant().value())
        .update();
    jdbc.sql("update membership set merchant = ? where merchant = ?")
        .params(demo.access().merchant().value(), other.merchant().value())
        .update();
    FormClient viewer = new FormClient(demo.url());
    viewer.signIn(other.email(), other.password());
    assertThat(viewer.get(path(order)).status()).isEqualTo(200);
    assertThat(viewer.post(deed(order, "exact"), Map.of()).status()).isEqualTo(403);
    assertThat(new FormClient(demo.url()).post(deed(order, "exact"), Map.of()).status())
        .as("without a form of ours")
        .isEqualTo(403);
    assertThat(owner.get(path(order)).body()).doesNotContain("Paid ");
    assertThat(owner.post(deed(order, "replace"), Map.of()).status()).isEqualTo(409);
    assertThat(owner.post(deed(order, "nonsense"), Map.of()).status()).isEqualTo(409);
  }

  /** For a stranger every path of the dashboard leads to the sign-in, known or not. */
  @Test
  void liveModeHasNone() {
    Map<String, Object> settings = Map.of("aureus.web.base-url", "http://127.0.0.1");
    try (RunningGateway live = RunningGateway.live(TestDatabase.durable(), settings)) {
      for (Class<?> type : List.of(OrderTrials.class, SimulatedNodes.class)) {
        assertThatThrownBy(() -> live.bean(type)).isInstanceOf(NoSuchBeanDefinitionException.class);
      }
      FormClient first = new FormClient(live.url());
      first.get("/dashboard/setup");
      String token = live.bean(SetupToken.class).issueIfNobody().orElseThrow();
      Map<String, String> account =
          Map.of("token", token, "shop", "Tea", "email", EMAIL, "password", PASSWORD);
      assertThat(first.post("/dashboard/setup", account).status()).isLessThan(400);
      first.signIn(EMAIL, PASSWORD);
      String deed = "/dashboard/orders/20261130120000000001/sandbox/exact";
      FormClient.Shown answer = first.post(deed, Map.of());
      assertThat(answer.status()).isEqualTo(404);
      assertThat(first.get(deed).status()).isEqualTo(404);
    }
  }

  private static boolean has(Order order, Payment.State state) {
    return order.payments().stream().anyMatch(payment -> payment.state() == state);
  }

  private static void await(Order order, Payment.Type type, Payment.State state) {
    demo.await(
        order,
        now -> now.payments().stream().anyMatch(p -> p.type() == type && p.state() == state));
  }

  private static void press(Order order, String name) {
    owner.get(path(order));
    FormClient.Shown shown = owner.post(deed(order, name), Map.of());
    assertThat(shown.status()).as(shown.body()).isEqualTo(303);
  }

  /** Once what goes on with the order has ended. */
  private static void pressWhenFree(Order order, String name) {
    pressWhenSaid(order, "data-busy=\"false\"", name);
  }

  private static void pressWhenSaid(Order order, String words, String name) {
    for (int i = 0; i < 300 && !owner.get(path(order)).body().contains(words); i++) {
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    press(order, name);
  }

  private static String path(Order order) {
    return "/dashboard/orders/" + order.id();
  }

  private static String deed(Order order, String name) {
    return path(order) + "/sandbox/" + name;
  }
}
