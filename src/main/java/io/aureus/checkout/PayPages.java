package io.aureus.checkout;

import io.aureus.checkout.PayPage.Ask;
import io.aureus.checkout.PayPage.Stage;
import io.aureus.checkout.PayPage.Standing;
import io.aureus.checkout.PayPage.Step;
import io.aureus.merchants.Merchants;
import io.aureus.money.Catalogue;
import io.aureus.money.FiatAmount;
import io.aureus.orders.Depths;
import io.aureus.orders.Lookout;
import io.aureus.orders.Order;
import io.aureus.orders.OrderQuote;
import io.aureus.orders.OrderState;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns an order into what its payer reads. */
final class PayPages {
  /** So long after the last change a page that says how it ended still looks. */
  private static final Duration WATCHED_AFTER = Duration.ofHours(1);

  private final Merchants merchants;
  private final Catalogue catalogue;
  private final Asks asks;
  private final Depths depths;
  private final Lookout lookout;
  private final Receipts receipts;
  private final Clock clock;

  PayPages(
      Merchants merchants,
      Catalogue catalogue,
      Asks asks,
      Depths depths,
      Lookout lookout,
      Clock clock) {
    this.merchants = merchants;
    this.catalogue = catalogue;
    this.asks = asks;
    this.depths = depths;
    this.lookout = lookout;
    this.receipts = new Receipts(depths);
    this.clock = clock;
  }

  PayPage of(Order order, Visit visit) {
    Words words = visit.words();
    Look look = look(order);
    Optional<Ask> ask =
        look.open() || look.again()
            ? asked(order).map(quote -> asks.of(order, quote, look.lacking(), words))
            : Optional.empty();
    PayWords stands = stands(order, look);
    String shop = merchants.known(order.merchant()).name();
    return new PayPage(
        order.id().value(),
        shop,
        price(order.price()),
        stands.stage(),
        isOver(order),
        mark(order, look),
        stands.headline(words) + " – " + shop,
        stands.headline(words),
        stands.advice(words),
        ask,
        look.again(),
        order.payments().stream()
            .map(payment -> receipts.of(order, payment, look.forgotten(), words))
            .toList(),
        visit.token(),
        !visit.token().isEmpty() && mayChangeCoin(order),
        ReturnAddress.of(order).orElse(""),
        ask.map(asked -> Math.max(0, Duration.between(look.now(), asked.until()).toSeconds()))
            .orElse(0L),
        steps(order, stands.stage(), words),
        order.state() == OrderState.CONFIRMING && !look.lacks()
            ? receipts.least(order, words)
            : Optional.empty(),
        look.blind() ? words.text(look.open() ? "looking.open" : "looking") : "",
        isReceipted(order),
        visit.language());
  }

  /** Whether there is a page that the payer can keep. */
  static boolean isReceipted(Order order) {
    return switch (order.state()) {
      case PAID, RESOLVED -> !order.isUndone();
      case CHOOSING, WAITING, UNDERPAID, CONFIRMING, PARTIAL, REMAINDER_REQUESTED -> false;
      case EXPIRED, TERMINATED, REFUNDED -> false;
    };
  }

  /** By Lightning there is nothing between paying and having paid. */
  private static List<Step> steps(Order order, Stage stage, Words words) {
    boolean atEnd = stage == Stage.DONE;
    boolean isSeen = order.state() == OrderState.CONFIRMING;
    if (stage == Stage.OVER || (stage == Stage.CHECKING && !isSeen)) {
      return List.of();
    }
    List<Step> steps = new ArrayList<>();
    steps.add(new Step(words.text("step.pay"), isSeen || atEnd ? Standing.PAST : Standing.NOW));
    if (asked(order).filter(Asks::isInvoice).isEmpty()) {
      Standing later = isSeen ? Standing.NOW : Standing.AHEAD;
      steps.add(new Step(words.text("step.confirming"), atEnd ? Standing.PAST : later));
    }
    steps.add(new Step(words.text("step.paid"), atEnd ? Standing.NOW : Standing.AHEAD));
    return List.copyOf(steps);
  }

  /**
   * An order at one moment.
   *
   * @param open whether the payer is to send something
   * @param forgotten as {@link Depths#forgotten} says
   * @param lacks whether it would be paid but for those
   * @param again whether he may still send the same once more
   * @param blind whether what he pays would not be seen just now
   */
  private record Look(
      Instant now, boolean open, Set<Long> forgotten, boolean lacks, boolean again, boolean blind) {
    /** What is asked for is asked for without these. */
    Set<Long> lacking() {
      return lacks ? forgotten : Set.of();
    }
  }

  private Look look(Order order) {
    Instant now = clock.instant();
    Set<Long> forgotten = depths.forgotten(order);
    boolean lacks =
        order.state() == OrderState.CONFIRMING
            && asked(order).filter(quote -> lacks(order, quote, forgotten)).isPresent();
    boolean again = lacks && now.isBefore(order.deadline()) && isWatched(order);
    return new Look(now, isOpen(order, now), forgotten, lacks, again, isBlind(order));
  }

  /** Where the chain that its coins come by is not seen, and that is of any account to it. */
  private boolean isBlind(Order order) {
    return switch (order.state()) {
      case WAITING, UNDERPAID, REMAINDER_REQUESTED, CONFIRMING ->
          isWatched(order)
              && asked(order)
                  .filter(quote -> lookout.isBlind(quote.amount().asset().chain()))
                  .isPresent();
      case CHOOSING, PAID, PARTIAL, EXPIRED, RESOLVED, TERMINATED, REFUNDED -> false;
    };
  }

  /** As {@link Lookout#blind} says. */
  Set<String> blind() {
    return lookout.blind();
  }

  /** Whether its chain changes what is shown, not only what becomes of the order. */
  boolean isMoving(Order order) {
    return order.payments().stream().anyMatch(payment -> Receipts.waits(order, payment));
  }

  private static boolean lacks(Order order, OrderQuote quote, Set<Long> forgotten) {
    return !Asks.missing(order, quote, forgotten).equals(Asks.missing(order, quote, Set.of()));
  }

  /**
   * Whether an open page need not look any more. What was paid can be undone, and what was sent can
   * come late: who still looks at the page, and is not sent back to the shop, is to see that too.
   */
  boolean isOver(Order order) {
    return order.state().isFinal()
        && ((order.state() != OrderState.PAID && order.state() != OrderState.EXPIRED)
            || ReturnAddress.of(order).isPresent()
            || order.updatedAt().plus(WATCHED_AFTER).isBefore(clock.instant()));
  }

  /**
   * What changes with everything that a payer could be shown; cheap, so it is asked each second.
   */
  String mark(Order order) {
    return mark(order, look(order));
  }

  private String mark(Order order, Look look) {
    int deep = order.payments().stream().mapToInt(payment -> receipts.depth(order, payment)).sum();
    return order.version()
        + "-"
        + order.state()
        + (look.open() ? "-open" : "")
        + (look.again() ? "-again" : "")
        + (look.forgotten().isEmpty() ? "" : "-without" + look.forgotten().size())
        + (look.blind() ? "-blind" : "")
        + (isOver(order) ? "-over" : "")
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
    return isOpen(order.state(), order.deadline(), now) && isWatched(order);
  }

  private boolean isWatched(Order order) {
    return asked(order).map(PayPages::code).flatMap(catalogue::asset).isPresent();
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

  private static PayWords stands(Order order, Look look) {
    if (look.lacks()) {
      return look.again() ? PayWords.FORGOTTEN_AGAIN : PayWords.FORGOTTEN;
    }
    if (isOpen(order.state(), order.deadline(), look.now()) && !look.open()) {
      return PayWords.NOT_WATCHED;
    }
    return PayWords.of(order, look.open(), asked(order).filter(Asks::isInvoice).isPresent());
  }
}
