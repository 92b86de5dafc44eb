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
import java.util.Set;
import java.util.TreeSet;
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
      Set<String> routes = new TreeSet<>(DashboardRoutes.posts());
      routes.addAll(Set.of("/dashboard/sign-in", "/dashboard/sign-out"));
      for (String route : routes) {
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
      assertThat(routes).hasSizeGreaterThan(50);
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
  void sessionFixationAPlantedSessionIsAnotherOnceSomebodySignsInWithIt() {
    DemoMerchant.Shop other = SHOP.anotherMerchant();
    try (Visitor thief = Desk.signedIn(other, 390, "/dashboard/orders");
        Visitor victim = Browser.visitor(390)) {
      Cookie known = session(thief);
      Cookie planted = new Cookie(known.name, known.value);
      victim.context().addCookies(List.of(planted.setDomain(known.domain).setPath(known.path)));
      Page page = victim.page();
      page.navigate(Desk.url("/dashboard/security"));
      assertThat(page.locator(".top")).containsText(other.email());
      FormData form =
          FormData.create()
              .set("_csrf", page.locator("input[name=_csrf]").first().inputValue())
              .set("email", access.email())
              .set("password", access.password());
      assertThat(post(page, "/dashboard/sign-in", form).status()).isEqualTo(302);

      page.navigate(Desk.url("/dashboard/security"));
      assertThat(page.locator(".top")).containsText(access.email());
      assertThat(session(victim).value).isNotEqualTo(known.value);
      thief.page().navigate(Desk.url("/dashboard/security"));
      assertThat(thief.page().locator("h1")).hasText("Sign in");
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
