package io.aureus.orders;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.merchants.Merchant;
import io.aureus.merchants.MerchantId;
import io.aureus.merchants.Merchants;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.pricing.Quote;
import io.aureus.pricing.Quotes;
import io.aureus.wallets.Receiving;
import io.aureus.wallets.Receiving.Assignment;
import io.aureus.wallets.Receiving.Prepared;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.transaction.support.TransactionTemplate;

/** The order desk over PostgreSQL: one short transaction for each change. */
final class TransactionalOrderDesk implements OrderDesk {
  private final OrderOpening opening;
  private final OrderRows rows;
  private final OrderChanges changes;
  private final CheckoutTokens tokens;
  private final Merchants merchants;
  private final Quotes quotes;
  private final InvoiceBeside beside;
  private final Receiving receiving;
  private final AwaitedCoins awaited;
  private final OrderSettings settings;
  private final TransactionTemplate transactions;
  private final Clock clock;

  TransactionalOrderDesk(
      OrderOpening opening,
      OrderRows rows,
      OrderChanges changes,
      CheckoutTokens tokens,
      Merchants merchants,
      Quotes quotes,
      InvoiceBeside beside,
      Receiving receiving,
      AwaitedCoins awaited,
      OrderSettings settings,
      TransactionTemplate transactions,
      Clock clock) {
    this.opening = opening;
    this.rows = rows;
    this.changes = changes;
    this.tokens = tokens;
    this.merchants = merchants;
    this.quotes = quotes;
    this.beside = beside;
    this.receiving = receiving;
    this.awaited = awaited;
    this.settings = settings;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public OpenedOrder open(NewOrder wish) {
    return opening.open(wish);
  }

  @Override
  public Order chooseCoin(String token, Asset asset) {
    OrderId id = tokens.orderOf(token).orElseThrow(TransactionalOrderDesk::noSuchToken);
    Order order = rows.find(id).orElseThrow(TransactionalOrderDesk::noSuchToken);
    Merchant merchant = merchants.known(order.merchant());
    OrderOpening.mustTake(merchant, asset);
    Instant now = now();
    if (isChosenAlready(order, asset, now)) {
      return order;
    }
    OrderLifecycle.mustTakeACoin(order);
    Quote quote = quotes.quote(order.price(), asset, order.fixedPrice());
    Instant end = now.plus(settings.windowOf(order.type()));
    List<Offer> offers = new ArrayList<>();
    beside
        .of(merchant, order, quote)
        .flatMap(other -> ifItIsMade(merchant, order, other, end))
        .ifPresent(offers::add);
    int no = order.quotes().size() + offers.size() + 1;
    offers.add(new Offer(quote, opening.take(merchant, id, no, quote.amount(), end)));
    try {
      return changed(id, locked -> chosen(locked, merchant, offers, now));
    } catch (Refusal e) {
      // Refused before they were given: the transaction is undone.
      offers.forEach(offer -> receiving.giveBack(offer.prepared()));
      throw e;
    }
  }

  /** Of one price, and what it is to be paid by. */
  private record Offer(Quote quote, Prepared prepared) {}

  /** What is only offered beside something else holds up nobody. */
  private Optional<Offer> ifItIsMade(Merchant merchant, Order order, Quote quote, Instant end) {
    try {
      int no = order.quotes().size() + 1;
      return Optional.of(
          new Offer(quote, opening.take(merchant, order.id(), no, quote.amount(), end)));
    } catch (Refusal e) {
      return Optional.empty();
    }
  }

  private Order chosen(Order order, Merchant merchant, List<Offer> offers, Instant now) {
    if (order.state() == OrderState.WAITING && order.deadline().isBefore(now)) {
      throw OrderLifecycle.conflict("the window of this order has ended");
    }
    Instant deadline = now.plus(settings.windowOf(order.type()));
    for (Offer offer : offers) {
      deadline = offer.prepared().end(deadline);
    }
    List<OrderQuote> made = new ArrayList<>();
    List<Assignment> given = new ArrayList<>();
    for (Offer offer : offers) {
      int no = order.quotes().size() + made.size() + 1;
      String to = offer.prepared().address();
      made.add(opening.offer(merchant, offer.quote(), no, to, now, deadline));
      given.add(new Assignment(offer.prepared(), order.id().value(), no));
    }
    String name = "quote:" + order.id() + ":" + made.getLast().no();
    Order next = changes.apply(order, new OrderFact.CoinChosen(made), name, now);
    receiving.assign(given);
    awaited.await(made);
    return next;
  }

  private static boolean isChosenAlready(Order order, Asset asset, Instant now) {
    return order.state() == OrderState.WAITING
        && order.deadline().isAfter(now)
        && order
            .currentQuote()
            .map(quote -> quote.amount().asset().code().equals(asset.code()))
            .orElse(false);
  }

  @Override
  public Order requestRemaining(MerchantId merchant, OrderId id) {
    Instant now = now();
    Order before = rows.find(id).orElseThrow(TransactionalOrderDesk::noSuchOrder);
    mustOwn(merchant, before);
    Optional<Prepared> fresh = freshForRest(before, now);
    return changed(
        id,
        order -> {
          OrderQuote rest = rest(order, fresh, now);
          fresh.ifPresent(
              prepared ->
                  receiving.assign(List.of(new Assignment(prepared, id.value(), rest.no()))));
          String name = "remaining:" + id + ":" + rest.no();
          awaited.await(List.of(rest));
          return changes.apply(order, new OrderFact.RemainderRequested(rest), name, now);
        });
  }

  /** An invoice is paid once, so that its rest needs another; other addresses are paid again. */
  private Optional<Prepared> freshForRest(Order order, Instant now) {
    OrderQuote root = root(order);
    if (!root.amount().asset().chain().isLightning()) {
      return Optional.empty();
    }
    Amount missing = missing(order, root);
    OrderLifecycle.mustTakeARest(order, missing);
    Merchant merchant = merchants.known(order.merchant());
    Instant end = now.plus(settings.windowOf(order.type()));
    return Optional.of(opening.take(merchant, order.id(), order.quotes().size() + 1, missing, end));
  }

  private OrderQuote rest(Order order, Optional<Prepared> fresh, Instant now) {
    OrderQuote root = root(order);
    Amount missing = missing(order, root);
    if (!fresh.map(prepared -> prepared.isFor(missing)).orElse(true)) {
      throw OrderLifecycle.conflict("a payment came at this moment: ask again for what is missing");
    }
    Instant window = now.plus(settings.windowOf(order.type()));
    Instant end = fresh.map(prepared -> prepared.end(window)).orElse(window);
    String to = fresh.map(Prepared::address).orElse(root.address());
    return root.rest(order.quotes().size() + 1, missing, to, now, end);
  }

  private static OrderQuote root(Order order) {
    return order.principalQuote().orElseThrow(TransactionalOrderDesk::noSuchOrder);
  }

  /** On Lightning up to whole satoshi, since not every node asks for parts of one. */
  private static Amount missing(Order order, OrderQuote root) {
    Amount missing = Standing.missing(order, root);
    if (!missing.isPositive()) {
      throw OrderLifecycle.conflict("nothing is missing of this order: " + order.situation());
    }
    Asset asset = missing.asset();
    return asset.chain().isLightning()
        ? Amount.roundedUpForPayer(asset, missing.decimal())
        : missing;
  }

  @Override
  public Order resolve(MerchantId merchant, OrderId id, UUID payment, boolean atTodaysRate) {
    if (atTodaysRate) {
      mustBeWorthThePrice(merchant, id, payment);
    }
    return changed(
        id,
        order -> {
          mustOwn(merchant, order);
          OrderFact fact = new OrderFact.PaymentAccepted(payment);
          return changes.apply(order, fact, "taken:" + payment, now());
        });
  }

  private void mustBeWorthThePrice(MerchantId merchant, OrderId id, UUID paymentId) {
    Order order = rows.find(id).orElseThrow(TransactionalOrderDesk::noSuchOrder);
    mustOwn(merchant, order);
    Payment payment =
        order.payments().stream()
            .filter(candidate -> candidate.id().equals(paymentId))
            .findFirst()
            .orElseThrow(() -> OrderLifecycle.conflict("this order has no such payment"));
    Amount today = quotes.quote(order.price(), payment.amount().asset(), false).amount();
    if (!payment.amount().isAtLeast(today)) {
      throw OrderLifecycle.conflict(
          "at today's rate the price is %s %s and the payment is %s"
              .formatted(today.text(), today.asset().code(), payment.amount().text()));
    }
  }

  @Override
  public Order terminate(MerchantId merchant, OrderId id) {
    return changed(
        id,
        order -> {
          mustOwn(merchant, order);
          return changes.apply(order, new OrderFact.ClosedByHand(), "closed:" + id, now());
        });
  }

  private Order changed(OrderId id, Function<Order, Order> change) {
    return transactions.execute(
        status -> {
          Map<OrderId, Order> locked = rows.lock(List.of(id));
          Order order = locked.get(id);
          if (order == null) {
            throw noSuchOrder();
          }
          return change.apply(order);
        });
  }

  private static void mustOwn(MerchantId merchant, Order order) {
    if (!order.merchant().equals(merchant)) {
      throw noSuchOrder();
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static Refusal noSuchOrder() {
    return new Refusal(ErrorCode.NOT_FOUND, "no such order");
  }

  private static Refusal noSuchToken() {
    return new Refusal(ErrorCode.NOT_FOUND, "this checkout link is unknown or has ended");
  }
}
