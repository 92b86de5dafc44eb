package io.aureus.dashboard;

import io.aureus.dashboard.KeysPage.Fresh;
import io.aureus.errors.Refusal;
import io.aureus.merchants.CallbackCredentials.Pair;
import io.aureus.merchants.Credentials;
import io.aureus.merchants.Merchant;
import io.aureus.merchants.MerchantChange;
import io.aureus.merchants.MerchantSettings;
import io.aureus.merchants.Merchants;
import io.aureus.merchants.People;
import io.aureus.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Callback Authentication: how the shop knows that a callback is ours, and how we take its word.
 */
@Controller("dashboardCallbacks")
class CallbacksController {
  private final Credentials credentials;
  private final Merchants merchants;
  private final MerchantSettings settings;
  private final People people;
  private final CallbacksPages callbacksPages;
  private final Shells shells;
  private final Pages pages;

  CallbacksController(
      Credentials credentials,
      Merchants merchants,
      MerchantSettings settings,
      People people,
      CallbacksPages callbacksPages,
      Shells shells,
      Pages pages) {
    this.credentials = credentials;
    this.merchants = merchants;
    this.settings = settings;
    this.people = people;
    this.callbacksPages = callbacksPages;
    this.shells = shells;
    this.pages = pages;
  }

  @GetMapping("/dashboard/callbacks")
  ResponseEntity<String> callbacks(
      @AuthenticationPrincipal SignedIn me, HttpServletRequest request) {
    return pages.ok("dashboard/callbacks", callbacksPages.of(me, shell(request, me), List.of()));
  }

  /** Whoever has the secret can tell the shop that an order is paid. */
  @PostMapping("/dashboard/callbacks/rotate")
  ResponseEntity<String> rotate(
      @AuthenticationPrincipal SignedIn me, HttpServletRequest request, Proof proof) {
    try {
      proof.check(people, me, request);
    } catch (Refusal refusal) {
      return refused(me, request, refusal);
    }
    Pair pair = credentials.rotateCallback(me.merchant());
    List<Fresh> fresh =
        List.of(
            new Fresh("fresh-token", "Callback-Token", pair.token()),
            new Fresh("fresh-secret", "Callback Secret", pair.secret()));
    Shell shell = shell(request, me).told("Made. Copy it before you go on.");
    return pages.ok("dashboard/callbacks", callbacksPages.of(me, shell, fresh));
  }

  @PostMapping("/dashboard/callbacks/options")
  ResponseEntity<String> options(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String any2xx,
      @RequestParam(defaultValue = "") String alias) {
    Merchant now = merchants.known(me.merchant());
    try {
      settings.change(
          now.id(),
          new MerchantChange(
              now.name(), now.toleranceBps(), any2xx.equals("yes"), alias, now.enabledAssets()));
    } catch (Refusal refusal) {
      return refused(me, request, refusal);
    }
    Shell shell = shell(request, me).told("Kept. Callbacks follow it from now on.");
    return pages.ok("dashboard/callbacks", callbacksPages.of(me, shell, List.of()));
  }

  private ResponseEntity<String> refused(SignedIn me, HttpServletRequest request, Refusal refusal) {
    Shell shell = shell(request, me).trouble(Texts.sentence(refusal.words()));
    return pages.answer(
        HttpStatus.BAD_REQUEST, "dashboard/callbacks", callbacksPages.of(me, shell, List.of()));
  }

  private Shell shell(HttpServletRequest request, SignedIn me) {
    return shells.of(request, me, "callbacks", "Callback Authentication");
  }
}
