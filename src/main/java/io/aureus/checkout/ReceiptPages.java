package io.aureus.checkout;

import io.aureus.checkout.ReceiptPage.Line;
import io.aureus.merchants.Merchants;
import io.aureus.money.Amount;
import io.aureus.orders.Lookout;
import io.aureus.orders.Order;
import io.aureus.orders.OrderQuote;
import io.aureus.orders.Payment;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns a paid order into what its payer can keep. */
final class ReceiptPages {
  /** Digits alone, so that it is read alike in every language. */
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  private final Merchants merchants;
  private final Lookout lookout;

  ReceiptPages(Merchants merchants, Lookout lookout) {
    this.merchants = merchants;
    this.lookout = lookout;
  }

  ReceiptPage of(Order order, Visit visit) {
    List<Payment> counted =
        order.countedPayments().stream().filter(payment -> payment.state().isLive()).toList();
    Instant paid = paidAt(order, counted);
    return new ReceiptPage(
        order.id().value(),
        merchants.known(order.merchant()).name(),
        PayPages.price(order.price()),
        UTC.format(paid),
        paid.truncatedTo(ChronoUnit.SECONDS).toString(),
        order.principalQuote().map(quote -> rate(order, quote)).orElse(""),
        counted.stream().map(this::line).toList(),
        visit.language().link("/checkout/" + order.id()),
        visit.language());
  }

  private Line line(Payment payment) {
    Amount amount = payment.amount();
    boolean isInvoice = amount.asset().chain().isLightning();
    return new Line(
        amount.text() + " " + amount.asset().symbol(),
        ChoosePages.network(amount.asset()),
        isInvoice ? "" : payment.toAddress(),
        payment.txHash(),
        lookout.page(payment).orElse(""),
        UTC.format(payment.sightedAt()));
  }

  private static String rate(Order order, OrderQuote quote) {
    return "1 %s = %s %s"
        .formatted(
            quote.amount().asset().symbol(),
            quote.rate().stripTrailingZeros().toPlainString(),
            order.price().currency());
  }

  /** When the last payment counted; a merchant may also have taken one by hand. */
  private static Instant paidAt(Order order, List<Payment> counted) {
    return counted.stream()
        .flatMap(
            payment ->
                Stream.of(
                        Optional.ofNullable(payment.early().takenAt()),
                        Optional.ofNullable(payment.confirmedAt()))
                    .flatMap(Optional::stream)
                    .limit(1))
        .max(Comparator.naturalOrder())
        .orElse(order.updatedAt());
  }
}
