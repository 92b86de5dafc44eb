package io.aureus.checkout;

import io.aureus.checkout.PayPage.Ask;
import io.aureus.checkout.PayPage.Stage;
import io.aureus.merchants.Merchants;
import io.aureus.money.Amount;
import io.aureus.money.Catalogue;
import io.aureus.money.CoinAddress;
import io.aureus.money.CoinNetwork;
import io.aureus.money.FiatAmount;
import io.aureus.orders.Depths;
import io.aureus.orders.Order;
import io.aureus.orders.OrderQuote;
import io.aureus.orders.OrderState;
import io.aureus.orders.Payment;
import io.aureus.web.QrPicture;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Turns an order into what its payer reads. */
final class PayPages {
  /** So long after the last change a page that says that it is paid still looks. */
  private static final Duration WATCHED_AFTER = Duration.ofHours(1);

  private final Merchants merchants;
  private final Catalogue catalogue;
  private final Receipts receipts;
  private final Clock clock;

  PayPages(Merchants merchants, Catalogue catalogue, Depths depths, Clock clock) {
    this.merchants = merchants;
    this.catalogue = catalogue;
    this.receipts = new Receipts(depths);
    this.clock = clock;
  }

  /**
   * @param token the checkout token that the payer came with, already found to be this order's;
   *     empty for none
   */
  PayPage of(Order order, String token) {
    Instant now = clock.instant();
    boolean open = isOpen(order, now);
    Words words =
        isOpen(order.state(), order.deadline(), now) && !open ? notWatched() : words(order, open);
    Optional<Ask> ask = open ? asked(order).map(quote -> ask(order, quote)) : Optional.empty();
    return new PayPage(
        order.id().value(),
        merchants.known(order.merchant()).name(),
        price(order.price()),
        words.stage(),
        isOver(order),
        mark(order, open),
        words.headline(),
        words.advice(),
        ask,
        order.payments().stream().map(payment -> receipts.of(order, payment)).toList(),
        token,
        !token.isEmpty() && mayChangeCoin(order),
        ReturnAddress.of(order).orElse(""),
        open ? Math.max(0, Duration.between(now, order.deadline()).toSeconds()) : 0);
  }

  /**
   * Whether an open page need not look any more. What was paid can be undone: who still looks at
   * the page, and is not sent back to the shop, is to see that too.
   */
  boolean isOver(Order order) {
    return order.state().isFinal()
        && (order.state() != OrderState.PAID
            || ReturnAddress.of(order).isPresent()
            || order.updatedAt().plus(WATCHED_AFTER).isBefore(clock.instant()));
  }

  /**
   * What changes with everything that a payer could be shown; cheap, so it is asked each second.
   */
  String mark(Order order) {
    return mark(order, isOpen(order, clock.instant()));
  }

  private String mark(Order order, boolean open) {
    int deep = order.payments().stream().mapToInt(payment -> receipts.depth(order, payment)).sum();
    return order.version()
        + "-"
        + order.state()
        + (open ? "-open" : "")
        + (deep > 0 ? "-" + deep : "");
  }

  /** At least two decimals, as prices are written. */
  static String price(FiatAmount price) {
    int scale = Math.max(2, price.value().stripTrailingZeros().scale());
    return price.value().setScale(scale, RoundingMode.UNNECESSARY).toPlainString()
        + " "
        + price.currency();
  }

  /** A coin may be chosen anew until a payment is seen. */
  static boolean mayChangeCoin(Order order) {
    return order.state() == OrderState.CHOOSING || order.state() == OrderState.WAITING;
  }

  /** Whether the payer is to send something now: never where nobody would see it. */
  private boolean isOpen(Order order, Instant now) {
    return isOpen(order.state(), order.deadline(), now)
        && asked(order).map(PayPages::code).flatMap(catalogue::asset).isPresent();
  }

  private static String code(OrderQuote quote) {
    return quote.amount().asset().code();
  }

  private static boolean isOpen(OrderState state, Instant deadline, Instant now) {
    return switch (state) {
      case WAITING, UNDERPAID, REMAINDER_REQUESTED -> now.isBefore(deadline);
      case CHOOSING, CONFIRMING, PAID, PARTIAL, EXPIRED, RESOLVED, TERMINATED, REFUNDED -> false;
    };
  }

  /** The quote that the payer is to fulfil: the one he began to pay, else the one he chose last. */
  private static Optional<OrderQuote> asked(Order order) {
    return order.currentQuote().filter(quote -> quote.remainderOf() != 0).or(order::principalQuote);
  }

  private static Ask ask(Order order, OrderQuote quote) {
    Amount missing = missing(order, quote);
    String code = missing.asset().symbol();
    return new Ask(
        missing.text(),
        code,
        missing.asset().chain().name(),
        missing.asset().contract(),
        quote.address(),
        PaymentLink.of(missing, quote.address()),
        QrPicture.of(PaymentLink.forPicture(missing, quote.address())),
        quote.remainderOf() != 0 || !missing.equals(quote.amount()),
        Receipts.counts(quote));
  }

  /** What was asked less what was seen for it; never below zero. */
  private static Amount missing(Order order, OrderQuote quote) {
    Amount missing = quote.amount();
    for (Payment payment : order.payments()) {
      boolean counts = payment.quoteNo() == quote.no() && isThere(payment);
      if (counts && payment.amount().asset().code().equals(missing.asset().code())) {
        missing = missing.minus(payment.amount());
      }
    }
    if (!missing.isPositive()) {
      return Amount.zero(missing.asset());
    }
    // Less than the network passes on could not be sent: then a little more is asked for.
    long least = CoinAddress.smallestPayment(missing.asset().chain());
    Amount sendable = Amount.ofUnits(missing.asset(), least);
    return missing.isAtLeast(sendable) ? missing : sendable;
  }

  private static boolean isThere(Payment payment) {
    return payment.state() == Payment.State.SEEN || payment.state() == Payment.State.CONFIRMED;
  }

  private record Words(Stage stage, String headline, String advice) {}

  private static Words words(Order order, boolean open) {
    return switch (order.state()) {
      case WAITING, UNDERPAID, REMAINDER_REQUESTED -> open ? asking(order.state()) : timeIsUp();
      case CHOOSING ->
          new Words(
              Stage.CHECKING,
              "No coin is chosen yet",
              "Open the link that the shop gave you to choose one.");
      case CONFIRMING ->
          new Words(Stage.CHECKING, "Payment seen", "Nothing more to do. " + pace(order));
      case PAID, RESOLVED -> order.isUndone() ? undone() : paid();
      case PARTIAL, EXPIRED, TERMINATED, REFUNDED -> over(order.state());
    };
  }

  private static Words paid() {
    return new Words(Stage.DONE, "Paid", "Thank you. The shop has your payment.");
  }

  private static Words undone() {
    return new Words(
        Stage.OVER,
        "Your payment was undone",
        "It had counted, and now the network does not have it any more. The shop sees that."
            + " Please ask the shop before you send anything again.");
  }

  private static String pace(Order order) {
    boolean slow =
        order.payments().stream()
            .filter(payment -> payment.state() == Payment.State.SEEN)
            .anyMatch(payment -> CoinNetwork.has(payment.amount().asset().chain().family()));
    return slow
        ? "The network confirms it with each new block; one comes every few minutes on average,"
            + " sometimes only after an hour."
        : "The network is confirming it; that can take a few minutes.";
  }

  private static Words asking(OrderState state) {
    return switch (state) {
      case UNDERPAID ->
          new Words(
              Stage.ASKING,
              "Some is still missing",
              "Your payment was seen. Send the rest to the same address in time.");
      case REMAINDER_REQUESTED ->
          new Words(
              Stage.ASKING,
              "The shop asks for the rest",
              "Your earlier payment counts. Send only what is missing.");
      default ->
          new Words(
              Stage.ASKING,
              "Waiting for your payment",
              "Send exactly this amount in one payment before the time is up.");
    };
  }

  private static Words over(OrderState state) {
    return switch (state) {
      case PARTIAL ->
          new Words(
              Stage.OVER,
              "The time ended with too little",
              "Please do not send more now. Where the shop asks for the rest, it shows here.");
      case TERMINATED ->
          new Words(Stage.OVER, "The shop closed this order", "Please do not pay it any more.");
      case REFUNDED -> new Words(Stage.OVER, "Refunded", "The shop sent your payment back.");
      default ->
          new Words(
              Stage.OVER,
              "The time is over",
              "Please do not pay any more. If you have sent something, it is not lost:"
                  + " give the shop the order number below.");
    };
  }

  /**
   * The window is over but the chain has not been read that far: a payment in time still counts.
   */
  private static Words timeIsUp() {
    return new Words(
        Stage.CHECKING,
        "The time is up",
        "Please do not pay any more. We are checking for a payment that was sent in time.");
  }

  private static Words notWatched() {
    return new Words(
        Stage.CHECKING,
        "This coin is not taken just now",
        "Please do not pay. Choose another coin, or go back to the shop.");
  }
}
