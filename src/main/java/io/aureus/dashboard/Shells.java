package io.aureus.dashboard;

import io.aureus.merchants.Merchants;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.web.csrf.CsrfToken;

/** Makes what stands around a page. */
final class Shells {
  private final Merchants merchants;
  private final MoneyProof money;
  private final boolean hasLightning;

  Shells(Merchants merchants, MoneyProof money, Catalogue catalogue) {
    this.merchants = merchants;
    this.money = money;
    this.hasLightning = catalogue.chains().stream().anyMatch(Chain::isLightning);
  }

  Shell of(HttpServletRequest request, SignedIn me, String section, String title) {
    return new Shell(
        title,
        section,
        merchants.known(me.merchant()).name(),
        me.email(),
        hasLightning,
        money.app(me),
        Texts.time(money.from(me).orElse(null)),
        csrf(request),
        "",
        "");
  }

  /** Spring Security leaves the token of this request in an attribute. */
  static Shell.Csrf csrf(HttpServletRequest request) {
    if (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
      return new Shell.Csrf(token.getParameterName(), token.getToken());
    }
    throw new IllegalStateException("a page of the dashboard without its security filter");
  }
}
