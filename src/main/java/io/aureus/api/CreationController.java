package io.aureus.api;

import static io.aureus.merchants.Scope.ORDERS_CREATE;

import io.aureus.orders.OpenedOrder;
import io.aureus.orders.Order;
import io.aureus.orders.OrderDesk;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;

/** The five ways in which a shop asks for an order (API sections 6.1 to 6.4, and 7). */
@Controller
final class CreationController {
  /**
   * @param orderId null until a coin is chosen
   */
  record PayUrl(String payUrl, @Nullable String token, @Nullable String orderId) {}

  record PluginPay(String payUrl, String orderId) {}

  record PayToken(String token) {}

  /**
   * @param amount in whole bitcoins
   * @param paymentRequest BOLT11, which a wallet reads
   * @param offer BOLT12, which may be paid in its place; empty where there is none
   */
  record LightningPay(
      String orderId,
      String status,
      BigDecimal amount,
      String createTime,
      String paymentRequest,
      String payUrl,
      String offer) {}

  private final ApiDoor door;
  private final OrderWishes wishes;
  private final OrderDesk desk;
  private final PayInfos infos;
  private final PayLinks links;

  CreationController(
      ApiDoor door, OrderWishes wishes, OrderDesk desk, PayInfos infos, PayLinks links) {
    this.door = door;
    this.wishes = wishes;
    this.desk = desk;
    this.infos = infos;
    this.links = links;
  }

  @PostMapping("/api/order/pay-url")
  Reply payUrl(@RequestAttribute(ApiRequest.ATTRIBUTE) ApiRequest request) {
    return door.write(
        request,
        ORDERS_CREATE,
        call -> {
          OpenedOrder opened = desk.open(wishes.payUrl(call));
          Order order = opened.order();
          return new PayUrl(
              links.checkout(opened),
              opened.token().orElse(null),
              order.currentQuote().isPresent() ? order.id().value() : null);
        });
  }

  @PostMapping("/api/order/pay-info")
  Reply payInfo(@RequestAttribute(ApiRequest.ATTRIBUTE) ApiRequest request) {
    return door.write(
        request, ORDERS_CREATE, call -> infos.of(desk.open(wishes.payInfo(call)).order()));
  }

  @PostMapping("/api/bln/order")
  Reply lightning(@RequestAttribute(ApiRequest.ATTRIBUTE) ApiRequest request) {
    return door.write(
        request,
        ORDERS_CREATE,
        call -> {
          Order order = desk.open(wishes.lightning(call)).order();
          PayInfo info = infos.of(order);
          return new LightningPay(
              info.orderId(),
              info.status(),
              info.amount(),
              info.createTime(),
              info.address(),
              info.payUrl(),
              infos.offer(order));
        });
  }

  @PostMapping("/api/order/plugin")
  Reply plugin(@RequestAttribute(ApiRequest.ATTRIBUTE) ApiRequest request) {
    return door.write(
        request,
        ORDERS_CREATE,
        call -> {
          Order order = desk.open(wishes.plugin(call)).order();
          return new PluginPay(links.cashier(order.id()), order.id().value());
        });
  }

  @PostMapping("/api/order/pay/token")
  Reply token(@RequestAttribute(ApiRequest.ATTRIBUTE) ApiRequest request) {
    return door.write(
        request,
        ORDERS_CREATE,
        call -> new PayToken(desk.open(wishes.token(call)).token().orElseThrow()));
  }
}
