package io.aureus.orders;

import io.aureus.money.Amount;
import io.aureus.money.Asset;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** Makes the documented 26 fields of an order. Pure. */
public final class OrderInformations {
  private static final DateTimeFormatter WIRE_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final BigDecimal ONE_BPS = new BigDecimal("0.0001");

  private OrderInformations() {}

  /** UTC without a zone and without a fraction, as every time on the wire is written. */
  public static String wireTime(Instant instant) {
    return WIRE_TIME.format(instant);
  }

  /**
   * While no coin is chosen, the fields of the chain are empty strings and the amount is {@code
   * 0.0}.
   */
  public static OrderInformation of(Order order) {
    Optional<OrderQuote> quote = order.principalQuote();
    Optional<Asset> asset = quote.map(q -> q.amount().asset());
    List<Payment> counted = order.countedPayments();
    Optional<Payment> last = counted.isEmpty() ? Optional.empty() : Optional.of(counted.getLast());
    return new OrderInformation(
        order.merchant().value(),
        order.id().value(),
        order.type(),
        order.terms().platform(),
        order.state().status().name(),
        asset.map(a -> a.chain().code()).orElse(""),
        asset.map(a -> a.chain().name()).orElse(""),
        asset.map(Asset::code).orElse(""),
        quote.map(q -> q.amount().text()).orElse("0.0"),
        order.price().text(),
        order.price().currency(),
        order.remark(),
        Refundable.isOpen(order),
        order.terms().bindId(),
        wireTime(order.createdAt()),
        wireTime(order.updatedAt()),
        counted.isEmpty()
            ? PaymentIds.first(order.id()).toString()
            : counted.getFirst().id().toString(),
        "ORDER",
        obtained(order).map(Amount::text).orElse(null),
        quote.map(q -> feeText(order, q.amount())).orElse("0.0"),
        last.map(Payment::fromAddress).orElse(null),
        quote.map(OrderQuote::address).orElse(""),
        last.map(Payment::txHash).orElse(null),
        counted.stream().map(Payment::txHash).distinct().toList(),
        null,
        order.terms().website());
  }

  /**
   * The fee as the API shows it: the exact share of the amount, not rounded to the asset's unit.
   */
  public static String feeText(Order order, Amount amount) {
    return Amount.text(
        amount.decimal().multiply(ONE_BPS).multiply(BigDecimal.valueOf(order.policy().feeBps())));
  }

  /** What the merchant got: sure and counted, less our fee; none before the order's success. */
  private static Optional<Amount> obtained(Order order) {
    if (order.state() != OrderState.PAID && order.state() != OrderState.RESOLVED) {
      return Optional.empty();
    }
    List<Payment> sure =
        order.countedPayments().stream()
            .filter(payment -> payment.state().isLive())
            .filter(
                payment ->
                    payment.state() == Payment.State.CONFIRMED || payment.early().takenAt() != null)
            .toList();
    Optional<String> coin =
        sure.stream()
            .filter(payment -> payment.type() == Payment.Type.RESOLVED)
            .findFirst()
            .map(Payment::amount)
            .or(() -> order.principalQuote().map(OrderQuote::amount))
            .map(amount -> amount.asset().code());
    return sure.stream()
        .map(payment -> payment.amount().minus(Bookings.fee(order, payment)))
        .filter(amount -> coin.filter(amount.asset().code()::equals).isPresent())
        .reduce(Amount::plus);
  }
}
