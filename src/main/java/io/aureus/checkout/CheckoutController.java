package io.aureus.checkout;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.merchants.Brandings;
import io.aureus.money.Asset;
import io.aureus.orders.Order;
import io.aureus.orders.OrderBook;
import io.aureus.orders.OrderDesk;
import io.aureus.orders.OrderId;
import io.aureus.orders.OrderState;
import io.aureus.web.Frames;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
  private final ReceiptPages receiptPages;
  private final PayerPages pages;
  private final Brandings brandings;

  CheckoutController(
      OrderBook orders,
      OrderDesk desk,
      PayPages payPages,
      ChoosePages choosePages,
      ReceiptPages receiptPages,
      Brandings brandings,
      PayerPages pages) {
    this.orders = orders;
    this.desk = desk;
    this.payPages = payPages;
    this.choosePages = choosePages;
    this.receiptPages = receiptPages;
    this.brandings = brandings;
    this.pages = pages;
  }

  /** A payer who has chosen goes on to pay, unless he asks to choose anew. */
  @GetMapping("/checkout/choose")
  ResponseEntity<String> choose(
      @RequestParam(defaultValue = "") String token,
      @RequestParam(defaultValue = "") String change,
      HttpServletRequest request,
      HttpServletResponse response) {
    Order order = byToken(token);
    letFrame(order, response);
    Visit visit = new Visit(token, pages.language(request));
    boolean chosen = order.state() != OrderState.CHOOSING;
    boolean choosable = PayPages.mayChangeCoin(order) && choosePages.hasChoice(order);
    if (chosen && (change.isEmpty() || !choosable)) {
      return to(order, visit);
    }
    return pages.ok(visit.language(), "checkout/choose", choosePages.of(order, visit, ""));
  }

  @PostMapping("/checkout/choose")
  ResponseEntity<String> chosen(
      @RequestParam(defaultValue = "") String token,
      @RequestParam(defaultValue = "") String asset,
      HttpServletRequest request,
      HttpServletResponse response) {
    Order order = byToken(token);
    letFrame(order, response);
    Visit visit = new Visit(token, pages.language(request));
    Optional<Asset> wanted = choosePages.enabled(order, asset);
    if (wanted.isEmpty()) {
      return again(order, visit, HttpStatus.BAD_REQUEST, "choose.one-of-these");
    }
    if (isCurrent(order, wanted.get())) {
      return to(order, visit);
    }
    try {
      return to(desk.chooseCoin(token, wanted.get()), visit);
    } catch (Refusal refusal) {
      return switch (refusal.code()) {
        case CONFLICT -> to(order, visit);
        case NOT_FOUND -> throw refusal;
        default -> again(order, visit, HttpStatus.SERVICE_UNAVAILABLE, "choose.not-now");
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
      @RequestParam(defaultValue = "") String watch,
      HttpServletRequest request,
      HttpServletResponse response) {
    Order order = find(id);
    letFrame(order, response);
    Visit visit = new Visit(owns(order, token) ? token : "", pages.language(request));
    if (order.state() == OrderState.CHOOSING && !visit.token().isEmpty()) {
      return redirect(visit.language().link("/checkout/choose?token=" + token));
    }
    PayPage page = payPages.of(order, visit);
    return pages.ok(visit.language(), watch.isEmpty() ? "checkout/pay" : "checkout/watch", page);
  }

  /** What a payer can keep; until the order is paid, and after it was undone, the order's page. */
  @GetMapping("/checkout/{id}/receipt")
  ResponseEntity<String> receipt(
      @PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
    Order order = find(id);
    letFrame(order, response);
    Visit visit = new Visit("", pages.language(request));
    return PayPages.isReceipted(order)
        ? pages.ok(visit.language(), "checkout/receipt", receiptPages.of(order, visit))
        : redirect(visit.language().link("/checkout/" + order.id()));
  }

  /** The shop's own pages may show it, where the merchant has said so. */
  private void letFrame(Order order, HttpServletResponse response) {
    Frames.allow(response, brandings.of(order.merchant()).frames());
  }

  /** Choosing the coin that is chosen makes no second quote: a double click is one choice. */
  private static boolean isCurrent(Order order, Asset asset) {
    return order.state() == OrderState.WAITING
        && order
            .currentQuote()
            .filter(quote -> quote.amount().asset().code().equals(asset.code()))
            .isPresent();
  }

  /**
   * @param trouble its key
   */
  private ResponseEntity<String> again(
      Order order, Visit visit, HttpStatus status, String trouble) {
    return pages.answer(
        status,
        visit.language(),
        "checkout/choose",
        choosePages.of(order, visit, visit.words().text(trouble)));
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

  private static ResponseEntity<String> to(Order order, Visit visit) {
    String path = "/checkout/" + order.id() + "?token=" + visit.token();
    return redirect(visit.language().link(path));
  }

  private static ResponseEntity<String> redirect(String path) {
    return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create(path)).build();
  }
}
