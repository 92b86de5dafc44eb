package io.aureus.api;

import static io.aureus.merchants.Scope.ORDERS_READ;
import static io.aureus.merchants.Scope.ORDERS_RESOLVE;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.orders.OrderBook;
import io.aureus.orders.OrderDesk;
import io.aureus.orders.OrderId;
import io.aureus.orders.OrderInformations;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;

/** Orders and their payments, read (API sections 6.5, 6.6, 6.9) and decided on (our own paths). */
@Controller
final class OrdersController {
  private final ApiDoor door;
  private final OrderBook book;
  private final OrderDesk desk;
  private final PayInfos infos;

  OrdersController(ApiDoor door, OrderBook book, OrderDesk desk, PayInfos infos) {
    this.door = door;
    this.book = book;
    this.desk = desk;
    this.infos = infos;
  }

  @GetMapping({"/api/v2/order/", "/api/v2/order"})
  Reply list(@RequestAttribute(ApiRequest.ATTRIBUTE) ApiRequest request) {
    return door.read(
        request,
        ORDERS_READ,
        call -> {
          QueryValues query = call.query();
          OrderBook.Page page = Paged.asked(query);
          return Paged.of(
              page, book.list(call.merchant(), OrderFilters.of(query), page), OrderItem::of);
        });
  }

  @GetMapping("/api/v2/order/detail/{id}")
  Reply detail(
      @RequestAttribute(ApiRequest.ATTRIBUTE) ApiRequest request, @PathVariable String id) {
    return door.read(
        request,
        ORDERS_READ,
        call ->
            book.find(call.merchant(), orderId(id))
                .map(OrderInformations::of)
                .orElseThrow(() -> noOrder(id)));
  }

  @GetMapping("/api/v2/tx")
  Reply transactions(@RequestAttribute(ApiRequest.ATTRIBUTE) ApiRequest request) {
    return door.read(
        request,
        ORDERS_READ,
        call -> {
          OrderBook.Page page = Paged.asked(call.query());
          return Paged.of(page, book.movements(call.merchant(), page), TransactionItem::of);
        });
  }

  @PostMapping("/api/v2/order/remaining/{id}")
  Reply remaining(
      @RequestAttribute(ApiRequest.ATTRIBUTE) ApiRequest request, @PathVariable String id) {
    return door.write(
        request,
        ORDERS_RESOLVE,
        call -> infos.of(desk.requestRemaining(call.merchant(), orderId(id))));
  }

  @PostMapping("/api/v2/order/resolve/{id}")
  Reply resolve(
      @RequestAttribute(ApiRequest.ATTRIBUTE) ApiRequest request, @PathVariable String id) {
    return door.write(
        request,
        ORDERS_RESOLVE,
        call -> {
          Fields body = call.body();
          UUID payment = payment(body);
          boolean todaysRate = body.flag("at_todays_rate");
          return OrderInformations.of(
              desk.resolve(call.merchant(), orderId(id), payment, todaysRate));
        });
  }

  @PostMapping("/api/v2/order/terminate/{id}")
  Reply terminate(
      @RequestAttribute(ApiRequest.ATTRIBUTE) ApiRequest request, @PathVariable String id) {
    return door.write(
        request,
        ORDERS_RESOLVE,
        call -> OrderInformations.of(desk.terminate(call.merchant(), orderId(id))));
  }

  static OrderId orderId(String text) {
    if (!text.matches("[0-9]{20}")) {
      throw noOrder(text);
    }
    return new OrderId(text);
  }

  static Refusal noOrder(String id) {
    return new Refusal(
        ErrorCode.NOT_FOUND,
        "you have no order \"%s\"; an order id has 20 digits".formatted(Shown.of(id)));
  }

  private static UUID payment(Fields body) {
    Optional<String> given = body.text("payment", 36).or(() -> body.text("tx_id", 36));
    try {
      return UUID.fromString(
          given.orElseThrow(
              () -> Fields.bad("payment is missing: send the tx_id of the payment to take")));
    } catch (IllegalArgumentException e) {
      throw Fields.bad(
          "payment: \"%s\" is not a tx_id of /api/v2/tx".formatted(Shown.of(given.get())));
    }
  }
}
