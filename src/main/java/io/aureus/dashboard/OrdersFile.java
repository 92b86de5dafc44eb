package io.aureus.dashboard;

import io.aureus.merchants.MerchantId;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.orders.Order;
import io.aureus.orders.OrderBook;
import io.aureus.orders.OrderLists;
import io.aureus.orders.OrderQuote;
import io.aureus.orders.OrderRefund;
import io.aureus.orders.Payment;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Orders as a file, some at a time: neither memory nor the database holds more than these, however
 * many there are. Its columns are in docs/merchant/exports.md.
 */
final class OrdersFile {
  private static final int AT_ONCE = 500;
  private static final String HEAD =
      "order_id,status,taken_back,made_at,changed_at,price,currency,coin,network,amount,rate,"
          + "rated_at,received,fee,refunded,other_coins,transactions,refund_transactions,"
          + "reference,platform,website\r\n";

  private final OrderLists orders;

  OrdersFile(OrderLists orders) {
    this.orders = orders;
  }

  /** Writes all that fits, the newest first; less where nobody takes it any more. */
  void write(MerchantId merchant, OrderBook.Filter filter, String text, PrintWriter out) {
    out.append(HEAD);
    String before = OrderLists.START;
    List<Order> part;
    do {
      part = orders.older(merchant, filter, text, before, AT_ONCE);
      for (Order order : part) {
        out.append(line(order));
        before = order.id().value();
      }
    } while (part.size() == AT_ONCE && !out.checkError());
  }

  private static String line(Order order) {
    OrderQuote quote = order.principalQuote().orElse(null);
    Asset coin = quote == null ? null : quote.amount().asset();
    return Csv.line(
        List.of(
            order.id().value(),
            order.state().status().name(),
            String.valueOf(order.reversed()),
            order.createdAt().toString(),
            order.updatedAt().toString(),
            order.price().value().toPlainString(),
            order.price().currency(),
            coin == null ? "" : coin.code(),
            coin == null ? "" : coin.chain().name(),
            quote == null ? "" : quote.amount().text(),
            quote == null ? "" : quote.rate().toPlainString(),
            quote == null ? "" : quote.ratedAt().toString(),
            coin == null ? "" : sum(coin, order, Payment::amount),
            coin == null ? "" : sum(coin, order, Payment::fee),
            coin == null ? "" : refunded(coin, order),
            others(coin, order),
            hashes(order.payments().stream().map(Payment::txHash)),
            hashes(order.refunds().stream().flatMap(sent -> Stream.ofNullable(sent.txHash()))),
            Objects.requireNonNullElse(order.terms().bindId(), ""),
            order.terms().platform(),
            Objects.requireNonNullElse(order.terms().website(), "")));
  }

  /** Over all that the chain has, also what does not count for the order. */
  private static String sum(Asset coin, Order order, Function<Payment, Amount> part) {
    return order.payments().stream()
        .filter(payment -> payment.state().isLive())
        .map(part)
        .filter(amount -> amount.asset().equals(coin))
        .reduce(Amount.zero(coin), Amount::plus)
        .text();
  }

  private static String refunded(Asset coin, Order order) {
    return order.refunds().stream()
        .filter(refund -> refund.state() != OrderRefund.State.FAILED)
        .map(OrderRefund::amount)
        .filter(amount -> amount.asset().equals(coin))
        .reduce(Amount.zero(coin), Amount::plus)
        .text();
  }

  /** What came in other coins than the one that the order is known by. */
  private static String others(@Nullable Asset coin, Order order) {
    return order.payments().stream()
        .filter(payment -> payment.state().isLive())
        .map(payment -> payment.amount().asset())
        .filter(asset -> !asset.equals(coin))
        .distinct()
        .map(asset -> sum(asset, order, Payment::amount) + " " + asset.code())
        .collect(Collectors.joining("; "));
  }

  private static String hashes(Stream<String> hashes) {
    return hashes.distinct().collect(Collectors.joining(" "));
  }
}
