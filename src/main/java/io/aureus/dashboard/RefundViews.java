package io.aureus.dashboard;

import io.aureus.dashboard.RefundView.Choice;
import io.aureus.dashboard.RefundView.Form;
import io.aureus.dashboard.RefundView.Line;
import io.aureus.dashboard.RefundView.Proposal;
import io.aureus.money.Amount;
import io.aureus.money.Chain;
import io.aureus.orders.Order;
import io.aureus.orders.OrderRefund;
import io.aureus.orders.RefundLinks;
import io.aureus.orders.Refundable;
import io.aureus.orders.Refunds;
import io.aureus.payouts.InvoicePayouts;
import io.aureus.wallets.Custody;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Turns what an order got and gave back into a part of its page. */
final class RefundViews {
  private final RefundLinks links;
  private final RandomGenerator random;

  RefundViews(RefundLinks links, RandomGenerator random) {
    this.links = links;
    this.random = random;
  }

  RefundView of(Order order) {
    return of(order, fresh(order), null);
  }

  RefundView of(Order order, Form form, @Nullable Proposal proposal) {
    boolean isOpen = Refundable.isOpen(order);
    List<Choice> choices =
        isOpen
            ? Refundable.of(order).stream()
                .filter(one -> one.left().isPositive())
                .map(one -> choice(order, one))
                .toList()
            : List.of();
    return new RefundView(
        choices,
        isOpen ? "" : why(order),
        form,
        proposal,
        "",
        "",
        order.refunds().reversed().stream().map(RefundViews::line).toList());
  }

  RefundView withLink(Order order, String link, String until) {
    RefundView plain = of(order);
    return new RefundView(
        plain.currencies(), plain.why(), plain.form(), null, link, until, plain.refunds());
  }

  /** What is said once it was asked for. */
  static String told(Custody custody) {
    return custody == Custody.SELF
        ? "The refund is yours to sign with your own wallet: open its payout, below."
        : "The refund is on its way.";
  }

  static Proposal proposal(Refunds.Preview preview, boolean needsCode) {
    Chain chain = preview.amount().asset().chain();
    boolean isUntold = preview.custody() == Custody.SELF && preview.fee().isZero();
    return new Proposal(
        text(preview.amount()),
        isUntold ? "what your own wallet pays when it sends it" : text(preview.fee()),
        text(preview.received()),
        Objects.requireNonNullElse(preview.payee(), preview.destination()),
        chain.isLightning() ? InvoicePayouts.node(chain, preview.destination()) : "",
        preview.hold(),
        preview.amount().text(),
        needsCode);
  }

  /** What stands in the form before anything is typed. */
  private Form fresh(Order order) {
    String address =
        Refundable.of(order).stream()
            .filter(one -> one.left().isPositive())
            .findFirst()
            .flatMap(one -> links.address(order.id(), one.left().asset().chain()))
            .orElse("");
    return new Form(
        OrderRefund.Kind.FULL.name(), "", "", address, OrderRefund.FeeBearer.PAYER.name(), once());
  }

  /** A form that is sent twice asks for one refund. */
  private String once() {
    byte[] bytes = new byte[12];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static Choice choice(Order order, Refundable one) {
    String surplus =
        one.surplus().isPositive() ? ", " + one.surplus().text() + " of it surplus" : "";
    return new Choice(
        one.left().asset().code(),
        "%s: %s left%s".formatted(code(one), one.left().text(), surplus),
        one.left().asset().chain().isLightning(),
        Refundable.custody(order, one.left().asset()) == Custody.SELF);
  }

  private static String code(Refundable one) {
    return one.left().asset().code();
  }

  private static String why(Order order) {
    if (Refundable.of(order).isEmpty()) {
      return "";
    }
    boolean gone = Refundable.of(order).stream().noneMatch(one -> one.left().isPositive());
    return gone
        ? "All that came in went back or is on its way back."
        : "It can be refunded when its window has ended or it is paid.";
  }

  private static Line line(OrderRefund refund) {
    String hash = refund.txHash();
    return new Line(
        text(refund.amount()),
        refund.state().status(),
        refund.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        text(refund.received()),
        refund.destination(),
        hash == null ? "" : hash,
        Texts.time(refund.createdAt()),
        refund.actor(),
        refund.id().toString());
  }

  private static String text(Amount amount) {
    return amount.text() + " " + amount.asset().code();
  }
}
