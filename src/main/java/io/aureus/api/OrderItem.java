package io.aureus.api;

import io.aureus.orders.Order;
import io.aureus.orders.OrderInformation;
import io.aureus.orders.OrderInformations;

/** An order in a list (API section 6.5). */
record OrderItem(
    String userId,
    String orderId,
    String orderType,
    String platform,
    String status,
    String chain,
    String chainName,
    String currency,
    String amount,
    String vsPrice,
    String vsCurrency,
    String remark,
    boolean refund,
    String createTime,
    String updateTime) {

  static OrderItem of(Order order) {
    OrderInformation whole = OrderInformations.of(order);
    return new OrderItem(
        whole.userId(),
        whole.orderId(),
        whole.orderType(),
        whole.platform(),
        whole.status(),
        whole.chain(),
        whole.chainName(),
        whole.currency(),
        whole.amount(),
        whole.vsPrice(),
        whole.vsCurrency(),
        whole.remark(),
        whole.refund(),
        whole.createTime(),
        whole.updateTime());
  }
}
