package io.aureus.dashboard;

import io.aureus.web.PublicUrl;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;

/**
 * Where the token of a form is kept: in the session of one who is signed in, and before that in a
 * cookie, since a session would be rows in the database for every passer-by.
 */
final class FormTokens implements CsrfTokenRepository {
  private final HttpSessionCsrfTokenRepository session = new HttpSessionCsrfTokenRepository();
  private final CookieCsrfTokenRepository cookie = new CookieCsrfTokenRepository();

  FormTokens(PublicUrl publicUrl) {
    cookie.setCookieName("aureus_form");
    cookie.setCookiePath("/dashboard");
    cookie.setCookieCustomizer(
        made -> made.httpOnly(true).sameSite("Lax").secure(publicUrl.of("/").startsWith("https:")));
  }

  @Override
  public CsrfToken generateToken(HttpServletRequest request) {
    return of(request).generateToken(request);
  }

  @Override
  public void saveToken(
      @Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
    of(request).saveToken(token, request, response);
  }

  @Override
  public @Nullable CsrfToken loadToken(HttpServletRequest request) {
    return of(request).loadToken(request);
  }

  private CsrfTokenRepository of(HttpServletRequest request) {
    HttpSession open = request.getSession(false);
    String key = HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY;
    return open != null && open.getAttribute(key) != null ? session : cookie;
  }
}
