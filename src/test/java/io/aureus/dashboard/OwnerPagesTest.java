package io.aureus.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.aureus.keys.SpendingPolicy;
import io.aureus.merchants.DemoMerchant;
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
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an owner says: who acts for the shop, and where withdrawals may go. In a real browser. */
class OwnerPagesTest {
  private static final String TO = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
  private static final String HERS = "a password of her own";
  private static ShopOnAChain shop;

  private DemoMerchant.Shop access;
  private String friend;

  @BeforeAll
  static void open() {
    shop =
        new ShopOnAChain(
            Map.of(
                "aureus.keys.policy.approval-above[ETH]", "0.3",
                "aureus.keys.policy.allow-list-only", "true",
                "aureus.keys.policy.new-destination-delay", "90m"));
  }

  @BeforeEach
  void moveIn() {
    access = shop.anotherMerchant();
    friend = "friend." + access.email();
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @Test
  void aSecondPersonIsInvitedAndLetsALargeWithdrawalGo() {
    FundedMerchant.give(shop::bean, access.merchant(), "ETH", "2");
    list(TO);
    shop.clock().advance(Duration.ofMinutes(91));
    shop.mine(1);
    shop.awaitGasPrice();
    try (Visitor owner = signedIn(access.email(), access.password(), "/dashboard/people");
        Visitor admin = Browser.visitor(390)) {
      String link = invite(owner, friend);
      comeIn(admin, link);
      Payout payout = ask("person:" + self());
      HeldPayouts.await(shop, payout, PayoutHold.POLICY);
      owner.page().navigate(url("/dashboard/payouts/" + payout.id()));
      approve(owner.page(), access.password());
      assertThat(owner.page().locator(".trouble")).containsText("cannot approve it as well");
      assertThat(owner.complaints()).allMatch(words -> words.contains("409"));
      admin.page().navigate(url("/dashboard/payouts/" + payout.id()));
      assertThat(admin.page().locator("main")).containsText("a second person must approve");
      approve(admin.page(), HERS);
      assertThat(admin.page().locator(".told")).containsText("Approved.");
      HeldPayouts.await(shop, payout, PayoutHold.COINS);
      admin.page().navigate(url("/dashboard/people"));
      assertThat(admin.page().locator("h1")).containsText("Only an owner");
      admin.page().navigate(url("/dashboard/payout-options"));
      assertThat(admin.page().locator("main")).containsText("Only an owner may change it.");
      assertThat(admin.complaints()).allMatch(words -> words.contains("403"));
      isPutOut(owner, admin);
    }
  }

  private String invite(Visitor owner, String email) {
    Page page = owner.page();
    page.locator("#email").fill(email);
    page.locator("#invite-password").fill("not the password");
    page.getByText("Make an invitation").click();
    assertThat(page.locator(".trouble")).hasText("The password is wrong.");
    assertThat(owner.complaints()).allMatch(words -> words.contains("403"));
    page.locator("#email").fill(email);
    page.locator("#role").selectOption("ADMIN");
    page.locator("#invite-password").fill(access.password());
    page.getByText("Make an invitation").click();
    assertThat(page.locator(".told")).containsText("Invited.");
    owner.look("people-invited");
    return page.locator("#invitation-link").textContent().strip();
  }

  private void comeIn(Visitor admin, String link) {
    Page page = admin.page();
    page.navigate(url(link.substring(link.indexOf("/dashboard/"))));
    assertThat(page.locator("main")).containsText("approvals");
    admin.look("invitation");
    page.locator("#password").fill(HERS);
    page.getByText("Accept").click();
    assertThat(page.locator(".told")).containsText("You are in.");
    assertThat(page.locator("#email")).hasValue(friend);
    page.locator("#password").fill(HERS);
    page.locator("form button").click();
    page.locator(".top").waitFor();
    assertThat(page.navigate(url(link.substring(link.indexOf("/dashboard/")))).status())
        .as("the link works once")
        .isEqualTo(404);
    assertThat(admin.complaints()).allMatch(words -> words.contains("404"));
  }

  private void isPutOut(Visitor owner, Visitor admin) {
    owner.page().navigate(url("/dashboard/people"));
    Locator theirs = owner.page().locator("article", new Page.LocatorOptions().setHasText(friend));
    theirs.getByText("Remove…").click();
    owner.look("people-remove");
    theirs.locator("details[open] input[name=password]").fill(access.password());
    theirs.getByText("Yes, remove").click();
    assertThat(owner.page().locator(".told")).containsText("is out, on every device");
    assertThat(owner.page().locator("article")).hasCount(1);
    owner.page().getByText("Remove…").click();
    owner.page().locator("article details[open] input[name=password]").fill(access.password());
    owner.page().getByText("Yes, remove").click();
    assertThat(owner.page().locator(".trouble")).containsText("The last owner stays");
    assertThat(owner.complaints()).allMatch(words -> words.contains("403"));
    admin.page().navigate(url("/dashboard/payouts"));
    assertThat(admin.page().locator("h1")).hasText("Sign in");
    admin.page().locator("#email").fill(friend);
    admin.page().locator("#password").fill(HERS);
    admin.page().locator("form button").click();
    assertThat(admin.page().locator(".trouble")).containsText("no merchant any more");
    assertThat(admin.complaints()).allMatch(words -> words.contains("401"));
    owner.page().navigate(url("/dashboard/security"));
    owner.page().getByText("Who acts for this shop").click();
    assertThat(owner.page().locator("h1")).hasText("People");
  }

  @Test
  void withdrawalsGoToListedDestinationsAndTheDelayCountsFromTheListing() {
    FundedMerchant.give(shop::bean, access.merchant(), "ETH", "2");
    try (Visitor owner = signedIn(access.email(), access.password(), "/dashboard/destinations")) {
      Page page = owner.page();
      assertThat(page.locator("main")).containsText("nowhere else");
      assertThat(page.locator("main")).containsText("waits 1 hour 30 minutes");
      owner.look("destinations-none");
      add(page, "0x1234", access.password());
      assertThat(page.locator(".trouble")).containsText("0x and 40");
      assertThat(page.locator("#address")).hasValue("0x1234");
      add(page, TO, "not the password");
      assertThat(page.locator(".trouble")).hasText("The password is wrong.");
      assertThat(owner.complaints()).allMatch(words -> words.matches(".*(400|403).*"));
      assertThat(shop.bean(SpendingPolicy.class).list(access.merchant().value())).isEmpty();
      add(page, TO, access.password());
      assertThat(page.locator(".told")).containsText("Added.");
      assertThat(page.locator("article")).containsText("the bank");
      assertThat(page.locator("article")).containsText(access.email());
      owner.look("destinations");
      SpendingPolicy policy = shop.bean(SpendingPolicy.class);
      assertThat(policy.list(access.merchant().value()).getFirst().label()).isEqualTo("the bank");
      shop.clock().advance(Duration.ofMinutes(91));
      shop.mine(1);
      shop.awaitGasPrice();
      Payout small = ask("token:1", "0.2");
      HeldPayouts.await(shop, small, PayoutHold.COINS);
      page.getByText("Remove…").click();
      page.locator("details[open] input[name=password]").fill(access.password());
      page.getByText("Yes, remove it").click();
      assertThat(page.locator(".told")).hasText("Removed.");
      Payout held = ask("token:1", "0.1");
      assertThat(held.holdReason()).contains("not on the merchant's list");
    }
  }

  private void list(String address) {
    shop.bean(SpendingPolicy.class)
        .add(
            access.merchant().value(),
            shop.bean(Catalogue.class).known("ETH").chain(),
            address,
            "",
            "person:" + self());
  }

  private static void add(Page page, String address, String password) {
    page.locator("#address").fill(address);
    page.locator("#label").fill("the bank");
    page.locator("#add-password").fill(password);
    page.getByText("Add it").click();
  }

  private static void approve(Page page, String password) {
    page.getByText("Approve it…").click();
    page.locator("#password").fill(password);
    page.getByText("Yes, let it go").click();
  }

  private long self() {
    return shop.bean(JdbcClient.class)
        .sql("select id from person where email = ?")
        .param(access.email())
        .query(Long.class)
        .single();
  }

  private Payout ask(String actor) {
    return ask(actor, "0.5");
  }

  private Payout ask(String actor, String ether) {
    return shop.bean(Payouts.class)
        .request(
            new PayoutWish(
                access.merchant(),
                PayoutKind.WITHDRAWAL,
                Amount.ofDecimal(shop.bean(Catalogue.class).known("ETH"), new BigDecimal(ether)),
                TO,
                false,
                null,
                null,
                null,
                actor));
  }

  private static Visitor signedIn(String email, String password, String path) {
    Visitor person = Browser.visitor(390);
    Page page = person.page();
    page.navigate(url(path));
    page.locator("#email").fill(email);
    page.locator("#password").fill(password);
    page.locator("form button").click();
    page.locator(".top").waitFor();
    return person;
  }

  private static String url(String path) {
    return shop.url() + path;
  }
}
