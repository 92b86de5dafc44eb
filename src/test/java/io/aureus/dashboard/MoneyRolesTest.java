package io.aureus.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import io.aureus.merchants.Credentials;
import io.aureus.merchants.DemoMerchant;
import io.aureus.money.Amount;
import io.aureus.money.Catalogue;
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
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who of a merchant's people may move its money. */
class MoneyRolesTest {
  private static final String TO = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
  private static final ShopOnAChain SHOP = ShopOnAChain.shared();

  private final DemoMerchant.Shop access = SHOP.anotherMerchant();

  @Test
  void whoMayOnlyLookMovesNothingButMindsHisOwnAccount() {
    FundedMerchant.give(SHOP::bean, access.merchant(), "ETH", "2");
    Payout payout = ask("token:1");
    try (Visitor viewer = signedIn(colleague("VIEWER"), "/dashboard/wallets")) {
      Page page = viewer.page();
      assertThat(page.locator("h1")).hasText("Wallets");
      page.navigate(url("/dashboard/withdraw?coin=ETH"));
      page.locator("#amount").fill("0.1");
      page.locator("#address").fill(TO);
      page.getByText("See what it costs").click();
      assertThat(page.locator("h1")).hasText("You may not do that");
      page.navigate(url("/dashboard/payouts/" + payout.id()));
      page.getByText("Take it back…").click();
      page.getByText("Yes, take it back").click();
      assertThat(page.locator("h1")).hasText("You may not do that");
      page.navigate(url("/dashboard/security"));
      page.getByText("Set up an authenticator app").click();
      assertThat(page.locator("#secret")).isVisible();
      assertThat(viewer.complaints()).allMatch(words -> words.contains("403"));
    }
    assertThat(find(payout).state()).isNotEqualTo(PayoutState.CANCELLED);
  }

  @Test
  void whoAskedCannotApproveButAnotherCan() {
    FundedMerchant.give(SHOP::bean, access.merchant(), "ETH", "2");
    String admin = colleague("ADMIN");
    Payout payout = ask("person:" + personId(access.email()));
    HeldPayouts.await(SHOP, payout, PayoutHold.COINS);
    try (Visitor owner = signedIn(access.email(), "/dashboard/payouts/" + payout.id())) {
      approve(owner.page());
      assertThat(owner.page().locator(".trouble")).containsText("cannot approve it as well");
      assertThat(owner.complaints()).allMatch(words -> words.contains("409"));
    }
    try (Visitor other = signedIn(admin, "/dashboard/payouts/" + payout.id())) {
      approve(other.page());
      assertThat(other.page().locator(".told")).containsText("Approved.");
      assertThat(other.page().locator(".story")).containsText("Approved by " + admin);
    }
  }

  /** Else a person with a token would be two. */
  @Test
  void whoMadeTheTokenThatAskedCannotApproveEither() {
    FundedMerchant.give(SHOP::bean, access.merchant(), "ETH", "2");
    try (Visitor owner = signedIn(access.email(), "/dashboard/keys")) {
      Page page = owner.page();
      page.getByText("Make a token…").click();
      page.getByLabel("move money out").last().check();
      page.locator("#fresh-token-password").fill(access.password());
      page.getByText("Make an API token and secret").click();
      page.locator("#fresh-secret").waitFor();
      long token = SHOP.bean(Credentials.class).tokens(access.merchant()).getFirst().id();
      Payout payout = ask("token:" + token);
      HeldPayouts.await(SHOP, payout, PayoutHold.COINS);
      page.navigate(url("/dashboard/payouts/" + payout.id()));
      approve(page);
      assertThat(page.locator(".trouble")).containsText("ou made the key or token");
      assertThat(owner.complaints()).allMatch(words -> words.contains("409"));
      assertThat(find(payout).actor()).isEqualTo("token:" + token);
      // It is no matter of the page: whoever calls is under it.
      String person = "person:" + personId(access.email());
      assertThatThrownBy(() -> SHOP.bean(Payouts.class).approve(payout.id(), person))
          .hasMessageContaining("another person must approve it");
    }
  }

  private void approve(Page page) {
    page.getByText("Approve it…").click();
    page.locator("#password").fill(access.password());
    page.getByText("Yes, let it go").click();
  }

  /** Somebody with the owner's password and a role of his own. */
  private String colleague(String role) {
    String email = role.toLowerCase(java.util.Locale.ROOT) + "." + access.email();
    JdbcClient jdbc = SHOP.bean(JdbcClient.class);
    jdbc.sql(
            """
            insert into person (email, password_hash, created_at)
            select ?, password_hash, created_at from person where email = ?
            """)
        .params(email, access.email())
        .update();
    jdbc.sql("insert into membership (person, merchant, role) values (?, ?, ?)")
        .params(personId(email), access.merchant().value(), role)
        .update();
    return email;
  }

  private static long personId(String email) {
    return SHOP.bean(JdbcClient.class)
        .sql("select id from person where email = ?")
        .param(email)
        .query(Long.class)
        .single();
  }

  private Payout ask(String actor) {
    return SHOP.bean(Payouts.class)
        .request(
            new PayoutWish(
                access.merchant(),
                PayoutKind.WITHDRAWAL,
                Amount.ofDecimal(SHOP.bean(Catalogue.class).known("ETH"), new BigDecimal("0.5")),
                TO,
                false,
                null,
                null,
                null,
                actor));
  }

  private static Payout find(Payout payout) {
    return SHOP.bean(Payouts.class).find(payout.id()).orElseThrow();
  }

  private Visitor signedIn(String email, String path) {
    Visitor person = Browser.visitor(390);
    Page page = person.page();
    page.navigate(url(path));
    page.locator("#email").fill(email);
    page.locator("#password").fill(access.password());
    page.locator("form button").click();
    page.locator(".top").waitFor();
    return person;
  }

  private static String url(String path) {
    return SHOP.url() + path;
  }
}
