package io.aureus.dashboard;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.orders.InvoiceBook;
import io.aureus.orders.InvoiceBook.Listed;
import io.aureus.orders.InvoiceBook.Place;
import io.aureus.payouts.InvoicePayments;
import io.aureus.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Lightning: invoices, and for the operator how the node stands. It asks no node. */
@Controller("dashboardLightning")
class LightningController {
  private static final String PATH = "/dashboard/lightning";
  private static final String PAYMENTS = PATH + "/payments";
  private static final int ROWS = 20;
  private static final int FEW = 5;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
  private static final Pattern PLACE = Pattern.compile("([0-9]{1,32})-([0-9]{1,9})");

  private final LightningStanding standing;
  private final InvoiceBook invoices;
  private final InvoicePayments payments;
  private final LightningPages lightningPages;
  private final OwnNodePages ownNodes;
  private final SignInCheck check;
  private final Shells shells;
  private final Pages pages;

  LightningController(
      LightningStanding standing,
      InvoiceBook invoices,
      InvoicePayments payments,
      LightningPages lightningPages,
      OwnNodePages ownNodes,
      SignInCheck check,
      Shells shells,
      Pages pages) {
    this.standing = standing;
    this.invoices = invoices;
    this.payments = payments;
    this.lightningPages = lightningPages;
    this.ownNodes = ownNodes;
    this.check = check;
    this.shells = shells;
    this.pages = pages;
  }

  /**
   * @param before after which row the list goes on; empty, or nonsense, for its beginning
   */
  @GetMapping(PATH)
  ResponseEntity<String> lightning(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String before) {
    LightningStanding.Now now =
        standing
            .now()
            .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "There is no such page."));
    boolean isOperator = check.isOperator(me);
    Place place = place(before);
    List<Listed> found = invoices.page(isOperator ? null : me.merchant(), place, ROWS + 1);
    List<Listed> shown = found.subList(0, Math.min(ROWS, found.size()));
    return pages.ok(
        "dashboard/lightning",
        new LightningPage(
            shells.of(request, me, "lightning", "Lightning"),
            (isOperator
                    ? Optional.<LightningPage.State>empty()
                    : ownNodes.state(me.merchant(), now.coin().chain()))
                .orElseGet(() -> LightningPages.state(now)),
            isOperator ? lightningPages.desk(now) : null,
            shown.stream().map(one -> lightningPages.row(now.coin(), me, isOperator, one)).toList(),
            place.equals(Place.START) ? "" : PATH,
            found.size() > ROWS ? older(shown.getLast().place()) : "",
            payments(me, isOperator, InvoicePayments.NEWEST, FEW),
            isOperator ? lightningPages.unknown(now.coin()) : List.of()));
  }

  /**
   * @param before after which payout the list goes on; empty, or nonsense, for its beginning
   */
  @GetMapping(PAYMENTS)
  ResponseEntity<String> payments(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String before) {
    if (standing.coin().isEmpty()) {
      throw new Refusal(ErrorCode.NOT_FOUND, "There is no such page.");
    }
    boolean isOperator = check.isOperator(me);
    long from = NUMBER.matcher(before).matches() ? Long.parseLong(before) : InvoicePayments.NEWEST;
    List<InvoicePayments.Listed> found =
        payments.page(isOperator ? null : me.merchant(), from, ROWS + 1);
    List<InvoicePayments.Listed> shown = found.subList(0, Math.min(ROWS, found.size()));
    return pages.ok(
        "dashboard/lightningpayments",
        new LightningPaymentsPage(
            shells.of(request, me, "lightning", "Payments by Lightning"),
            shown.stream().map(one -> lightningPages.payment(me, isOperator, one)).toList(),
            from == InvoicePayments.NEWEST ? "" : PAYMENTS,
            found.size() > ROWS ? PAYMENTS + "?before=" + shown.getLast().no() : ""));
  }

  private List<LightningPage.Payment> payments(
      SignedIn me, boolean isOperator, long before, int most) {
    return payments.page(isOperator ? null : me.merchant(), before, most).stream()
        .map(one -> lightningPages.payment(me, isOperator, one))
        .toList();
  }

  private static String older(Place last) {
    return PATH + "?before=" + last.orderId() + "-" + last.quoteNo();
  }

  private static Place place(String before) {
    Matcher typed = PLACE.matcher(before);
    return typed.matches()
        ? new Place(typed.group(1), Integer.parseInt(typed.group(2)))
        : Place.START;
  }
}
