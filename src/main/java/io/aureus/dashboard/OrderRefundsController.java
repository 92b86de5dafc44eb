package io.aureus.dashboard;

import io.aureus.dashboard.RefundView.Form;
import io.aureus.dashboard.RefundView.Proposal;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.merchants.People;
import io.aureus.orders.Order;
import io.aureus.orders.OrderBook;
import io.aureus.orders.OrderId;
import io.aureus.orders.OrderRefund;
import io.aureus.orders.RefundClaims;
import io.aureus.orders.RefundLinks;
import io.aureus.orders.Refundable;
import io.aureus.orders.Refunds;
import io.aureus.web.Pages;
import io.aureus.web.PublicUrl;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Refunds from an order's page: first what would happen, then the deed. */
@Controller("dashboardOrderRefunds")
class OrderRefundsController {
  private final OrderBook orders;
  private final Refunds refunds;
  private final RefundLinks links;
  private final RefundClaims claims;
  private final People people;
  private final MoneyProof money;
  private final RefundViews views;
  private final OrderPages orderPages;
  private final Shells shells;
  private final Pages pages;
  private final PublicUrl publicUrl;

  OrderRefundsController(
      OrderBook orders,
      Refunds refunds,
      RefundLinks links,
      RefundClaims claims,
      People people,
      MoneyProof money,
      RefundViews views,
      OrderPages orderPages,
      Shells shells,
      Pages pages,
      PublicUrl publicUrl) {
    this.orders = orders;
    this.refunds = refunds;
    this.links = links;
    this.claims = claims;
    this.people = people;
    this.money = money;
    this.views = views;
    this.orderPages = orderPages;
    this.shells = shells;
    this.pages = pages;
    this.publicUrl = publicUrl;
  }

  /**
   * @param shown the amount that was proposed; empty to have one proposed
   */
  @PostMapping("/dashboard/orders/{id}/refund")
  ResponseEntity<String> refund(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String shown,
      Proof proof) {
    Order order = find(me, id);
    Form form = form(request);
    Shell shell = shell(request, me, order);
    Proposal proposal = null;
    try {
      Refunds.Wish wish = wish(me, form, order);
      Refunds.Preview preview = refunds.preview(me.merchant(), order.id(), wish);
      proposal = RefundViews.proposal(preview, people.hasSecondFactor(me.person()));
      if (!proposal.exact().equals(shown)) {
        Shell next =
            shown.isEmpty() ? shell : shell.trouble("The figures have changed: look once more.");
        return page(HttpStatus.OK, next, order, views.of(order, form, proposal));
      }
      money.check(me, proof, request);
      refunds.request(me.merchant(), order.id(), wish);
      Order after = find(me, id);
      return page(
          HttpStatus.OK, shell.told(RefundViews.told(preview.custody())), after, views.of(after));
    } catch (Refusal refusal) {
      Shell next = shell.trouble(Texts.sentence(refusal.words()));
      // A wrong password asks for the right one; the figures stand.
      return page(HttpStatus.CONFLICT, next, order, views.of(find(me, id), form, proposal));
    }
  }

  /**
   * Whoever has the link says where money goes: it takes what a refund takes.
   *
   * @param claimable set where the payer's wallet may take all that is left by itself
   */
  @PostMapping("/dashboard/orders/{id}/refund-link")
  ResponseEntity<String> link(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String currency,
      @RequestParam(defaultValue = "") String claimable,
      Proof proof) {
    Order order = find(me, id);
    Shell shell = shell(request, me, order);
    try {
      money.check(me, proof, request);
      String coin = currency.isEmpty() ? null : currency;
      RefundLinks.Made made =
          claimable.isEmpty()
              ? links.make(me.merchant(), order.id(), coin)
              : claimable(me, order, coin);
      Order after = find(me, id);
      String url = publicUrl.of("/refund/" + made.token());
      return page(
          HttpStatus.OK, shell, after, views.withLink(after, url, Texts.time(made.until())));
    } catch (Refusal refusal) {
      Shell next = shell.trouble(Texts.sentence(refusal.words()));
      return page(HttpStatus.CONFLICT, next, order, views.of(order));
    }
  }

  private RefundLinks.Made claimable(SignedIn me, Order order, @Nullable String coin) {
    if (RefundClaims.lnurl(publicUrl.of("/lnurlw/")).isEmpty()) {
      throw new Refusal(
          ErrorCode.BAD_REQUEST,
          "No wallet would ask this gateway, since it is not reached by https and a name of its"
              + " own: make the link without that.");
    }
    return claims.make(me.merchant(), order.id(), coin, me.actor());
  }

  private static Form form(HttpServletRequest request) {
    return new Form(
        typed(request, "kind"),
        typed(request, "currency"),
        typed(request, "amount"),
        typed(request, "address"),
        typed(request, "bearer"),
        typed(request, "once"));
  }

  private static String typed(HttpServletRequest request, String name) {
    return Objects.requireNonNullElse(request.getParameter(name), "");
  }

  private static Refunds.Wish wish(SignedIn me, Form form, Order order) {
    return new Refunds.Wish(
        oneOf(OrderRefund.Kind.class, form.kind()),
        form.currency().isEmpty() ? null : form.currency(),
        amount(form.amount()),
        form.address(),
        isLightning(form, order) ? null : oneOf(OrderRefund.FeeBearer.class, form.bearer()),
        "form " + form.once(),
        "person:" + me.person());
  }

  /** What routing takes is always the merchant's: nothing is to be chosen then. */
  private static boolean isLightning(Form form, Order order) {
    return Refundable.of(order).stream()
        .map(one -> one.left().asset())
        .anyMatch(asset -> asset.code().equals(form.currency()) && asset.chain().isLightning());
  }

  private static @Nullable BigDecimal amount(String typed) {
    String text = typed.strip();
    if (text.isEmpty()) {
      return null;
    }
    if (!text.matches("[0-9]{1,40}([.][0-9]{1,40})?")) {
      throw new Refusal(ErrorCode.BAD_REQUEST, "The amount is a plain number like 0.25.");
    }
    return new BigDecimal(text);
  }

  private static <T extends Enum<T>> T oneOf(Class<T> type, String name) {
    try {
      return Enum.valueOf(type, name);
    } catch (IllegalArgumentException e) {
      throw new Refusal(ErrorCode.BAD_REQUEST, "Please use the form of this page.");
    }
  }

  private ResponseEntity<String> page(
      HttpStatus status, Shell shell, Order order, RefundView view) {
    return pages.answer(status, "dashboard/order", orderPages.of(shell, order, view));
  }

  private Shell shell(HttpServletRequest request, SignedIn me, Order order) {
    return shells.of(request, me, "orders", "Order " + order.id());
  }

  private Order find(SignedIn me, String id) {
    return Optional.of(id)
        .filter(text -> text.matches("[0-9]{20}"))
        .flatMap(text -> orders.find(me.merchant(), new OrderId(text)))
        .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "There is no such order."));
  }
}
