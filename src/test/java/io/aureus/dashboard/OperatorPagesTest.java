package io.aureus.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.aureus.keys.SpendingPolicy;
import io.aureus.merchants.DemoMerchant;
import io.aureus.testing.Browser;
import io.aureus.testing.ShopOnAChain;
import io.aureus.testing.Visitor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What only the operator of the deployment sees, in a real browser. */
class OperatorPagesTest {
  private static ShopOnAChain shop;
  private static DemoMerchant.Shop access;

  @BeforeAll
  static void open() {
    shop = ShopOnAChain.shared();
    access = shop.access();
  }

  @Test
  void theOperatorReadsWhatWasDone() {
    compares(false);
    try {
      readsWhatWasDone();
    } finally {
      compares(true);
    }
  }

  private static void readsWhatWasDone() {
    for (int width : new int[] {390, 1280}) {
      try (Visitor merchant = signedIn(width, "/dashboard/keys")) {
        Page page = merchant.page();
        page.getByText("Make a token…").click();
        page.locator("#fresh-token-password").fill(access.password());
        page.getByText("Make an API token and secret").click();
        String secret = page.locator("#fresh-secret").textContent();
        compared();
        page.navigate(url("/dashboard/system"));
        assertThat(page.locator("main")).containsText("Books against chain");
        assertThat(page.locator("main")).containsText("differs");
        assertThat(page.locator("main")).containsText("-1.0");
        merchant.look("system-books-" + width);
        page.getByText("Audit log").click();
        assertThat(page.locator("tbody")).containsText("API token made");
        assertThat(page.locator("tbody")).containsText("signed in");
        assertThat(page.locator("tbody tr").first()).containsText("person:");
        assertThat(page.content()).doesNotContain(secret);
        merchant.look("audit-" + width);
      }
    }
  }

  @Test
  void theOperatorReadsThePolicyAndStopsSigningWithThePasswordAgain() {
    SpendingPolicy policy = shop.bean(SpendingPolicy.class);
    try (Visitor merchant = signedIn(1280, "/dashboard/policy")) {
      Page page = merchant.page();
      assertThat(page.locator("main")).containsText("Any 24 hours");
      assertThat(page.locator("main")).containsText("nobody is blocked");
      merchant.look("policy-1280");
      stopSigning(page, "not the password");
      assertThat(page.locator(".trouble")).hasText("The password is wrong.");
      assertThat(policy.rules().stop()).isNull();
      stopSigning(page, access.password());
      assertThat(page.locator(".told")).hasText("Signing is stopped.");
      assertThat(page.locator("main")).containsText("a lost laptop");
      assertThat(policy.rules().stop()).isNotNull();
      assertThat(page.getByText("Stop all signing…")).isHidden();
      page.navigate(url("/dashboard/audit"));
      assertThat(page.locator("tbody")).containsText("signing stopped");
      assertThat(merchant.complaints()).allMatch(words -> words.contains("403"));
    } finally {
      policy.setKillSwitch(false, "", "the test");
    }
    try (Visitor merchant = signedIn(390, "/dashboard/policy")) {
      merchant.page().getByText("Stop all signing…").click();
      merchant.look("policy-390");
    }
  }

  private static void stopSigning(Page page, String password) {
    page.getByText("Stop all signing…").click();
    page.locator("#reason").fill("a lost laptop");
    page.locator("#password").fill(password);
    page.getByText("Stop signing now").click();
  }

  /** This shop's node has no tokens, so that nothing is compared by itself. */
  private static void compared() {
    shop.bean(JdbcClient.class)
        .sql(
            """
            insert into book_comparison (asset, block, at, held, booked, since) values
              ('ETH', 812, now(), 2500000000000000000, 2500000000000000000, null),
              ('USDT-ERC20', 812, now(), 4000000, 5000000, now())
            on conflict (asset) do update set block = excluded.block, at = excluded.at,
              held = excluded.held, booked = excluded.booked, since = excluded.since
            """)
        .update();
  }

  /** Takes the comparison from the gateway, which would see at once that nothing differs. */
  private static void compares(boolean itself) {
    shop.bean(JdbcClient.class)
        .sql(
            """
            insert into job_lease (name, holder, fence, held_until)
            values ('compare-ETH', 'a test', 1, now() + :length * interval '1 hour')
            on conflict (name) do update set holder = excluded.holder,
              fence = job_lease.fence + 1, held_until = excluded.held_until
            """)
        .param("length", itself ? -1 : 1)
        .update();
  }

  @Test
  void ownersOfOtherMerchantsSeeNeither() {
    DemoMerchant.Shop other = shop.anotherMerchant();
    try (Visitor merchant = signedIn(other, 390, "/dashboard/system")) {
      Page page = merchant.page();
      assertThat(page.getByText("Show the words…")).isHidden();
      APIResponse words = showWords(page, other.password());
      assertThat(words.status()).isEqualTo(403);
      assertThat(words.text()).contains("Only the operator").doesNotContain("class=\"seed\"");
      for (String path : new String[] {"/dashboard/audit", "/dashboard/policy"}) {
        assertThat(page.navigate(url(path)).status()).isEqualTo(403);
        assertThat(page.locator("main")).containsText("operator");
      }
      assertThat(merchant.complaints()).allMatch(complaint -> complaint.contains("403"));
    }
  }

  /** By a request of his own making, since no button offers it to him. */
  private static APIResponse showWords(Page page, String password) {
    String token = page.locator("input[name=_csrf]").first().inputValue();
    FormData form = FormData.create().set("_csrf", token).set("password", password);
    return page.request()
        .post(url("/dashboard/system/words"), RequestOptions.create().setForm(form));
  }

  private static Visitor signedIn(int width, String path) {
    return signedIn(access, width, path);
  }

  private static Visitor signedIn(DemoMerchant.Shop who, int width, String path) {
    Visitor merchant = Browser.visitor(width);
    Page page = merchant.page();
    page.navigate(url(path));
    page.locator("#email").fill(who.email());
    page.locator("#password").fill(who.password());
    page.locator("form button").click();
    page.locator(".top").waitFor();
    page.waitForURL("**" + path);
    return merchant;
  }

  private static String url(String path) {
    return shop.url() + path;
  }
}
