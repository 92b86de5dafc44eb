package io.aureus.dashboard;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.merchants.DepthBand;
import io.aureus.merchants.MerchantDepths;
import io.aureus.money.FiatAmount;
import io.aureus.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** How many confirmations a merchant's orders wait for. */
@Controller("dashboardDepths")
class DepthsController {
  private static final DepthsPage.Typed NOTHING = new DepthsPage.Typed("", "", "USD", "");
  private static final String SUM = "[0-9]{1,13}([.][0-9]{1,18})?";

  private final MerchantDepths depths;
  private final DepthsPages depthsPages;
  private final Shells shells;
  private final Pages pages;

  DepthsController(MerchantDepths depths, DepthsPages depthsPages, Shells shells, Pages pages) {
    this.depths = depths;
    this.depthsPages = depthsPages;
    this.shells = shells;
    this.pages = pages;
  }

  @GetMapping("/dashboard/confirmations")
  ResponseEntity<String> show(@AuthenticationPrincipal SignedIn me, HttpServletRequest request) {
    return pages.ok("dashboard/depths", depthsPages.of(shell(request, me), me.merchant(), NOTHING));
  }

  @PostMapping("/dashboard/confirmations")
  ResponseEntity<String> add(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String scope,
      @RequestParam(name = "up_to", defaultValue = "") String upTo,
      @RequestParam(defaultValue = "") String unit,
      @RequestParam(defaultValue = "") String confirmations) {
    DepthsPage.Typed typed = new DepthsPage.Typed(scope, upTo.strip(), unit, confirmations.strip());
    return done(me, request, typed, () -> depths.add(me.merchant(), band(typed, true)));
  }

  @PostMapping("/dashboard/confirmations/remove")
  ResponseEntity<String> remove(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String scope,
      @RequestParam(name = "up_to", defaultValue = "") String upTo,
      @RequestParam(defaultValue = "") String unit) {
    DepthsPage.Typed typed = new DepthsPage.Typed(scope, upTo, unit, "0");
    return done(me, request, NOTHING, () -> depths.remove(me.merchant(), band(typed, false)));
  }

  @PostMapping("/dashboard/confirmations/risk")
  ResponseEntity<String> risk(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String most,
      @RequestParam(defaultValue = "") String currency) {
    return done(
        me,
        request,
        NOTHING,
        () ->
            depths.risk(
                me.merchant(),
                new FiatAmount(currency, sum(most.strip(), "the sum at risk must be like 250"))));
  }

  private ResponseEntity<String> done(
      SignedIn me, HttpServletRequest request, DepthsPage.Typed typed, Runnable change) {
    try {
      change.run();
    } catch (Refusal refusal) {
      Shell shell = shell(request, me).trouble(Texts.sentence(refusal.words()));
      return pages.answer(
          HttpStatus.BAD_REQUEST, "dashboard/depths", depthsPages.of(shell, me.merchant(), typed));
    }
    Shell shell = shell(request, me).told("Kept. New quotes follow it; open orders keep theirs.");
    return pages.ok("dashboard/depths", depthsPages.of(shell, me.merchant(), NOTHING));
  }

  private static DepthBand band(DepthsPage.Typed typed, boolean isNew) {
    boolean any = typed.upTo().isEmpty();
    @Nullable BigDecimal upTo =
        any ? null : sum(typed.upTo(), "up to must be a sum such as 50, or empty for any sum");
    if (isNew && !typed.confirmations().matches("[0-9]{1,5}")) {
      throw new Refusal(ErrorCode.BAD_REQUEST, "confirmations must be a whole number such as 1");
    }
    return new DepthBand(
        typed.scope(), upTo, any ? "" : typed.unit(), Integer.parseInt(typed.confirmations()));
  }

  private static BigDecimal sum(String text, String words) {
    if (!text.matches(SUM)) {
      throw new Refusal(ErrorCode.BAD_REQUEST, words);
    }
    return new BigDecimal(text);
  }

  private Shell shell(HttpServletRequest request, SignedIn me) {
    return shells.of(request, me, "confirmations", "Confirmations");
  }
}
