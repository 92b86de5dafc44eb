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
    Prepared prepared = opening.take(merchant, id, order.quotes().size() + 1, quote.amount(), end);
    try {
      return changed(id, locked -> chosen(locked, merchant, quote, prepared, now));
    } catch (Refusal e) {
      receiving.giveBack(prepared); // refused before it was given: the transaction is undone
      throw e;
    }
  }

  private Order chosen(
      Order order, Merchant merchant, Quote quote, Prepared prepared, Instant now) {
    if (order.state() == OrderState.WAITING && order.deadline().isBefore(now)) {
      throw OrderLifecycle.conflict("the window of this order has ended");
    }
    Instant deadline = prepared.end(now.plus(settings.windowOf(order.type())));
    int no = order.quotes().size() + 1;
    OrderQuote offer = opening.offer(merchant, quote, no, prepared.address(), now, deadline);
    Order next =
        changes.apply(
            order, new OrderFact.CoinChosen(offer), "quote:" + order.id() + ":" + no, now);
    receiving.assign(List.of(new Assignment(prepared, order.id().value(), no)));
    awaited.await(List.of(offer));
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
