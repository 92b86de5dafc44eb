package io.aureus.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.aureus.merchants.DemoMerchant;
import io.aureus.testing.Browser;
import io.aureus.testing.ShopOnAChain;
import io.aureus.testing.Visitor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What other sites try with the browser of somebody who is signed in: to send forms in his name, to
 * plant a session, and to show him our pages in a frame. That no link leads away from us is {@link
 * NextPageTest}'s, and of shops' addresses {@code ReturnAddressTest}'s.
 */
class DoorAttacksTest {
  private static final ShopOnAChain SHOP = ShopOnAChain.shared();
  private static final int NO_REDIRECT = 0;

  private final DemoMerchant.Shop access = SHOP.anotherMerchant();

  @Test
  void csrfNoFormIsTakenWithoutItsTokenOrWithAnothersSessions() {
    DemoMerchant.Shop other = SHOP.anotherMerchant();
    try (Visitor victim = Desk.signedIn(access, 390, "/dashboard/security");
        Visitor thief = Desk.signedIn(other, 390, "/dashboard/security")) {
      String foreign = thief.page().locator("input[name=_csrf]").first().inputValue();
      String own = victim.page().locator("input[name=_csrf]").first().inputValue();
      long before = audited();
      for (String route : DashboardRoutes.posts()) {
        for (FormData form :
            new FormData[] {
              FormData.create().set("a", "b"),
              FormData.create().set("_csrf", foreign),
              FormData.create().set("_csrf", own.substring(1))
            }) {
          APIResponse answer = post(victim.page(), DashboardRoutes.filledIn(route), form);
          assertThat(answer.status()).as(route).isEqualTo(403);
          assertThat(answer.text()).as(route).contains("That form is too old");
        }
      }
      assertThat(DashboardRoutes.posts()).hasSizeGreaterThan(50);
      assertThat(audited()).as("nothing was done").isEqualTo(before);
      APIResponse honest =
          post(victim.page(), "/dashboard/security/end", FormData.create().set("_csrf", own));
      assertThat(honest.status()).as("the session's own token is good").isEqualTo(200);
    }
  }

  private static APIResponse post(Page page, String path, FormData form) {
    return page.request()
        .post(Desk.url(path), RequestOptions.create().setForm(form).setMaxRedirects(NO_REDIRECT));
  }

  private static long audited() {
    return SHOP.bean(JdbcClient.class)
        .sql("select count(*) from audit_entry")
        .query(Long.class)
        .single();
  }

  @Test
  void sessionFixationWhoPlantsHisSessionSeesNothingOfWhoSignsInWithIt() {
    DemoMerchant.Shop other = SHOP.anotherMerchant();
    try (Visitor thief = Desk.signedIn(other, 390, "/dashboard/orders");
        Visitor victim = Browser.visitor(390)) {
      Cookie planted = session(thief);
      Page page = victim.page();
      page.navigate(Desk.url("/dashboard/sign-in"));
      page.locator("#email").fill(access.email());
      page.locator("#password").fill(access.password());
      victim
          .context()
          .addCookies(
              List.of(
                  new Cookie("aureus_session", planted.value)
                      .setDomain("127.0.0.1")
                      .setPath("/dashboard")));
      page.locator("form button").click();
      page.waitForLoadState();

      thief.page().navigate(Desk.url("/dashboard/security"));
      assertThat(thief.page().locator("body")).not().containsText(access.email());
      page.navigate(Desk.url("/dashboard/security"));
      boolean isIn = page.content().contains(access.email());
      assertThat(isIn && session(victim).value.equals(planted.value))
          .as("signed in under an id that the thief knows")
          .isFalse();
      assertThat(victim.complaints()).allMatch(words -> words.contains("403"));
    }
  }

  private static Cookie session(Visitor who) {
    return who.context().cookies().stream()
        .filter(cookie -> cookie.name.equals("aureus_session"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void clickjackingNoPageIsShownInAFrame() {
    try (Visitor victim = Desk.signedIn(access, 390, "/dashboard/orders")) {
      for (String route : DashboardRoutes.gets()) {
        APIResponse page =
            victim
                .page()
                .request()
                .get(
                    Desk.url(DashboardRoutes.filledIn(route)),
                    RequestOptions.create().setMaxRedirects(NO_REDIRECT));
        assertThat(page.headers().get("content-security-policy"))
            .as(route)
            .contains("frame-ancestors 'none'");
      }
      assertThat(DashboardRoutes.gets()).hasSizeGreaterThan(30);
    }
  }
}
