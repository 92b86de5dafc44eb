package io.aureus.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.aureus.audit.AuditLog;
import io.aureus.merchants.DemoMerchant;
import io.aureus.testing.FormClient;
import io.aureus.testing.ShopOnAChain;
import io.aureus.testing.Visitor;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A person sees where he is signed in, and ends what he does not know: his own, and no other. */
class SessionsPageTest {
  private static final ShopOnAChain SHOP = ShopOnAChain.shared();
  private static final String PAGE = "/dashboard/security";

  private final DemoMerchant.Shop access = SHOP.anotherMerchant();

  @Test
  void signsOutOneAndThenAllElsewhere() {
    try (Visitor here = Desk.signedIn(access, 390, PAGE);
        Visitor phone = Desk.signedIn(access, 390, PAGE);
        Visitor office = Desk.signedIn(access, 1280, PAGE)) {
      Page page = here.page();
      page.reload();
      assertThat(page.locator("article.item")).hasCount(3);
      assertThat(page.locator("article.item").first()).containsText("Chrome on Linux this one");
      assertThat(page.locator("article.item").first()).containsText("from 127.0.0.1");
      here.look("sessions");

      page.locator("article.item button").first().click();
      assertThat(page.locator(".told")).hasText("Signed out there.");
      assertThat(page.locator("article.item")).hasCount(2);
      assertThat(List.of(phone, office)).filteredOn(SessionsPageTest::isSignedOut).hasSize(1);

      page.getByText("Sign out everywhere else").click();
      assertThat(page.locator(".told")).hasText("You are signed in here alone.");
      assertThat(page.locator("article.item")).hasCount(1);
      assertThat(List.of(phone, office)).allMatch(SessionsPageTest::isSignedOut);
      assertThat(isSignedOut(here)).isFalse();
      assertThat(SHOP.bean(AuditLog.class).page(Long.MAX_VALUE, 2))
          .allMatch(line -> line.deed().equals("session ended"))
          .allMatch(line -> line.subject().equals(line.actor()));
    }
  }

  @Test
  void endsNobodyElses() {
    DemoMerchant.Shop other = SHOP.anotherMerchant();
    try (Visitor victim = Desk.signedIn(other, 390, PAGE);
        Visitor victimsPhone = Desk.signedIn(other, 390, PAGE);
        Visitor thief = Desk.signedIn(access, 390, PAGE);
        Visitor thiefsPhone = Desk.signedIn(access, 390, PAGE)) {
      victim.page().reload();
      String name = victim.page().locator("input[name=session]").inputValue();
      assertThat(victimsPhone.context().cookies())
          .as("what a form calls a session by opens none")
          .noneMatch(cookie -> decoded(cookie.value).contains(name));
      Page page = thief.page();
      page.reload();
      page.locator("input[name=session]").evaluate("(it, name) => it.value = name", name);
      page.locator("article.item button").click();
      assertThat(page.locator(".trouble"))
          .hasText("You are not signed in there any more: see the list.");
      page.getByRole(
              AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out everywhere else"))
          .click();
      assertThat(isSignedOut(thiefsPhone)).isTrue();
      assertThat(isSignedOut(victimsPhone)).isFalse();
      assertThat(thief.complaints()).allMatch(words -> words.contains("403"));
    }
  }

  /** Somebody who signs in for hours would fill the memory of all shops with one look. */
  @Test
  void aPersonHasSoManyAndTheOldestGo() {
    String email = access.email();
    JdbcClient jdbc = SHOP.bean(JdbcClient.class);
    try (Visitor first = Desk.signedIn(access, 390, PAGE)) {
      for (int i = 0; i < OpenSessions.MOST + 2; i++) {
        new FormClient(SHOP.url()).signIn(email, access.password());
      }
      String count = "select count(*) from dashboard_session where principal_name = ?";
      assertThat(jdbc.sql(count).param(email).query(Integer.class).single())
          .isEqualTo(OpenSessions.MOST);
      assertThat(isSignedOut(first)).isTrue();
    }
  }

  /** The library writes ids in base 64. */
  private static String decoded(String cookie) {
    return new String(Base64.getMimeDecoder().decode(cookie), StandardCharsets.ISO_8859_1);
  }

  private static boolean isSignedOut(Visitor who) {
    who.page().navigate(Desk.url(PAGE));
    return who.page().locator("h1").textContent().equals("Sign in");
  }
}
