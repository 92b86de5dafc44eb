package io.aureus.dashboard;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.merchants.Merchant;
import io.aureus.merchants.MerchantChange;
import io.aureus.merchants.MerchantSettings;
import io.aureus.merchants.Merchants;
import io.aureus.merchants.Redirects;
import io.aureus.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What holds for a merchant's orders, and what of it the merchant may set. */
@Controller("dashboardSettingsPage")
class SettingsController {
  private static final String PATH = "/dashboard/settings";
  private static final String TEMPLATE = "dashboard/settings";

  private final Merchants merchants;
  private final MerchantSettings settings;
  private final Shells shells;
  private final Pages pages;

  SettingsController(Merchants merchants, MerchantSettings settings, Shells shells, Pages pages) {
    this.merchants = merchants;
    this.settings = settings;
    this.shells = shells;
    this.pages = pages;
  }

  @GetMapping(PATH)
  ResponseEntity<String> settings(
      @AuthenticationPrincipal SignedIn me, HttpServletRequest request) {
    return pages.ok(TEMPLATE, page(shell(request, me), merchants.known(me.merchant())));
  }

  @PostMapping(PATH)
  ResponseEntity<String> shop(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String tolerance) {
    Merchant now = merchants.known(me.merchant());
    SettingsPage.Typed typed =
        new SettingsPage.Typed(
            name, tolerance, now.redirects().succeedUrl(), now.redirects().timeoutUrl());
    return done(
        me,
        request,
        typed,
        () ->
            settings.change(
                now.id(),
                new MerchantChange(
                    name,
                    basisPoints(tolerance.strip()),
                    now.acceptAny2xx(),
                    now.successAlias(),
                    now.enabledAssets())));
  }

  @PostMapping(PATH + "/redirects")
  ResponseEntity<String> redirects(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(name = "succeed_url", defaultValue = "") String succeed,
      @RequestParam(name = "timeout_url", defaultValue = "") String timeout) {
    Merchant now = merchants.known(me.merchant());
    SettingsPage.Typed typed =
        new SettingsPage.Typed(now.name(), percent(now.toleranceBps()), succeed, timeout);
    return done(
        me,
        request,
        typed,
        () -> settings.changeRedirects(now.id(), new Redirects(succeed.strip(), timeout.strip())));
  }

  private ResponseEntity<String> done(
      SignedIn me, HttpServletRequest request, SettingsPage.Typed typed, Runnable change) {
    try {
      change.run();
    } catch (Refusal refusal) {
      Shell shell = shell(request, me).trouble(Texts.sentence(refusal.words()));
      return pages.answer(
          HttpStatus.BAD_REQUEST, TEMPLATE, page(shell, merchants.known(me.merchant()), typed));
    }
    Shell shell =
        shell(request, me).told("Kept. New orders follow it; those that stand keep theirs.");
    return pages.ok(TEMPLATE, page(shell, merchants.known(me.merchant())));
  }

  private static SettingsPage page(Shell shell, Merchant merchant) {
    Redirects redirects = merchant.redirects();
    return page(
        shell,
        merchant,
        new SettingsPage.Typed(
            merchant.name(),
            percent(merchant.toleranceBps()),
            redirects.succeedUrl(),
            redirects.timeoutUrl()));
  }

  private static SettingsPage page(Shell shell, Merchant merchant, SettingsPage.Typed typed) {
    int coins = merchant.enabledAssets().size();
    int bands = merchant.depths().bands().size();
    return new SettingsPage(
        shell,
        typed,
        percent(merchant.feeBps()) + " %",
        coins == 1 ? "1 coin" : coins + " coins",
        switch (bands) {
          case 0 -> "the usual ones";
          case 1 -> "1 step of your own";
          default -> bands + " steps of your own";
        });
  }

  /** Hundredths of a percent as people write percents. */
  private static String percent(int basisPoints) {
    BigDecimal percent = BigDecimal.valueOf(basisPoints, 2).stripTrailingZeros();
    return percent.toPlainString();
  }

  private static int basisPoints(String percent) {
    if (!percent.matches("[0-9]{1,2}([.][0-9]{1,2})?")) {
      throw new Refusal(
          ErrorCode.BAD_REQUEST, "what may be missing must be a percentage like 0.5, up to 10");
    }
    return new BigDecimal(percent).movePointRight(2).intValueExact();
  }

  private Shell shell(HttpServletRequest request, SignedIn me) {
    return shells.of(request, me, "settings", "Orders and payers");
  }
}
