package io.aureus.dashboard;

import io.aureus.callbacks.Deliveries;
import io.aureus.callbacks.Deliveries.Attempt;
import io.aureus.callbacks.Deliveries.Delivery;
import io.aureus.chains.Explorers;
import io.aureus.dashboard.OrderPage.AttemptLine;
import io.aureus.dashboard.OrderPage.DeliveryLine;
import io.aureus.dashboard.OrderPage.Fact;
import io.aureus.dashboard.OrderPage.PaymentLine;
import io.aureus.dashboard.OrderPage.QuoteLine;
import io.aureus.dashboard.OrderPage.StoryLine;
import io.aureus.ledger.JournalPages;
import io.aureus.orders.EarlyDoubt;
import io.aureus.orders.Order;
import io.aureus.orders.OrderBook;
import io.aureus.orders.OrderBook.HistoryLine;
import io.aureus.orders.OrderQuote;
import io.aureus.orders.OrderState;
import io.aureus.orders.OrderTrials;
import io.aureus.orders.Payment;
import io.aureus.wallets.OrderInvoices;
import io.aureus.wallets.OrderInvoices.OrderInvoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns an order and all that is known of it into its page. */
final class OrderPages {
  private final OrderBook orders;
  private final Deliveries deliveries;
  private final RefundViews refunds;
  private final Explorers explorers;
  private final OrderInvoices invoices;
  private final JournalPages journal;
  private final Optional<OrderTrials> trials;

  OrderPages(
      OrderBook orders,
      Deliveries deliveries,
      RefundViews refunds,
      Explorers explorers,
      OrderInvoices invoices,
      JournalPages journal,
      Optional<OrderTrials> trials) {
    this.orders = orders;
    this.deliveries = deliveries;
    this.refunds = refunds;
    this.explorers = explorers;
    this.invoices = invoices;
    this.journal = journal;
    this.trials = trials;
  }

  OrderPage of(Shell shell, Order order) {
    return of(shell, order, refunds.of(order));
  }

  OrderPage of(Shell shell, Order order, RefundView refund) {
    return new OrderPage(
        shell,
        order.id().value(),
        order.state().status().name(),
        isEarly(order) ? "Paid; the payment is not final yet." : words(order),
        order.reversed(),
        facts(order),
        order.quotes().stream().map(quote -> quoteLine(order, quote)).toList(),
        order.payments().stream().map(payment -> paymentLine(order, payment)).toList(),
        orders.history(order.id()).stream().map(OrderPages::storyLine).toList(),
        deliveries.of(order.merchant(), order.id()).stream().map(OrderPages::deliveryLine).toList(),
        journal.about(order.merchant().value(), order.id().value()).stream()
            .map(JournalWords::line)
            .toList(),
        order.state() == OrderState.PARTIAL,
        mayTerminate(order.state()),
        refund,
        trials.flatMap(all -> all.of(order)));
  }

  /** Whether it is paid by what the chain may still undo. */
  private static boolean isEarly(Order order) {
    return order.state() == OrderState.PAID
        && order.payments().stream()
            .filter(payment -> payment.early().takenAt() != null)
            .anyMatch(payment -> payment.state() == Payment.State.SEEN);
  }

  private static boolean mayTerminate(OrderState state) {
    return switch (state) {
      case CHOOSING, WAITING -> true;
      case UNDERPAID, CONFIRMING, PAID, PARTIAL, REMAINDER_REQUESTED -> false;
      case EXPIRED, RESOLVED, TERMINATED, REFUNDED -> false;
    };
  }

  private static boolean mayResolve(OrderState state) {
    return switch (state) {
      case EXPIRED, PARTIAL, REMAINDER_REQUESTED, TERMINATED -> true;
      case CHOOSING, WAITING, UNDERPAID, CONFIRMING, PAID, RESOLVED, REFUNDED -> false;
    };
  }

  private static String words(Order order) {
    if (order.isUndone()) {
      return "It was paid, and the payment was undone afterwards.";
    }
    boolean isLightning =
        order
            .principalQuote()
            .filter(quote -> quote.amount().asset().chain().isLightning())
            .isPresent();
    return isLightning && order.state() == OrderState.PAID ? "Paid." : words(order.state());
  }

  private static String words(OrderState state) {
    return switch (state) {
      case CHOOSING -> "The payer has not chosen a coin.";
      case WAITING -> "Nothing that counts for it has come yet.";
      case UNDERPAID -> "Less than asked has come; the window is open.";
      case CONFIRMING -> "Paid; the chain is confirming it.";
      case PAID -> "Paid and confirmed.";
      case PARTIAL -> "The window ended with too little.";
      case REMAINDER_REQUESTED -> "The rest was asked for.";
      case EXPIRED -> "The window ended with nothing that counts.";
      case RESOLVED -> "You took a payment for it.";
      case TERMINATED -> "Closed by hand.";
      case REFUNDED -> "All that came went back.";
    };
  }

  private static List<Fact> facts(Order order) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Price", Texts.price(order.price())));
    facts.add(new Fact("Kind", order.type()));
    facts.add(new Fact("Platform", order.terms().platform()));
    facts.add(new Fact("Made", Texts.time(order.createdAt())));
    facts.add(new Fact("Changed", Texts.time(order.updatedAt())));
    facts.add(new Fact("Window ends", Texts.time(order.deadline())));
    addGiven(facts, "Your reference", order.terms().bindId());
    addGiven(facts, "Website", order.terms().website());
    addGiven(facts, "Success address", order.terms().succeedUrl());
    addGiven(facts, "Time-out address", order.terms().timeoutUrl());
    addGiven(facts, "Success callback", order.terms().callbackUrl());
    addGiven(facts, "Time-out callback", order.terms().timeoutCallback());
    addGiven(facts, "Remark", order.remark());
    return facts;
  }

  private static void addGiven(List<Fact> facts, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      facts.add(new Fact(name, value));
    }
  }

  private QuoteLine quoteLine(Order order, OrderQuote quote) {
    boolean isLightning = quote.amount().asset().chain().isLightning();
    Optional<OrderInvoice> invoice = isLightning ? invoices.of(quote.address()) : Optional.empty();
    return new QuoteLine(
        quote.no(),
        quote.amount().text() + " " + quote.amount().asset().code(),
        "One %s costs %s %s, by %s, as of %s"
            .formatted(
                quote.amount().asset().symbol(),
                quote.rate().toPlainString(),
                order.price().currency(),
                String.join(", ", quote.sources()),
                Texts.time(quote.ratedAt())),
        quote.address(),
        invoice.map(OrderInvoice::request).orElse(""),
        invoice.map(OrderInvoice::offer).orElse(""),
        Texts.time(quote.createdAt()),
        Texts.time(quote.deadline()),
        quote.remainderOf() == 0 ? "quote" : "rest, quote",
        isLightning ? "a payment is final at once" : counts(quote));
  }

  private static String counts(OrderQuote quote) {
    int depth = quote.counting().confirmations();
    return switch (depth) {
      case 0 -> "a payment counts as soon as it is seen, at your risk";
      case 1 -> "a payment counts after 1 confirmation";
      default -> "a payment counts after " + depth + " confirmations";
    };
  }

  private PaymentLine paymentLine(Order order, Payment payment) {
    boolean resolvable = isResolvable(order, payment);
    String from = payment.fromAddress();
    return new PaymentLine(
        payment.id().toString(),
        payment.amount().text() + " " + payment.amount().asset().code(),
        payment.type().name(),
        payment.state().name(),
        payment.txHash(),
        explorers.page(payment.amount().asset().chain().code(), payment.txHash()).orElse(""),
        payment.amount().asset().chain().isLightning(),
        from == null ? "unknown" : from,
        Texts.time(payment.sightedAt()),
        note(order, payment, resolvable),
        resolvable);
  }

  private static boolean isResolvable(Order order, Payment payment) {
    return payment.type() != Payment.Type.RESOLVED
        && payment.state() == Payment.State.CONFIRMED
        && mayResolve(order.state());
  }

  /** What the merchant is to do with a payment that counts for no order, in a line of a list. */
  static String advice(Order order, Payment payment) {
    return switch (payment.state()) {
      case REPLACED, DROPPED, REVERSED -> "Nothing: it went away.";
      case SEEN -> "Wait until it is final.";
      case CONFIRMED ->
          switch (order.state()) {
            case CHOOSING, WAITING, UNDERPAID, CONFIRMING -> "Wait: the order is still open.";
            case REFUNDED -> "Nothing: all went back.";
            case EXPIRED, PARTIAL, REMAINDER_REQUESTED, TERMINATED -> "Take it or refund it.";
            case PAID, RESOLVED -> "Refund it, or keep it.";
          };
    };
  }

  private static String note(Order order, Payment payment, boolean resolvable) {
    if (payment.state() == Payment.State.REPLACED) {
      return "Not counted. Its sender put another transaction in its place before a block took it."
          + " Where that one pays this order it is shown here too.";
    }
    if (payment.state() == Payment.State.REVERSED) {
      return "Undone after it had counted: another block took the place of its own, or another"
          + " transaction spent the same coins. It counts no more, nor in your balance. If it comes"
          + " back it counts again.";
    }
    if (payment.state() == Payment.State.DROPPED) {
      return "Not counted. The network dropped it before it was final.";
    }
    if (payment.state() == Payment.State.SEEN && payment.early().takenAt() != null) {
      return "It counts before it is final. Until then it can be undone; your balance waits for"
          + " it.";
    }
    if (payment.state() == Payment.State.SEEN && !payment.early().doubt().isEmpty()) {
      return "It waits for a block: " + EarlyDoubt.valueOf(payment.early().doubt()).words() + ".";
    }
    return payment.type() == Payment.Type.UNKNOWN ? unfit(order, payment, resolvable) : "";
  }

  private static String unfit(Order order, Payment payment, boolean resolvable) {
    String coin = payment.amount().asset().code();
    String way =
        switch (order.state()) {
          case CHOOSING, WAITING, UNDERPAID, CONFIRMING ->
              "It can be refunded once the order is paid or its time is over.";
          default ->
              resolvable ? "Take it for this order, or refund it." : "It can be refunded below.";
        };
    boolean isAskedFor =
        order.quotes().stream().anyMatch(quote -> quote.amount().asset().code().equals(coin));
    if (!isAskedFor) {
      return ("Not counted for the order, which was to be paid in another coin. It is yours, in %s."
              + " %s")
          .formatted(coin, way);
    }
    return order.state() == OrderState.PAID || order.state() == OrderState.RESOLVED
        ? "Not counted for the order, which was paid already. " + way
        : "Not counted for the order: it came too late, or the order was closed. " + way;
  }

  private static StoryLine storyLine(HistoryLine line) {
    String move = line.from() == line.to() ? line.to().name() : line.from() + " → " + line.to();
    return new StoryLine(Texts.time(line.at()), move, line.words());
  }

  static DeliveryLine deliveryLine(Delivery delivery) {
    return new DeliveryLine(
        delivery.id().toString(),
        delivery.event(),
        delivery.method() + " " + delivery.url(),
        delivery.state(),
        delivery.nextAt() == null ? "" : "next try " + Texts.time(delivery.nextAt()),
        delivery.attempts().stream().map(OrderPages::attemptLine).toList());
  }

  private static AttemptLine attemptLine(Attempt attempt) {
    return new AttemptLine(
        attempt.no(),
        Texts.time(attempt.at()),
        attempt.status() == 0 ? "none" : Integer.toString(attempt.status()),
        attempt.latencyMillis() + " ms",
        attempt.excerpt());
  }
}
