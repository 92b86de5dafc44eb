package io.aureus.checkout;

import io.aureus.checkout.PayPage.Ask;
import io.aureus.checkout.PayPage.Target;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.CoinAddress;
import io.aureus.orders.Order;
import io.aureus.orders.OrderQuote;
import io.aureus.orders.OrderState;
import io.aureus.orders.Payment;
import io.aureus.wallets.OrderInvoices;
import io.aureus.wallets.OrderInvoices.OrderInvoice;
import io.aureus.web.QrPicture;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a payer is asked for: how much, of what, and where to. */
final class Asks {
  private static final int SATOSHI_DIGITS = 8;

  private final OrderInvoices invoices;

  Asks(OrderInvoices invoices) {
    this.invoices = invoices;
  }

  /** Whether it is paid by Lightning. */
  static boolean isInvoice(OrderQuote quote) {
    return quote.amount().asset().chain().isLightning();
  }

  /**
   * @param forgotten the transfers that do not count as seen for now
   */
  Ask of(Order order, OrderQuote quote, Set<Long> forgotten, Words words) {
    if (isInvoice(quote)) {
      return invoice(order, quote, words);
    }
    return beside(order, quote)
        .flatMap(other -> invoices.of(other.address()))
        .map(invoice -> either(order, quote, invoice, words))
        .orElseGet(() -> address(order, quote, forgotten, words));
  }

  /** The invoice that may be paid in its place, as long as nothing has come. */
  private static Optional<OrderQuote> beside(Order order, OrderQuote quote) {
    return order.state() == OrderState.WAITING
        ? order
            .quote(quote.no() - 1)
            .filter(Asks::isInvoice)
            .filter(other -> other.createdAt().equals(quote.createdAt()))
        : Optional.empty();
  }

  private static Ask either(Order order, OrderQuote quote, OrderInvoice invoice, Words words) {
    Amount amount = quote.amount();
    Asset asset = amount.asset();
    String network = asset.chain().name();
    return new Ask(
        amount.text(),
        asset.symbol(),
        satoshi(amount, words),
        words.text("pay.network-or-lightning", network),
        "",
        targets(addressOf(quote, words), invoice, words),
        PaymentLink.either(amount, quote.address(), invoice.request(), invoice.offer()),
        QrPicture.of(
            PaymentLink.eitherForPicture(
                amount, quote.address(), invoice.request(), invoice.offer())),
        words.text("pay.qr-either", amount.text(), asset.symbol(), network, quote.address()),
        false,
        Receipts.counts(quote, words) + " " + words.text("pay.counts-by-lightning"),
        words.text("pay.warning-either", asset.symbol()),
        earlier(invoice.expiresAt(), order.deadline()),
        false);
  }

  private static Ask address(Order order, OrderQuote quote, Set<Long> forgotten, Words words) {
    Amount missing = missing(order, quote, forgotten);
    Asset asset = missing.asset();
    String network = ChoosePages.network(asset);
    return new Ask(
        missing.text(),
        asset.symbol(),
        "",
        network,
        asset.contract(),
        List.of(addressOf(quote, words)),
        PaymentLink.of(missing, quote.address()),
        QrPicture.of(PaymentLink.forPicture(missing, quote.address())),
        words.text("pay.qr", missing.text(), asset.symbol(), network, quote.address()),
        quote.remainderOf() != 0 || !missing.equals(quote.amount()),
        Receipts.counts(quote, words),
        words.text("pay.warning", asset.symbol(), network),
        order.deadline(),
        false);
  }

  /** It is paid whole or not at all, so that no part of it can be missing. */
  private Ask invoice(Order order, OrderQuote quote, Words words) {
    Amount amount = quote.amount();
    Asset asset = amount.asset();
    OrderInvoice invoice =
        invoices
            .of(quote.address())
            .orElseThrow(() -> new IllegalStateException("no invoice " + quote.address()));
    return new Ask(
        amount.text(),
        asset.symbol(),
        satoshi(amount, words),
        asset.chain().name(),
        "",
        targets(null, invoice, words),
        PaymentLink.of(amount, invoice.request()),
        QrPicture.of(PaymentLink.forPicture(amount, invoice.request())),
        words.text("pay.qr-invoice", amount.text(), asset.symbol(), asset.chain().name()),
        quote.remainderOf() != 0,
        Receipts.counts(quote, words),
        words.text("pay.warning-invoice"),
        earlier(invoice.expiresAt(), order.deadline()),
        true);
  }

  private static Target addressOf(OrderQuote quote, Words words) {
    return new Target(
        "address", words.text("pay.address"), words.text("pay.copy-address"), quote.address());
  }

  private static List<Target> targets(@Nullable Target first, OrderInvoice invoice, Words words) {
    List<Target> targets = new ArrayList<>();
    if (first != null) {
      targets.add(first);
    }
    targets.add(
        new Target(
            "invoice",
            words.text("pay.invoice"),
            words.text("pay.copy-invoice"),
            invoice.request()));
    if (!invoice.offer().isEmpty()) {
      targets.add(
          new Target(
              "offer", words.text("pay.offer"), words.text("pay.copy-offer"), invoice.offer()));
    }
    return List.copyOf(targets);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** As wallets of Lightning show amounts, e.g. {@code 21,000 satoshi}. */
  private static String satoshi(Amount amount, Words words) {
    BigDecimal satoshi = amount.decimal().movePointRight(SATOSHI_DIGITS);
    DecimalFormatSymbols marks = new DecimalFormatSymbols(Locale.ROOT);
    marks.setGroupingSeparator(words.text("number.group").charAt(0));
    return words.text("pay.satoshi", new DecimalFormat("#,##0.###", marks).format(satoshi));
  }

  /** What was asked less what was seen for it and is not forgotten; never below zero. */
  static Amount missing(Order order, OrderQuote quote, Set<Long> forgotten) {
    Amount missing = quote.amount();
    for (Payment payment : order.payments()) {
      boolean counts = payment.quoteNo() == quote.no() && isThere(payment, forgotten);
      if (counts && payment.amount().asset().code().equals(missing.asset().code())) {
        missing = missing.minus(payment.amount());
      }
    }
    if (!missing.isPositive()) {
      return Amount.zero(missing.asset());
    }
    // Less than the network passes on could not be sent: then a little more is asked for.
    long least = CoinAddress.smallestPayment(missing.asset().chain());
    Amount sendable = Amount.ofUnits(missing.asset(), least);
    return missing.isAtLeast(sendable) ? missing : sendable;
  }

  private static boolean isThere(Payment payment, Set<Long> forgotten) {
    return payment.state().isLive() && !forgotten.contains(payment.transferId());
  }
}
