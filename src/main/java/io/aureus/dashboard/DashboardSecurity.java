package io.aureus.dashboard;

import io.aureus.web.Notice;
import io.aureus.web.Pages;
import io.aureus.web.PublicUrl;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.RequestCacheConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfException;

/**
 * Who may see the dashboard. No other path has a filter of this kind: the API proves its callers
 * itself and reads no cookie, the checkout is public, and neither ever gets a session.
 */
@Configuration(proxyBeanMethods = false)
class DashboardSecurity {
  private static final String SIGN_IN = "/dashboard/sign-in";

  private final Pages pages;
  private final DashboardSettings settings;
  private final SignInCheck check;
  private final OpenSessions sessions;
  private final PublicUrl publicUrl;

  DashboardSecurity(
      Pages pages,
      DashboardSettings settings,
      SignInCheck check,
      OpenSessions sessions,
      PublicUrl publicUrl) {
    this.pages = pages;
    this.settings = settings;
    this.check = check;
    this.sessions = sessions;
    this.publicUrl = publicUrl;
  }

  @Bean
  SecurityFilterChain dashboardFilters(HttpSecurity http) throws Exception {
    return http.securityMatcher("/dashboard", "/dashboard/**")
        // Ours are stricter and on every path.
        .headers(AbstractHttpConfigurer::disable)
        .csrf(forms -> forms.csrfTokenRepository(new FormTokens(publicUrl)))
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(SIGN_IN, "/dashboard/setup", "/dashboard/invitation/*")
                    .permitAll()
                    .anyRequest()
                    .access((who, context) -> judge(who.get(), context.getRequest())))
        .authenticationProvider(check)
        .formLogin(
            form ->
                form.loginPage(SIGN_IN)
                    .usernameParameter("email")
                    .authenticationDetailsSource(SignInDetails::new)
                    .successHandler(this::welcome)
                    .failureHandler(this::refuse))
        .logout(out -> out.logoutUrl("/dashboard/sign-out").logoutSuccessUrl(SIGN_IN + "?out=1"))
        .exceptionHandling(
            trouble ->
                trouble
                    .authenticationEntryPoint(
                        (request, response, no) -> askToSignIn(request, response))
                    .accessDeniedHandler(this::forbid))
        // Remembering the request would give every passer-by a session, which is rows.
        .requestCache(RequestCacheConfigurer::disable)
        .build();
  }

  /**
   * Whoever is still with the merchant may read and mind his own account; to change anything else
   * takes a role that may.
   */
  private AuthorizationDecision judge(@Nullable Authentication who, HttpServletRequest request) {
    if (who == null || !(who.getPrincipal() instanceof SignedIn me)) {
      return new AuthorizationDecision(false);
    }
    boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    boolean own = request.getRequestURI().matches("/dashboard/security/[a-z]+");
    return new AuthorizationDecision(
        check.role(me).filter(role -> reads || own || role.mayChange()).isPresent());
  }

  /** The session was given a new id by now, so that one known before is worth nothing. */
  private void welcome(HttpServletRequest request, HttpServletResponse response, Authentication who)
      throws IOException {
    request.getSession().setMaxInactiveInterval((int) settings.idle().toSeconds());
    sessions.begin(who.getName(), request);
    response.sendRedirect(NextPage.of(typed(request, "cur_url"), typed(request, "platform")));
  }

  private void refuse(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException no)
      throws IOException {
    DoorPage page =
        new DoorPage(
            Shells.csrf(request),
            typed(request, "email"),
            "",
            typed(request, "cur_url"),
            typed(request, "platform"),
            "",
            String.valueOf(no.getMessage()));
    write(response, pages.answer(HttpStatus.UNAUTHORIZED, "dashboard/signin", page));
  }

  private static void askToSignIn(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean get = request.getMethod().equals("GET");
    String wanted = get ? URLEncoder.encode(request.getRequestURI(), StandardCharsets.UTF_8) : "";
    String platform = URLEncoder.encode(typed(request, "platform"), StandardCharsets.UTF_8);
    response.sendRedirect(
        SIGN_IN
            + (wanted.isEmpty() ? "" : "?cur_url=" + wanted)
            + (wanted.isEmpty() || platform.isEmpty() ? "" : "&platform=" + platform));
  }

  private void forbid(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException no)
      throws IOException {
    List<Notice.Link> back = List.of(new Notice.Link("/dashboard", "To the dashboard"));
    Notice notice =
        no instanceof CsrfException
            ? new Notice(
                "That form is too old",
                "It was opened before you signed in, or it did not come from this page. Nothing"
                    + " was done. Open the page again and repeat what you wanted.",
                back)
            : new Notice(
                "You may not do that",
                "Your account may look but not change anything, or it was taken from this"
                    + " merchant. Ask the owner.",
                back);
    write(response, pages.notice(HttpStatus.FORBIDDEN, notice));
  }

  private static String typed(HttpServletRequest request, String name) {
    String value = request.getParameter(name);
    return value == null ? "" : value;
  }

  private static void write(HttpServletResponse response, ResponseEntity<String> page)
      throws IOException {
    response.setStatus(page.getStatusCode().value());
    response.setContentType("text/html;charset=UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.getWriter().write(String.valueOf(page.getBody()));
  }
}
