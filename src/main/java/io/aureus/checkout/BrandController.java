package io.aureus.checkout;

import io.aureus.merchants.Brandings;
import io.aureus.merchants.MerchantId;
import io.aureus.orders.Order;
import io.aureus.orders.OrderBook;
import io.aureus.orders.OrderId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** How an order's merchant wants its pages to look, for whoever sees the pages. */
@RestController
class BrandController {
  private static final MediaType CSS = new MediaType("text", "css", StandardCharsets.UTF_8);
  private static final Duration KEPT = Duration.ofMinutes(5);

  private final OrderBook orders;
  private final Brandings brandings;

  BrandController(OrderBook orders, Brandings brandings) {
    this.orders = orders;
    this.brandings = brandings;
  }

  @GetMapping("/checkout/{id}/brand.css")
  ResponseEntity<String> sheet(@PathVariable String id) {
    return answer(
        CSS,
        merchant(id)
            .map(brandings::of)
            .map(branding -> BrandSheet.of(branding, "/checkout/" + id + "/logo.png")));
  }

  @GetMapping("/checkout/{id}/logo.png")
  ResponseEntity<byte[]> logo(@PathVariable String id) {
    return answer(MediaType.IMAGE_PNG, merchant(id).flatMap(brandings::logo));
  }

  private static <T> ResponseEntity<T> answer(MediaType type, Optional<T> body) {
    return body.map(
            found ->
                ResponseEntity.ok()
                    .contentType(type)
                    .cacheControl(CacheControl.maxAge(KEPT).cachePrivate())
                    .body(found))
        .orElseGet(() -> ResponseEntity.notFound().build());
  }

  private Optional<MerchantId> merchant(String id) {
    return Optional.of(id)
        .filter(text -> text.matches("[0-9]{20}"))
        .map(OrderId::new)
        .flatMap(orders::find)
        .map(Order::merchant);
  }
}
