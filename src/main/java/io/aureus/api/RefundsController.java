package io.aureus.api;

import static io.aureus.merchants.Scope.WALLETS_READ;

import io.aureus.orders.OrderBook;
import io.aureus.orders.OrderId;
import io.aureus.orders.OrderInformations;
import io.aureus.orders.OrderRefund;
import io.aureus.orders.RefundClaims;
import io.aureus.orders.RefundLinks;
import io.aureus.orders.Refunds;
import io.aureus.web.PublicUrl;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;

/** Refunds (API sections 6.7 and 6.8) and their links (our own path). */
@Controller
final class RefundsController {
  /**
   * @param url for the payer
   * @param lnurl by which the payer's wallet takes the refund itself; null where it cannot
   * @param expireTime until when it is good
   */
  record Link(String orderId, String url, @Nullable String lnurl, String expireTime) {}

  private final ApiDoor door;
  private final PayoutAccess access;
  private final OrderBook book;
  private final Refunds refunds;
  private final RefundLinks links;
  private final RefundClaims claims;
  private final PublicUrl publicUrl;

  RefundsController(
      ApiDoor door,
      PayoutAccess access,
      OrderBook book,
      Refunds refunds,
      RefundLinks links,
      RefundClaims claims,
      PublicUrl publicUrl) {
    this.door = door;
    this.access = access;
    this.book = book;
    this.refunds = refunds;
    this.links = links;
    this.claims = claims;
    this.publicUrl = publicUrl;
  }

  @GetMapping("/api/v2/order/refund-info/{id}")
  Reply info(@RequestAttribute(ApiRequest.ATTRIBUTE) ApiRequest request, @PathVariable String id) {
    return door.read(
        request,
        WALLETS_READ,
        call ->
            RefundItem.of(
                refunds.info(
                    call.merchant(),
                    OrdersController.orderId(id),
                    code(call.query().get("currency")))));
  }

  @GetMapping("/api/v2/order/refund/{id}")
  Reply status(
      @RequestAttribute(ApiRequest.ATTRIBUTE) ApiRequest request, @PathVariable String id) {
    return door.read(
        request,
        WALLETS_READ,
        call ->
            book.find(call.merchant(), OrdersController.orderId(id))
                .map(RefundItem::of)
                .orElseThrow(() -> OrdersController.noOrder(id)));
  }

  @PostMapping("/api/v2/order/refund/{id}")
  Reply refund(
      @RequestAttribute(ApiRequest.ATTRIBUTE) ApiRequest request, @PathVariable String id) {
    return door.write(
        request,
        access::require,
        call ->
            RefundItem.of(
                refunds.request(call.merchant(), OrdersController.orderId(id), wish(call))));
  }

  /** An Idempotency-Key is ignored: the link is a secret, and answers with secrets are not kept. */
  @PostMapping("/api/v2/order/refund-link/{id}")
  Reply link(@RequestAttribute(ApiRequest.ATTRIBUTE) ApiRequest request, @PathVariable String id) {
    return door.read(
        request,
        access::require,
        call -> {
          String currency = code(call.body().text("currency", 32));
          OrderId order = OrdersController.orderId(id);
          RefundLinks.Made made =
              call.body().flag("lnurl_withdraw")
                  ? claimable(call, order, currency)
                  : links.make(call.merchant(), order, currency);
          return new Link(
              id,
              publicUrl.of("/refund/" + made.token()),
              claims.key(made.token()).map(this::lnurl).orElse(null),
              OrderInformations.wireTime(made.until()));
        });
  }

  private RefundLinks.Made claimable(ApiCall call, OrderId order, @Nullable String currency) {
    if (lnurl("").isEmpty()) {
      throw Fields.bad(
          "lnurl_withdraw: no wallet would ask this gateway, since it is not reached by https and"
              + " a name of its own (aureus.web.base-url)");
    }
    return claims.make(call.merchant(), order, currency, call.caller().credential());
  }

  private String lnurl(String key) {
    return RefundClaims.lnurl(publicUrl.of("/lnurlw/" + key));
  }

  /** With no body at all: everything, to the address that the payer gave. */
  private static Refunds.Wish wish(ApiCall call) {
    Fields body = call.body();
    Optional<BigDecimal> amount = body.number("amount");
    OrderRefund.Kind usual = amount.isPresent() ? OrderRefund.Kind.PARTIAL : OrderRefund.Kind.FULL;
    return new Refunds.Wish(
        oneOf(body, "kind", OrderRefund.Kind.values(), usual),
        code(body.text("currency", 32)),
        amount.orElse(null),
        body.text("address", PayoutWishes.INVOICE_LONGEST).orElse(null),
        body.text("fee_bearer", 32).isEmpty()
            ? null
            : oneOf(
                body, "fee_bearer", OrderRefund.FeeBearer.values(), OrderRefund.FeeBearer.PAYER),
        call.lastingRef(),
        call.caller().credential());
  }

  /** Taken in small letters as well, like all codes; null where none is given. */
  private static @Nullable String code(Optional<String> given) {
    return given.map(text -> text.strip().toUpperCase(Locale.ROOT)).orElse(null);
  }

  private static <T extends Enum<T>> T oneOf(Fields body, String name, T[] choices, T otherwise) {
    Optional<String> given = body.text(name, 32).map(text -> text.toUpperCase(Locale.ROOT));
    if (given.isEmpty()) {
      return otherwise;
    }
    return Arrays.stream(choices)
        .filter(choice -> choice.name().equals(given.get()))
        .findFirst()
        .orElseThrow(
            () ->
                Fields.bad(
                    "%s: \"%s\" is not one of %s"
                        .formatted(name, Shown.of(given.get()), Arrays.toString(choices))));
  }
}
