package io.aureus.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.aureus.merchants.DemoMerchant;
import io.aureus.merchants.TestTotp;
import io.aureus.money.Amount;
import io.aureus.money.Catalogue;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutHold;
import io.aureus.payouts.PayoutKind;
import io.aureus.payouts.PayoutWish;
import io.aureus.payouts.Payouts;
import io.aureus.testing.Browser;
import io.aureus.testing.FundedMerchant;
import io.aureus.testing.ShopOnAChain;
import io.aureus.testing.Visitor;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A merchant's way to its money, in a real browser. */
class MoneyPagesTest {
  private static final String TO = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
  private static final ShopOnAChain SHOP = ShopOnAChain.shared();

  private final DemoMerchant.Shop access = SHOP.anotherMerchant();

  @Test
  void showsBalancesAndHowTheyCameAbout() {
    give("2");
    Payout payout = ask("0.5");
    try (Visitor merchant = signedIn(390, "/dashboard/wallets")) {
      Page page = merchant.page();
      assertThat(page.locator("section[aria-label=ETH] .amount")).containsText("1.4999");
      assertThat(page.locator("section[aria-label=ETH]")).containsText("USD");
      assertThat(page.locator(".story li").first()).containsText("Reserved for a withdrawal.");
      assertThat(page.locator(".story li").first()).containsText("available -0.5");
      assertThat(page.locator(".story li").last()).containsText("available +2.0 ETH");
      merchant.look("wallets");
      page.getByText("Reserved for a withdrawal.").first().click();
      assertThat(page).hasURL(url("/dashboard/payouts/" + payout.id()));
    }
  }

  @Test
  void takesMoneyOutAfterShowingWhatItCostsAndAskingForThePasswordAgain() {
    give("2");
    try (Visitor merchant = signedIn(390, "/dashboard/withdraw?coin=ETH")) {
      Page page = merchant.page();
      merchant.look("withdraw");
      fill(page, "0.25", "0x1234");
      assertThat(page.locator(".trouble")).containsText("Address:");
      assertThat(page.locator("#amount")).hasValue("0.25");
      fill(page, "3", TO);
      assertThat(page.locator(".trouble")).containsText("can arrive");
      merchant.look("withdraw-refused");
      lookAtAllOfIt(page);
      fill(page, "0.25", TO);
      assertThat(page.locator("#arrives")).hasText("0.25 ETH");
      assertThat(page.locator("#leaves")).containsText("0.25");
      merchant.look("withdraw-preview");
      FormData form = FormData.create().set("password", access.password());
      for (var hidden : page.locator("form.stack input[type=hidden]").all()) {
        form.set(hidden.getAttribute("name"), hidden.inputValue());
      }
      confirm(page, "not the password");
      assertThat(page.locator(".trouble")).hasText("The password is wrong.");
      assertThat(page.locator("#arrives")).hasText("0.25 ETH");
      assertThat(payouts().payouts()).isEmpty();
      confirm(page, access.password());
      assertThat(page.locator("h1")).hasText("Withdrawal");
      assertThat(page.locator("main")).containsText(TO);
      assertThat(page.locator(".story li").first()).containsText("Asked for.");
      merchant.look("payout");
      assertThat(payouts().payouts()).hasSize(1);
      assertThat(payouts().payouts().getFirst().actor()).startsWith("person:");
      var again =
          page.request().post(url("/dashboard/withdraw"), RequestOptions.create().setForm(form));
      assertThat(again.text()).contains("Withdrawal", TO);
      assertThat(payouts().total()).as("the same preview again is the same payout").isEqualTo(1);
      assertThat(merchant.complaints()).allMatch(words -> words.matches(".*(400|403).*"));
    }
  }

  @Test
  void worksWithoutScript() {
    give("2");
    try (Visitor merchant = Browser.withoutScript(390)) {
      Page page = merchant.page();
      page.navigate(url("/dashboard/withdraw?coin=ETH"));
      signIn(page);
      page.navigate(url("/dashboard/withdraw?coin=ETH"));
      fill(page, "0.1", TO);
      confirm(page, access.password());
      assertThat(page.locator("h1")).hasText("Withdrawal");
    }
  }

  @Test
  void asksForTheAppsCodeToo() {
    give("2");
    try (Visitor merchant = signedIn(390, "/dashboard/security")) {
      Page page = merchant.page();
      merchant.look("security-off");
      String secret = setUp(merchant);
      page.navigate(url("/dashboard/withdraw?coin=ETH"));
      fill(page, "0.1", TO);
      page.locator("#code").fill("123456");
      confirm(page, access.password());
      assertThat(page.locator(".trouble")).containsText("The code is wrong");
      merchant.look("withdraw-code");
      SHOP.clock().advance(Duration.ofSeconds(30));
      page.locator("#code").fill(code(secret));
      confirm(page, access.password());
      assertThat(page.locator("h1")).hasText("Withdrawal");
      assertThat(merchant.complaints()).allMatch(words -> words.contains("403"));
      page.locator(".out button").click();
      page.locator("#email").fill(access.email());
      page.locator("#password").fill(access.password());
      page.locator("form button").click();
      assertThat(page.locator(".trouble")).containsText("second factor");
      assertThat(merchant.complaints()).allMatch(words -> words.contains("401"));
      page.locator("#password").fill(access.password());
      SHOP.clock().advance(Duration.ofSeconds(30));
      page.locator("#code").fill(code(secret));
      page.locator("form button").click();
      page.locator(".top").waitFor();
    }
  }

  @Test
  void listsPayoutsAndTakesOneBack() {
    give("2");
    Payout payout = ask("0.5");
    try (Visitor merchant = signedIn(1280, "/dashboard/payouts")) {
      Page page = merchant.page();
      assertThat(page.locator("tbody tr")).hasCount(1);
      merchant.look("payouts");
      page.locator("#status").selectOption("CONFIRMED");
      page.getByText("Show", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.locator("main")).containsText("No payout fits.");
      HeldPayouts.await(SHOP, payout, PayoutHold.COINS);
      page.navigate(url("/dashboard/approvals"));
      // What waits for coins needs nobody's decision.
      assertThat(page.locator("main")).containsText("Nothing waits.");
      HeldPayouts.stop(SHOP, true);
      HeldPayouts.await(SHOP, payout, PayoutHold.POLICY);
      page.navigate(url("/dashboard/approvals"));
      assertThat(page.locator("tbody tr").first()).containsText("Signing is stopped");
      merchant.look("approvals");
      page.locator("tbody a").first().click();
      merchant.look("payout-held");
      page.getByText("Approve it…").click();
      page.locator("details[open] input[name=password]").fill(access.password());
      page.getByText("Yes, let it go").click();
      assertThat(page.locator(".told")).containsText("Approved.");
      HeldPayouts.stop(SHOP, false);
      HeldPayouts.await(SHOP, payout, PayoutHold.COINS);
      page.navigate(url("/dashboard/payouts/" + payout.id()));
      page.getByText("Take it back…").click();
      page.locator("#reason").fill("a typo");
      page.getByText("Yes, take it back").click();
      assertThat(page.locator(".told")).containsText("Taken back.");
      assertThat(page.locator(".story li").last()).containsText(access.email() + ": a typo");
      page.navigate(url("/dashboard/approvals"));
      assertThat(page.locator("main")).containsText("Nothing waits.");
    } finally {
      HeldPayouts.stop(SHOP, false);
    }
  }

  @Test
  void keepsTheWebhookAndLetsKeysPayOut() {
    try (Visitor merchant = signedIn(390, "/dashboard/payout-options")) {
      Page page = merchant.page();
      page.locator("#webhook").fill("http://10.0.0.1/hook");
      page.locator("#password").fill(access.password());
      page.getByText("Keep this").click();
      assertThat(page.locator(".trouble")).containsText("reachable from the internet");
      assertThat(merchant.complaints()).allMatch(words -> words.contains("400"));
      page.locator("#webhook").fill("https://shop.example/money");
      page.getByLabel("API keys with the right").check();
      page.locator("#password").fill(access.password());
      page.getByText("Keep this").click();
      assertThat(page.locator(".told")).hasText("Kept.");
      merchant.look("payout-options");
      page.navigate(url("/dashboard/payout-options"));
      assertThat(page.locator("#webhook")).hasValue("https://shop.example/money");
      page.navigate(url("/dashboard/keys"));
      assertThat(page.locator("form[action$='keys/make'] input[value=PAYOUTS]")).not().isChecked();
    }
  }

  @Test
  void showsNothingOfAnotherMerchantsMoney() {
    give("2");
    Payout payout = ask("0.5");
    DemoMerchant.Shop other = SHOP.anotherMerchant();
    try (Visitor stranger = Browser.visitor(390)) {
      Page page = stranger.page();
      page.navigate(url("/dashboard/payouts/" + payout.id()));
      page.locator("#email").fill(other.email());
      page.locator("#password").fill(other.password());
      page.locator("form button").click();
      assertThat(page.locator("main")).containsText("There is no such payout.");
      assertThat(stranger.complaints()).allMatch(words -> words.contains("404"));
    }
  }

  /** Sets an authenticator app up, after one wrong code. */
  private String setUp(Visitor merchant) {
    Page page = merchant.page();
    page.getByText("Set up an authenticator app").click();
    merchant.look("security-offer");
    String secret = page.locator("#secret").textContent().replace(" ", "");
    page.locator("#password").fill(access.password());
    page.locator("#code").fill("000000");
    page.getByText("Switch it on").click();
    assertThat(page.locator(".trouble")).containsText("The code does not fit");
    assertThat(page.locator("#secret")).isVisible();
    page.locator("#password").fill(access.password());
    page.locator("#code").fill(code(secret));
    page.getByText("Switch it on").click();
    assertThat(page.locator(".told")).hasText("Your authenticator app is set up.");
    assertThat(page.locator(".seed li")).hasCount(10);
    merchant.look("security-codes");
    return secret;
  }

  private static String code(String secret) {
    return TestTotp.code(secret, SHOP.clock().instant());
  }

  private void give(String ether) {
    FundedMerchant.give(SHOP::bean, access.merchant(), "ETH", ether);
  }

  private Payout ask(String ether) {
    return SHOP.bean(Payouts.class)
        .request(
            new PayoutWish(
                access.merchant(),
                PayoutKind.WITHDRAWAL,
                Amount.ofDecimal(SHOP.bean(Catalogue.class).known("ETH"), new BigDecimal(ether)),
                TO,
                false,
                null,
                null,
                null,
                "token:1"));
  }

  private Payouts.Page payouts() {
    return SHOP.bean(Payouts.class)
        .list(new Payouts.Query(access.merchant(), null, null, null, 1, 10));
  }

  private static void lookAtAllOfIt(Page page) {
    page.getByText("Take all of it").click();
    assertThat(page.locator("#leaves")).hasText("2.0 ETH");
    assertThat(page.locator("#arrives")).not().hasText("2.0 ETH");
    page.getByText("Change it").click();
    page.locator("input[value=top]").check();
  }

  private static void fill(Page page, String amount, String address) {
    page.locator("#amount").fill(amount);
    page.locator("#address").fill(address);
    page.getByText("See what it costs").click();
  }

  private static void confirm(Page page, String password) {
    page.locator("#password").fill(password);
    page.locator("form.stack button").click();
  }

  private Visitor signedIn(int width, String path) {
    Visitor merchant = Browser.visitor(width);
    merchant.page().navigate(url(path));
    signIn(merchant.page());
    merchant.page().navigate(url(path));
    return merchant;
  }

  private void signIn(Page page) {
    page.locator("#email").fill(access.email());
    page.locator("#password").fill(access.password());
    page.locator("form button").click();
    page.locator(".top").waitFor();
  }

  private static String url(String path) {
    return SHOP.url() + path;
  }
}
