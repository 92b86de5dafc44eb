package io.aureus.checkout;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Asset;
import io.aureus.orders.Order;
import io.aureus.orders.OrderBook;
import io.aureus.orders.OrderDesk;
import io.aureus.orders.OrderId;
import io.aureus.orders.OrderState;
import io.aureus.web.Pages;
import java.net.URI;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The payer's pages. The only thing that they change is the choice of the coin; the token is the
 * right to make it, so a forged request without it does nothing.
 */
@Controller
class CheckoutController {
  private final OrderBook orders;
  private final OrderDesk desk;
  private final PayPages payPages;
  private final ChoosePages choosePages;
  private final Pages pages;

  CheckoutController(
      OrderBook orders, OrderDesk desk, PayPages payPages, ChoosePages choosePages, Pages pages) {
    this.orders = orders;
    this.desk = desk;
    this.payPages = payPages;
    this.choosePages = choosePages;
    this.pages = pages;
  }

  /** A payer who has chosen goes on to pay, unless he asks to choose anew. */
  @GetMapping("/checkout/choose")
  ResponseEntity<String> choose(
      @RequestParam(defaultValue = "") String token,
      @RequestParam(defaultValue = "") String change) {
    Order order = byToken(token);
    boolean chosen = order.state() != OrderState.CHOOSING;
    boolean choosable = PayPages.mayChangeCoin(order) && choosePages.hasChoice(order);
    if (chosen && (change.isEmpty() || !choosable)) {
      return to(order, token);
    }
    return pages.ok("checkout/choose", choosePages.of(order, token, ""));
  }

  @PostMapping("/checkout/choose")
  ResponseEntity<String> chosen(
      @RequestParam(defaultValue = "") String token,
      @RequestParam(defaultValue = "") String asset) {
    Order order = byToken(token);
    Optional<Asset> wanted = choosePages.enabled(order, asset);
    if (wanted.isEmpty()) {
      return again(order, token, HttpStatus.BAD_REQUEST, "Please choose one of these coins.");
    }
    if (isCurrent(order, wanted.get())) {
      return to(order, token);
    }
    try {
      return to(desk.chooseCoin(token, wanted.get()), token);
    } catch (Refusal refusal) {
      return switch (refusal.code()) {
        case CONFLICT -> to(order, token);
        case NOT_FOUND -> throw refusal;
        default ->
            again(
                order,
                token,
                HttpStatus.SERVICE_UNAVAILABLE,
                "That coin cannot be chosen just now. Try again in a minute or take another.");
      };
    }
  }

  /**
   * @param token shows the way back to the choice; ignored where it is another order's
   * @param watch set by the page itself where it looks again without script: such a payer was here
   *     before the end and is sent back at it
   */
  @GetMapping("/checkout/{id}")
  ResponseEntity<String> pay(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String token,
      @RequestParam(defaultValue = "") String watch) {
    Order order = find(id);
    if (order.state() == OrderState.CHOOSING && owns(order, token)) {
      return redirect("/checkout/choose?token=" + token);
    }
    PayPage page = payPages.of(order, owns(order, token) ? token : "");
    return pages.ok(watch.isEmpty() ? "checkout/pay" : "checkout/watch", page);
  }

  /** Choosing the coin that is chosen makes no second quote: a double click is one choice. */
  private static boolean isCurrent(Order order, Asset asset) {
    return order.state() == OrderState.WAITING
        && order
            .currentQuote()
            .filter(quote -> quote.amount().asset().code().equals(asset.code()))
            .isPresent();
  }

  private ResponseEntity<String> again(
      Order order, String token, HttpStatus status, String trouble) {
    return pages.answer(status, "checkout/choose", choosePages.of(order, token, trouble));
  }

  private boolean owns(Order order, String token) {
    return isToken(token)
        && orders.byToken(token).filter(found -> found.id().equals(order.id())).isPresent();
  }

  private Order byToken(String token) {
    return Optional.of(token)
        .filter(CheckoutController::isToken)
        .flatMap(orders::byToken)
        .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "This payment link is not known."));
  }

  private static boolean isToken(String token) {
    return token.matches("[A-Za-z0-9_-]{1,128}");
  }

  private Order find(String id) {
    return Optional.of(id)
        .filter(text -> text.matches("[0-9]{20}"))
        .map(OrderId::new)
        .flatMap(orders::find)
        .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "This order is not known."));
  }

  private static ResponseEntity<String> to(Order order, String token) {
    return redirect("/checkout/" + order.id() + "?token=" + token);
  }

  private static ResponseEntity<String> redirect(String path) {
    return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create(path)).build();
  }
}
