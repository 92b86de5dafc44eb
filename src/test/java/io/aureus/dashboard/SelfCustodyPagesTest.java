package io.aureus.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.aureus.keys.MerchantAccount;
import io.aureus.ledger.Account;
import io.aureus.ledger.Entry;
import io.aureus.ledger.Ledger;
import io.aureus.ledger.Posting;
import io.aureus.merchants.DemoMerchant;
import io.aureus.money.Amount;
import io.aureus.money.Catalogue;
import io.aureus.testing.Browser;
import io.aureus.testing.ShopOnAChain;
import io.aureus.testing.Visitor;
import io.aureus.wallets.SelfCustody;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/** A merchant sets up a wallet of its own and sends from it, in a real browser. */
class SelfCustodyPagesTest {
  private static final AtomicInteger ACCOUNTS = new AtomicInteger(20);
  private static final String TO = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
  private static final ShopOnAChain SHOP = ShopOnAChain.shared();

  private final DemoMerchant.Shop access = SHOP.anotherMerchant();
  private final MerchantAccount account = new MerchantAccount(ACCOUNTS.incrementAndGet());

  @Test
  void showsAddressesToCompareAndAsksForThePasswordBeforeItIsUsed() {
    try (Visitor merchant = signedIn("/dashboard/wallets")) {
      Page page = merchant.page();
      page.getByText("Your own wallet").click();
      merchant.look("own-wallet-empty");
      paste(page, "test test test test test test test test test test test junk");
      assertThat(page.locator(".trouble")).containsText("PRIVATE key or seed words");
      assertThat(page.locator("#wallet")).hasValue("");
      assertThat(page.content()).doesNotContain("junk");
      merchant.look("own-wallet-refused");
      paste(page, account.xpub());
      assertThat(page.locator("section[aria-label='Addresses to compare'] li").first())
          .hasText(Pattern.compile(account.key(0).address(), Pattern.CASE_INSENSITIVE));
      merchant.look("own-wallet-compare");
      page.locator("[name=same]").check();
      page.locator("#password").fill("not the password");
      page.getByText("Use it for new orders").click();
      assertThat(page.locator(".trouble")).hasText("The password is wrong.");
      assertThat(wallets().of(access.merchant())).isEmpty();
      page.locator("[name=same]").check();
      page.locator("#password").fill(access.password());
      page.getByText("Use it for new orders").click();
      assertThat(page.locator(".told")).hasText("New orders use it from now on.");
      assertThat(page.locator(".status")).hasText("In use");
      merchant.look("own-wallet");
      page.getByText("Stop using it…").click();
      page.locator("#stop-evm-password").fill(access.password());
      page.getByText("Yes, stop using it").click();
      assertThat(page.locator(".status")).hasText("Not in use");
      assertThat(merchant.complaints()).allMatch(words -> words.matches(".*(400|403).*"));
    }
  }

  @Test
  void givesATransactionToSignAndTakesItBack() {
    wallets().adopt(access.merchant(), "evm", account.xpub(), "person:1");
    cameIn("2");
    try (Visitor merchant = signedIn("/dashboard/self-custody")) {
      Page page = merchant.page();
      assertThat(page.locator("section[aria-label=ETH] .amount")).hasText("2.0");
      page.getByText("Send some of it on").click();
      page.locator("#amount").fill("0.25");
      page.locator("#address").fill(TO);
      page.getByText("See what it costs").click();
      assertThat(page.locator("#fee")).hasText("0.0 ETH");
      page.locator("#password").fill(access.password());
      page.locator("form.stack button").first().click();
      assertThat(page.locator("h1")).hasText("Withdrawal");
      for (int i = 0; i < 100 && page.locator("#wallet-link").count() == 0; i++) {
        page.waitForTimeout(200);
        page.reload();
      }
      assertThat(page.locator("#wallet-link"))
          .hasAttribute(
              "href", Pattern.compile("ethereum:" + TO + "@\\d+\\?value=250000000000000000"));
      assertThat(page.locator(".qr svg")).isVisible();
      merchant.look("payout-to-sign");
      page.getByText("Take it back…").click();
      page.getByText("Yes, take it back").click();
      assertThat(page.locator(".status").first()).hasText("CANCELLED");
    }
  }

  private void cameIn(String coins) {
    Amount amount =
        Amount.ofDecimal(SHOP.bean(Catalogue.class).known("ETH"), new BigDecimal(coins));
    String merchant = access.merchant().value();
    Amount one = Amount.ofUnits(amount.asset(), 1);
    Entry entry =
        new Entry(
            "test:own:" + merchant,
            "given for a test",
            List.of(
                new Posting(Account.of(merchant, Account.Kind.OWN_PENDING), one),
                new Posting(Account.of(merchant, Account.Kind.OWN_HELD), amount),
                new Posting(Account.ours(Account.Kind.ELSEWHERE), amount.plus(one).negated())));
    SHOP.bean(TransactionTemplate.class)
        .executeWithoutResult(status -> SHOP.bean(Ledger.class).post(entry));
  }

  private static SelfCustody wallets() {
    return SHOP.bean(SelfCustody.class);
  }

  private static void paste(Page page, String text) {
    page.locator("#wallet").fill(text);
    page.getByText("Show addresses to compare").click();
  }

  private Visitor signedIn(String path) {
    Visitor merchant = Browser.visitor(390);
    Page page = merchant.page();
    page.navigate(SHOP.url() + path);
    page.locator("#email").fill(access.email());
    page.locator("#password").fill(access.password());
    page.locator("form button").click();
    page.locator(".top").waitFor();
    return merchant;
  }
}
