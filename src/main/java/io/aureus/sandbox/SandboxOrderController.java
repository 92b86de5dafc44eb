package io.aureus.sandbox;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.merchants.Authentication;
import io.aureus.merchants.MerchantId;
import io.aureus.merchants.SignedRequest;
import io.aureus.orders.Order;
import io.aureus.orders.OrderBook;
import io.aureus.orders.OrderId;
import io.aureus.orders.SandboxWindow;
import io.aureus.wallets.OrderInvoices;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** What {@code ./aureus pay} asks a running demo for. Live mode has no such path. */
@RestController
@ConditionalOnProperty(name = "aureus.mode", havingValue = "demo")
final class SandboxOrderController {
  private final Authentication authentication;
  private final OrderBook book;
  private final OrderInvoices invoices;
  private final SandboxWindow window;

  SandboxOrderController(
      Authentication authentication, OrderBook book, OrderInvoices invoices, SandboxWindow window) {
    this.authentication = authentication;
    this.book = book;
    this.invoices = invoices;
    this.window = window;
  }

  /** Only a key, and no body: enough to say who asks. */
  private record KeyOnly(String method, String path, String key) implements SignedRequest {
    @Override
    public String query() {
      return "";
    }

    @Override
    public Optional<String> header(String name) {
      return name.equalsIgnoreCase("API-Key") ? Optional.of(key) : Optional.empty();
    }

    @Override
    public byte[] body() {
      return new byte[0];
    }

    @Override
    public String toString() {
      return "KeyOnly[hidden]";
    }
  }

  @GetMapping("/sandbox/orders/{id}")
  ResponseEntity<Object> order(
      @PathVariable String id, @RequestHeader(name = "API-Key", defaultValue = "") String key) {
    return answer(
        new KeyOnly("GET", "/sandbox/orders/" + id, key),
        id,
        order -> SandboxOrder.of(order, invoices));
  }

  /** Ends the order's window now; the usual job then ends the order. */
  @PostMapping("/sandbox/orders/{id}/expire")
  ResponseEntity<Object> expire(
      @PathVariable String id, @RequestHeader(name = "API-Key", defaultValue = "") String key) {
    return answer(
        new KeyOnly("POST", "/sandbox/orders/" + id + "/expire", key),
        id,
        order -> Map.of("ended", window.endNow(order.id())));
  }

  private ResponseEntity<Object> answer(
      SignedRequest request, String id, Function<Order, Object> view) {
    try {
      MerchantId merchant = authentication.authenticate(request).merchant();
      return ResponseEntity.ok(view.apply(find(merchant, id)));
    } catch (Refusal refusal) {
      return ResponseEntity.status(refusal.code().number())
          .body(Map.of("message", refusal.words()));
    }
  }

  private Order find(MerchantId merchant, String id) {
    return (id.matches("[0-9]{20}")
            ? book.find(merchant, new OrderId(id))
            : Optional.<Order>empty())
        .orElseThrow(
            () ->
                new Refusal(
                    ErrorCode.NOT_FOUND,
                    "there is no order " + id + "; an order id has 20 digits"));
  }
}
