package io.aureus.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.aureus.merchants.DemoMerchant;
import io.aureus.money.Amount;
import io.aureus.money.Catalogue;
import io.aureus.orders.Order;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutKind;
import io.aureus.payouts.PayoutState;
import io.aureus.payouts.PayoutWish;
import io.aureus.payouts.Payouts;
import io.aureus.testing.Browser;
import io.aureus.testing.FundedMerchant;
import io.aureus.testing.ShopOnAChain;
import io.aureus.testing.Visitor;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the installation sends for itself, in a real browser. */
class OwnPayoutsPageTest {
  private static final String TO = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

  private static ShopOnAChain shop;
  private static Payout topUp;
  private static Payout sweep;
  private static String cost;

  /** A withdrawal of ether sweeps ether, and one of a token brings gas to it before its sweep. */
  @BeforeAll
  static void open() {
    shop = ShopOnAChain.withToken("USDC-ERC20");
    shop.awaitGasPrice();
    shop.paid(100);
    Order order = shop.paid(100);
    shop.payToken(order.id(), 700_000_000);
    shop.mine(ShopOnAChain.CONFIRMATIONS);
    shop.await(
        order.id(), now -> now.payments().stream().allMatch(one -> one.confirmedAt() != null));
    FundedMerchant.give(shop::bean, shop.access().merchant(), "USDC-ERC20", "700");
    paidOut("ETH", "0.0005");
    paidOut("USDC-ERC20", "400");
    topUp = newest(PayoutKind.TOP_UP);
    cost = MoneyTexts.of(Objects.requireNonNull(topUp.spent()));
    sweep = newest(PayoutKind.SWEEP);
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {390, 1280})
  void theOperatorSeesGasSweepsAndWhatTheyCost(int width) {
    try (Visitor operator = signedIn(shop.access(), width, "/dashboard/system")) {
      Page page = operator.page();
      page.getByText("Own payouts").click();
      assertThat(page.locator("h1")).hasText("Own payouts");
      assertThat(page.locator("main")).containsText("The networks took for all of it so far");
      assertThat(page.locator("main")).not().containsText("Withdrawal");
      Locator gas = page.locator("tbody tr", containing("Gas top-up"));
      assertThat(gas).containsText("CONFIRMED");
      assertThat(gas).containsText(MoneyTexts.of(topUp.amount()));
      assertThat(gas.locator("td").nth(4)).hasText(cost);
      assertThat(gas).containsText(topUp.txHash());
      operator.look("own-payouts");
      page.locator("#kind").selectOption("TOP_UP");
      page.getByText("Show", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.locator("tbody tr")).hasCount(1);
      page.locator("#status").selectOption("UNCLEAR");
      page.getByText("Show", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.locator("main")).containsText("No payout fits.");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {390, 1280})
  void theStoryOfOneTellsWhereItWentAndWhatTheNetworkTook(int width) {
    try (Visitor operator =
        signedIn(shop.access(), width, "/dashboard/own-payouts/" + topUp.id())) {
      Page page = operator.page();
      assertThat(page.locator("h1")).hasText("Gas top-up");
      assertThat(page.locator("dl")).containsText(topUp.destination());
      assertThat(page.locator("dl")).containsText(cost);
      assertThat(page.locator(".story li").last()).containsText("Final on the chain.");
      operator.look("own-payout");
      page.navigate(url("/dashboard/own-payouts/" + sweep.id()));
      assertThat(page.locator("h1")).hasText("Sweep");
      assertThat(page.locator("dl")).containsText("700.0 USDC-ERC20");
    }
  }

  @Test
  void aMerchantsPersonSeesNoneOfThem() {
    DemoMerchant.Shop other = shop.anotherMerchant();
    try (Visitor merchant = signedIn(other, 390, "/dashboard/orders")) {
      Page page = merchant.page();
      for (String path :
          new String[] {
            "/dashboard/own-payouts",
            "/dashboard/own-payouts/" + topUp.id(),
            "/dashboard/own-payouts/none"
          }) {
        assertThat(page.navigate(url(path)).status()).isEqualTo(403);
        assertThat(page.locator("h1")).hasText("Only the operator sees own payouts");
        assertThat(page.content()).doesNotContain(topUp.destination(), topUp.txHash());
      }
      page.navigate(url("/dashboard/payouts/" + topUp.id()));
      assertThat(page.locator("main")).containsText("There is no such payout.");
      assertThat(merchant.complaints()).allMatch(words -> words.matches(".*(403|404).*"));
    }
  }

  @Test
  void aMerchantsPayoutIsNoneOfThem() {
    Payout withdrawal = newest(PayoutKind.WITHDRAWAL);
    try (Visitor operator =
        signedIn(shop.access(), 390, "/dashboard/own-payouts/" + withdrawal.id())) {
      assertThat(operator.page().locator("main")).containsText("There is no such payout.");
      assertThat(operator.complaints()).allMatch(words -> words.contains("404"));
    }
  }

  private static void paidOut(String asset, String amount) {
    Payouts payouts = shop.bean(Payouts.class);
    Payout asked =
        payouts.request(
            new PayoutWish(
                shop.access().merchant(),
                PayoutKind.WITHDRAWAL,
                Amount.ofDecimal(shop.bean(Catalogue.class).known(asset), new BigDecimal(amount)),
                TO,
                false,
                null,
                null,
                null,
                "token:1"));
    for (int i = 0; i < 100; i++) {
      if (payouts.find(asked.id()).orElseThrow().state() == PayoutState.CONFIRMED) {
        return;
      }
      shop.clock().advance(Duration.ofSeconds(5));
      shop.mine(1);
      sleep();
    }
    throw new AssertionError("not paid out: " + payouts.history(asked.id()));
  }

  private static void sleep() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Payout newest(PayoutKind kind) {
    return shop.bean(Payouts.class)
        .list(new Payouts.Query(null, kind, null, null, 1, 10))
        .payouts()
        .getFirst();
  }

  private static Page.LocatorOptions containing(String words) {
    return new Page.LocatorOptions().setHasText(words);
  }

  private static Visitor signedIn(DemoMerchant.Shop who, int width, String path) {
    Visitor visitor = Browser.visitor(width);
    Page page = visitor.page();
    page.navigate(url(path));
    page.locator("#email").fill(who.email());
    page.locator("#password").fill(who.password());
    page.locator("form button").click();
    page.waitForURL("**" + path);
    return visitor;
  }

  private static String url(String path) {
    return shop.url() + path;
  }
}
