package io.aureus.dashboard;

import io.aureus.callbacks.CallbackUrls;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.merchants.Merchant;
import io.aureus.merchants.MerchantSettings;
import io.aureus.merchants.Merchants;
import io.aureus.merchants.People;
import io.aureus.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** How programs ask for payouts and are told of them. */
@Controller("dashboardPayoutOptions")
class PayoutOptionsController {
  private final Merchants merchants;
  private final MerchantSettings settings;
  private final CallbackUrls urls;
  private final People people;
  private final MoneyProof money;
  private final SignInCheck check;
  private final Shells shells;
  private final Pages pages;

  PayoutOptionsController(
      Merchants merchants,
      MerchantSettings settings,
      CallbackUrls urls,
      People people,
      MoneyProof money,
      SignInCheck check,
      Shells shells,
      Pages pages) {
    this.merchants = merchants;
    this.settings = settings;
    this.urls = urls;
    this.people = people;
    this.money = money;
    this.check = check;
    this.shells = shells;
    this.pages = pages;
  }

  @GetMapping("/dashboard/payout-options")
  ResponseEntity<String> options(@AuthenticationPrincipal SignedIn me, HttpServletRequest request) {
    Merchant merchant = merchants.known(me.merchant());
    return pages.ok(
        "dashboard/payoutoptions",
        page(me, shell(request, me), merchant.keyPayouts(), merchant.payoutWebhook()));
  }

  /** Both let others learn of money or move it: for the owner, who proves himself again. */
  @PostMapping("/dashboard/payout-options")
  ResponseEntity<String> change(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(name = "by_key", defaultValue = "") String byKey,
      @RequestParam(defaultValue = "") String webhook,
      Proof proof) {
    boolean keys = byKey.equals("yes");
    String url = webhook.strip();
    try {
      if (!check.isOwner(me)) {
        throw new Refusal(
            ErrorCode.FORBIDDEN, "only an owner says how programs pay out and are told of it");
      }
      if (!url.isEmpty()) {
        urls.check("webhook", url);
      }
      // Whoever changes where payouts are told keeps one that is held from being noticed.
      if (keys || !url.equals(merchants.known(me.merchant()).payoutWebhook())) {
        money.check(me, proof, request);
      } else {
        proof.check(people, me, request);
      }
      settings.changePayouts(me.merchant(), keys, url);
    } catch (Refusal refusal) {
      Shell shell = shell(request, me).trouble(Texts.sentence(refusal.words()));
      HttpStatus status =
          refusal.code() == ErrorCode.FORBIDDEN ? HttpStatus.FORBIDDEN : HttpStatus.BAD_REQUEST;
      return pages.answer(status, "dashboard/payoutoptions", page(me, shell, keys, url));
    }
    return pages.ok(
        "dashboard/payoutoptions", page(me, shell(request, me).told("Kept."), keys, url));
  }

  private PayoutOptionsPage page(SignedIn me, Shell shell, boolean byKey, String webhook) {
    return new PayoutOptionsPage(
        shell, byKey, webhook, people.hasSecondFactor(me.person()), check.isOwner(me));
  }

  private Shell shell(HttpServletRequest request, SignedIn me) {
    return shells.of(request, me, "payouts", "Payouts by programs");
  }
}
