package io.aureus.dashboard;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.merchants.Branding;
import io.aureus.merchants.Brandings;
import io.aureus.merchants.Colour;
import io.aureus.orders.OrderBook;
import io.aureus.web.Pages;
import io.aureus.web.PublicUrl;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Base64;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** How the merchant's payment pages look, and which sites may show them in a frame. */
@Controller("dashboardCheckoutLook")
class CheckoutLookController {
  private static final String TEMPLATE = "dashboard/checkoutlook";

  private final Brandings brandings;
  private final OrderBook orders;
  private final PublicUrl publicUrl;
  private final Shells shells;
  private final Pages pages;

  CheckoutLookController(
      Brandings brandings, OrderBook orders, PublicUrl publicUrl, Shells shells, Pages pages) {
    this.brandings = brandings;
    this.orders = orders;
    this.publicUrl = publicUrl;
    this.shells = shells;
    this.pages = pages;
  }

  @GetMapping("/dashboard/checkout")
  ResponseEntity<String> show(@AuthenticationPrincipal SignedIn me, HttpServletRequest request) {
    return pages.ok(TEMPLATE, page(shell(request, me), me, kept(me)));
  }

  /** The merchant's own picture, for the page that shows what is kept. */
  @GetMapping("/dashboard/checkout/logo.png")
  ResponseEntity<byte[]> logo(@AuthenticationPrincipal SignedIn me) {
    return brandings
        .logo(me.merchant())
        .map(
            png ->
                ResponseEntity.ok()
                    .contentType(MediaType.IMAGE_PNG)
                    .cacheControl(CacheControl.noStore())
                    .body(png))
        .orElseGet(() -> ResponseEntity.notFound().build());
  }

  /** What was typed; it stays in the form where it is refused. */
  record Typed(String accent, String bar, String frames) {}

  @PostMapping("/dashboard/checkout")
  ResponseEntity<String> keep(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String accent,
      @RequestParam(defaultValue = "") String bar,
      @RequestParam(defaultValue = "") String frames) {
    Typed typed = new Typed(accent, bar, frames);
    try {
      brandings.keep(me.merchant(), Brandings.read(accent, bar, frames));
    } catch (Refusal refusal) {
      return refused(request, me, typed, refusal);
    }
    Shell shell = shell(request, me).told("Kept. Payment pages follow it in some seconds.");
    return pages.ok(TEMPLATE, page(shell, me, kept(me)));
  }

  /**
   * @param picture the file in Base64, as the page's script reads it; no form of ours takes files
   */
  @PostMapping("/dashboard/checkout/logo")
  ResponseEntity<String> keepLogo(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String picture) {
    try {
      brandings.keepLogo(me.merchant(), bytes(picture));
    } catch (Refusal refusal) {
      return refused(request, me, kept(me), refusal);
    }
    return pages.ok(TEMPLATE, page(shell(request, me).told("The logo is kept."), me, kept(me)));
  }

  @PostMapping("/dashboard/checkout/logo/remove")
  ResponseEntity<String> removeLogo(
      @AuthenticationPrincipal SignedIn me, HttpServletRequest request) {
    brandings.removeLogo(me.merchant());
    return pages.ok(TEMPLATE, page(shell(request, me).told("The logo is gone."), me, kept(me)));
  }

  private static byte[] bytes(String picture) {
    if (picture.isBlank()) {
      throw new Refusal(ErrorCode.BAD_REQUEST, "choose a file first: a PNG, JPEG or GIF");
    }
    try {
      return Base64.getDecoder().decode(picture.strip());
    } catch (IllegalArgumentException e) {
      throw new Refusal(ErrorCode.BAD_REQUEST, "the picture came broken; choose it again");
    }
  }

  private ResponseEntity<String> refused(
      HttpServletRequest request, SignedIn me, Typed typed, Refusal refusal) {
    Shell shell = shell(request, me).trouble(Texts.sentence(refusal.words()));
    return pages.answer(HttpStatus.BAD_REQUEST, TEMPLATE, page(shell, me, typed));
  }

  private Typed kept(SignedIn me) {
    Branding branding = brandings.of(me.merchant());
    return new Typed(
        text(branding.accent()), text(branding.bar()), String.join("\n", branding.frames()));
  }

  private static String text(Optional<Colour> colour) {
    return colour.map(Colour::text).orElse("");
  }

  private CheckoutLookPage page(Shell shell, SignedIn me, Typed typed) {
    Branding branding = brandings.of(me.merchant());
    return new CheckoutLookPage(
        shell,
        typed.accent(),
        typed.bar(),
        typed.frames(),
        branding.logo().isPresent(),
        "/dashboard/checkout/logo.png?v=" + branding.logo().map(Branding.Logo::hash).orElse(""),
        "<script src=\"%s\" data-pay=\"PAY_URL\"></script>"
            .formatted(publicUrl.of("/static/embed.js")),
        orders.list(me.merchant(), OrderBook.Filter.any(), new OrderBook.Page(1, 1)).rows().stream()
            .findFirst()
            .map(order -> "/checkout/" + order.id())
            .orElse(""));
  }

  private Shell shell(HttpServletRequest request, SignedIn me) {
    return shells.of(request, me, "checkout", "Payment page");
  }
}
