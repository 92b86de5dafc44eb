package io.aureus.dashboard;

import io.aureus.dashboard.SecurityPage.Offer;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.merchants.People;
import io.aureus.web.Pages;
import io.aureus.web.QrPicture;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The authenticator app of a person, and where he is signed in. The app's secret is in the page
 * that offers it, and kept nowhere until a code proves that the app has it.
 */
@Controller("dashboardSecondFactor")
class SecurityController {
  private static final String PAGE = "dashboard/security";

  private final People people;
  private final OpenSessions sessions;
  private final Shells shells;
  private final Pages pages;

  SecurityController(People people, OpenSessions sessions, Shells shells, Pages pages) {
    this.people = people;
    this.sessions = sessions;
    this.shells = shells;
    this.pages = pages;
  }

  @GetMapping("/dashboard/security")
  ResponseEntity<String> security(
      @AuthenticationPrincipal SignedIn me, HttpServletRequest request) {
    return pages.ok(PAGE, page(request, me, shell(request, me), List.of(), null));
  }

  @PostMapping("/dashboard/security/begin")
  ResponseEntity<String> begin(@AuthenticationPrincipal SignedIn me, HttpServletRequest request) {
    Offer offer = offer(me, people.freshFactor());
    return pages.ok(PAGE, page(request, me, shell(request, me), List.of(), offer));
  }

  @PostMapping("/dashboard/security/enrol")
  ResponseEntity<String> enrol(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String secret,
      @RequestParam(defaultValue = "") String code,
      @RequestParam(defaultValue = "") String password) {
    try {
      List<String> codes =
          people.enrol(me.person(), password, secret, code, request.getRemoteAddr());
      Shell shell = shell(request, me).told("Your authenticator app is set up.");
      return pages.ok(PAGE, page(request, me, shell, codes, null));
    } catch (Refusal refusal) {
      boolean again = secret.matches("[A-Z2-7]{32}") && !people.hasSecondFactor(me.person());
      return refused(me, request, refusal, again ? offer(me, secret) : null);
    }
  }

  @PostMapping("/dashboard/security/recovery")
  ResponseEntity<String> recovery(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String code,
      @RequestParam(defaultValue = "") String password) {
    try {
      List<String> codes =
          people.renewRecovery(me.person(), password, code, request.getRemoteAddr());
      Shell shell = shell(request, me).told("The old recovery codes are void.");
      return pages.ok(PAGE, page(request, me, shell, codes, null));
    } catch (Refusal refusal) {
      return refused(me, request, refusal, null);
    }
  }

  @PostMapping("/dashboard/security/remove")
  ResponseEntity<String> remove(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String code,
      @RequestParam(defaultValue = "") String password) {
    try {
      people.removeFactor(me.person(), password, code, request.getRemoteAddr());
      Shell shell =
          shell(request, me).told("Switched off. You sign in with your password alone now.");
      return pages.ok(PAGE, page(request, me, shell, List.of(), null));
    } catch (Refusal refusal) {
      return refused(me, request, refusal, null);
    }
  }

  private ResponseEntity<String> refused(
      SignedIn me, HttpServletRequest request, Refusal refusal, @Nullable Offer offer) {
    Shell shell = shell(request, me).trouble(Texts.sentence(refusal.words()));
    return pages.answer(HttpStatus.FORBIDDEN, PAGE, page(request, me, shell, List.of(), offer));
  }

  /**
   * @param session as the page names it; without it all but this one
   */
  @PostMapping("/dashboard/security/end")
  ResponseEntity<String> end(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String session) {
    if (session.isEmpty()) {
      sessions.endOthers(me.email(), request);
    } else if (!sessions.end(me.email(), session)) {
      Refusal refusal =
          new Refusal(ErrorCode.NOT_FOUND, "you are not signed in there any more: see the list");
      return refused(me, request, refusal, null);
    }
    String told = session.isEmpty() ? "You are signed in here alone." : "Signed out there.";
    return pages.ok(PAGE, page(request, me, shell(request, me).told(told), List.of(), null));
  }

  private SecurityPage page(
      HttpServletRequest request,
      SignedIn me,
      Shell shell,
      List<String> codes,
      @Nullable Offer offer) {
    return new SecurityPage(
        shell,
        people.hasSecondFactor(me.person()),
        people.recoveryLeft(me.person()),
        codes,
        offer,
        sessions.of(me.email(), request));
  }

  private static Offer offer(SignedIn me, String secret) {
    String label = URLEncoder.encode(me.email(), StandardCharsets.UTF_8).replace("+", "%20");
    String link = "otpauth://totp/Aureus:" + label + "?secret=" + secret + "&issuer=Aureus";
    String grouped = secret.replaceAll("(.{4})(?=.)", "$1 ");
    return new Offer(secret, grouped, link, QrPicture.of(link));
  }

  private Shell shell(HttpServletRequest request, SignedIn me) {
    return shells.of(request, me, "security", "Security");
  }
}
