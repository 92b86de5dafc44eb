package io.aureus.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.Signer;
import io.aureus.merchants.DemoMerchant;
import io.aureus.money.Amount;
import io.aureus.money.Catalogue;
import io.aureus.payouts.Doubts;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutHold;
import io.aureus.payouts.PayoutKind;
import io.aureus.payouts.PayoutState;
import io.aureus.payouts.PayoutWish;
import io.aureus.payouts.Payouts;
import io.aureus.testing.Browser;
import io.aureus.testing.FundedMerchant;
import io.aureus.testing.ShopOnAChain;
import io.aureus.testing.Visitor;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Payouts that a restore holds: what their merchant sees, and what the operator does. */
class DoubtPagesTest {
  private static final String TO = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
  private static final String HASH = "0x" + "ab".repeat(32);
  private static final ShopOnAChain SHOP = ShopOnAChain.shared();
  private static final DemoMerchant.Shop MERCHANT = SHOP.anotherMerchant();

  @Test
  void theMerchantSeesWhoSettlesItAndCannotHimself() {
    Payout payout = restored("0.31");
    try (Visitor merchant = signedIn(MERCHANT, "/dashboard/payouts/" + payout.id())) {
      Page page = merchant.page();
      assertThat(page.locator("main")).containsText("The operator of this gateway looks");
      assertThat(page.getByText("Approve it…")).hasCount(0);
      assertThat(page.getByText("Take it back…")).hasCount(0);
      merchant.look("payout-restored");
      for (String deed : new String[] {"approve", "cancel"}) {
        APIResponse refused = post(page, "/dashboard/payouts/" + payout.id() + "/" + deed);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).contains("Only the operator of this gateway can settle it");
      }
      for (String deed : new String[] {"paid", "proven", "release", "cancel", "give-up"}) {
        APIResponse refused = post(page, "/dashboard/doubts/" + payout.id() + "/" + deed);
        assertThat(refused.status()).isEqualTo(403);
      }
      for (String path : new String[] {"/dashboard/doubts", "/dashboard/doubts/" + payout.id()}) {
        assertThat(page.navigate(url(path)).status()).isEqualTo(403);
        assertThat(page.locator("h1")).containsText("Only the operator");
      }
      page.navigate(url("/dashboard/approvals"));
      assertThat(page.locator("main")).not().containsText("0.31");
      assertThat(merchant.complaints()).allMatch(words -> words.contains("403"));
    }
    assertThat(find(payout).hold()).isEqualTo(PayoutHold.RESTORED);
  }

  @Test
  void theOperatorIsShownWhatTheChainHasAndTakesBackOnlyWhatWasNotPaid() {
    Payout paid = restored("0.32");
    Payout unpaid = restored("0.33");
    leftTheHotAddress(paid);
    try (Visitor operator = signedIn(SHOP.access(), "/dashboard/system")) {
      Page page = operator.page();
      page.getByText("Payouts in doubt").click();
      assertThat(page.locator("main")).containsText("0.32 ETH");
      operator.look("doubts");
      page.navigate(url("/dashboard/doubts/" + paid.id()));
      assertThat(page.locator("main")).containsText(HASH);
      takeBack(page, SHOP.access().password());
      assertThat(page.locator(".trouble")).containsText(HASH);
      page.getByText("It was paid by a transaction…").click();
      operator.look("doubt-paid");
      page.navigate(url("/dashboard/doubts/" + unpaid.id()));
      assertThat(page.locator("main")).containsText("no transfer of this amount");
      page.getByText("It was never paid: let it go out…").click();
      operator.look("doubt-unpaid");
      assertThat(untickedCancel(page, unpaid).text()).contains("Tick the box first");
      takeBack(page, "not the password");
      assertThat(page.locator(".trouble")).hasText("The password is wrong.");
      takeBack(page, SHOP.access().password());
      assertThat(page.locator(".told")).containsText("Taken back.");
      assertThat(page.locator(".story li").last()).containsText("asked for twice");
      assertThat(page.getByText("It was never paid: take it back…")).hasCount(0);
      operator.look("doubt-settled");
      assertThat(operator.complaints()).allMatch(words -> words.contains("409"));
    }
    assertThat(find(paid).state()).isEqualTo(PayoutState.HELD);
    assertThat(find(unpaid).state()).isEqualTo(PayoutState.CANCELLED);
  }

  @Test
  void ofCoinsNothingIsSaidWhileNoNodeOfThemAnswers() {
    Payout held = restored("0.34");
    Doubts doubts = SHOP.bean(Doubts.class);
    become(held, "BTC");
    for (Runnable deed :
        List.<Runnable>of(
            () -> doubts.release(held.id(), "person:1"),
            () -> doubts.takeBack(held.id(), "person:1", ""))) {
      assertThatThrownBy(deed::run)
          .isInstanceOfSatisfying(
              Refusal.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }
    assertThatThrownBy(() -> doubts.paidBy(held.id(), "0x" + "5".repeat(64), "person:1"))
        .hasMessageContaining("64 hex digits");
    assertThatThrownBy(() -> doubts.paidBy(held.id(), "5".repeat(64), "person:1"))
        .hasMessageContaining("no block of Bitcoin that was read holds");
    become(held, "ETH");
    doubts.takeBack(held.id(), "person:1", "");
  }

  private static void become(Payout payout, String coin) {
    SHOP.bean(JdbcClient.class)
        .sql("update payout set chain = ?, asset = ? where id = ?::uuid")
        .params(coin, coin, payout.id().value())
        .update();
  }

  private static void takeBack(Page page, String password) {
    page.getByText("It was never paid: take it back…").click();
    page.locator("#reason").fill("asked for twice");
    page.locator("details[open] form[action$=cancel] input[name=sure]").check();
    page.locator("#cancel-password").fill(password);
    page.locator("form[action$=cancel] button").click();
  }

  private static APIResponse untickedCancel(Page page, Payout payout) {
    return post(page, "/dashboard/doubts/" + payout.id() + "/cancel");
  }

  private static APIResponse post(Page page, String path) {
    FormData form = FormData.create().set("password", MERCHANT.password());
    var csrf = page.locator(".out input[type=hidden]");
    form.set(csrf.getAttribute("name"), csrf.inputValue());
    return page.request().post(url(path), RequestOptions.create().setForm(form));
  }

  /** As a restore leaves it; the payouts of other tests stay as they are. */
  private static Payout restored(String coins) {
    FundedMerchant.give(SHOP::bean, MERCHANT.merchant(), "ETH", "1");
    Payout asked =
        SHOP.bean(Payouts.class)
            .request(
                new PayoutWish(
                    MERCHANT.merchant(),
                    PayoutKind.WITHDRAWAL,
                    Amount.ofDecimal(
                        SHOP.bean(Catalogue.class).known("ETH"), new BigDecimal(coins)),
                    TO,
                    false,
                    null,
                    null,
                    null,
                    "token:1"));
    HeldPayouts.await(SHOP, asked, PayoutHold.COINS);
    SHOP.bean(JdbcClient.class)
        .sql(
            """
            with held as (
              update payout set hold = 'RESTORED', due_at = null, version = version + 1,
                hold_reason = 'restored from a back-up of 2026-01-31T00:00:00Z'
              where id = ?::uuid returning id, version),
            marked as (insert into payout_restored select id, now() from held)
            insert into payout_history
              select id, version, now(), 'HELD', 'restored from a back-up' from held
            """)
        .param(asked.id().value())
        .update();
    return find(asked);
  }

  /** As the observer would have recorded it. */
  private static void leftTheHotAddress(Payout payout) {
    SHOP.bean(JdbcClient.class)
        .sql("insert into departure values ('ETH', ?, 'native', ?, ?, 'ETH', ?::numeric, 1, ?)")
        .params(HASH, SHOP.bean(Signer.class).hotAddress("evm"))
        .params(TO.toLowerCase(Locale.ROOT), payout.amount().units().toString())
        .param(SHOP.clock().instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  private static Payout find(Payout payout) {
    return SHOP.bean(Payouts.class).find(payout.id()).orElseThrow();
  }

  private static Visitor signedIn(DemoMerchant.Shop who, String path) {
    Visitor visitor = Browser.visitor(1280);
    Page page = visitor.page();
    page.navigate(url(path));
    page.locator("#email").fill(who.email());
    page.locator("#password").fill(who.password());
    page.locator("form button").click();
    page.locator(".top").waitFor();
    page.waitForURL("**" + path);
    return visitor;
  }

  private static String url(String path) {
    return SHOP.url() + path;
  }
}
