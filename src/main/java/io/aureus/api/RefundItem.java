package io.aureus.api;

import io.aureus.money.Amount;
import io.aureus.orders.Order;
import io.aureus.orders.OrderInformations;
import io.aureus.orders.OrderRefund;
import io.aureus.orders.Refundable;
import io.aureus.orders.Refunds;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refunds on the wire (API sections 6.7 and 6.8). */
final class RefundItem {
  private RefundItem() {}

  /**
   * @param amount that came in and is confirmed
   * @param fee of the network, now; null where nobody knows it now
   * @param maxAmount that can go back now, the merchant's balance considered too; 0 without a fee
   * @param address that the payer gave through the refund link; null for none
   */
  record Info(
      String orderId,
      String chain,
      String currency,
      BigDecimal amount,
      @Nullable BigDecimal fee,
      BigDecimal maxAmount,
      @Nullable String address,
      String refundStatus) {}

  /**
   * One refund.
   *
   * @param refundAmount what it takes of what came in
   * @param payerGets that, less the network's fee where the payer bears it
   */
  record One(
      String orderId,
      String refundStatus,
      BigDecimal refundAmount,
      String refundDate,
      String payoutId,
      String kind,
      String chain,
      String currency,
      BigDecimal fee,
      String feeBearer,
      BigDecimal payerGets,
      String address,
      @Nullable String txHash) {}

  /**
   * All refunds of an order, newest first.
   *
   * @param refundAmount of the newest one's coin, of all refunds in that coin that did not fail
   * @param refundDate of the newest one; null for none
   */
  record Status(
      String orderId,
      String refundStatus,
      BigDecimal refundAmount,
      @Nullable String refundDate,
      List<One> refunds) {}

  static Info of(Refunds.Info info) {
    Refundable sums = info.sums();
    return new Info(
        info.order().id().value(),
        sums.cameIn().asset().chain().code(),
        sums.cameIn().asset().code(),
        sums.cameIn().decimal(),
        info.fee().map(Amount::decimal).orElse(null),
        info.most().decimal(),
        info.address().orElse(null),
        status(info.order()));
  }

  static One of(OrderRefund refund) {
    return new One(
        refund.orderId().value(),
        refund.state().status(),
        refund.amount().decimal(),
        OrderInformations.wireTime(refund.createdAt()),
        refund.id().toString(),
        refund.kind().name(),
        refund.amount().asset().chain().code(),
        refund.amount().asset().code(),
        refund.fee().decimal(),
        refund.bearer().name(),
        refund.received().decimal(),
        refund.destination(),
        refund.txHash());
  }

  static Status of(Order order) {
    List<OrderRefund> newest = order.refunds().reversed();
    BigDecimal sum =
        newest.stream()
            .filter(refund -> refund.state() != OrderRefund.State.FAILED)
            .map(OrderRefund::amount)
            .filter(amount -> amount.asset().equals(newest.getFirst().amount().asset()))
            .map(amount -> amount.decimal())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return new Status(
        order.id().value(),
        status(order),
        sum,
        newest.isEmpty() ? null : OrderInformations.wireTime(newest.getFirst().createdAt()),
        newest.stream().map(RefundItem::of).toList());
  }

  /** Of the order as a whole: NONE, PENDING, PARTIAL, REFUNDED or FAILED. */
  private static String status(Order order) {
    if (has(order, OrderRefund.State.PENDING)) {
      return "PENDING";
    }
    if (has(order, OrderRefund.State.CONFIRMED)) {
      boolean left = Refundable.of(order).stream().anyMatch(sums -> sums.left().isPositive());
      return left ? "PARTIAL" : "REFUNDED";
    }
    return order.refunds().isEmpty() ? "NONE" : "FAILED";
  }

  private static boolean has(Order order, OrderRefund.State state) {
    return order.refunds().stream().anyMatch(refund -> refund.state() == state);
  }
}
