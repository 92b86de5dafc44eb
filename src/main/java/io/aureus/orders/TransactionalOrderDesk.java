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
    Quote quote = quotes.quote(order.price(), asset, order.fixedPrice());
    Prepared prepared = receiving.take(order.merchant(), asset.chain());
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
    Instant deadline = now.plus(settings.windowOf(order.type()));
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
    return changed(
        id,
        order -> {
          mustOwn(merchant, order);
          OrderQuote root = order.principalQuote().orElseThrow(TransactionalOrderDesk::noSuchOrder);
          OrderQuote rest = remainder(order, root, now);
          String name = "remaining:" + id + ":" + rest.no();
          awaited.await(List.of(rest));
          return changes.apply(order, new OrderFact.RemainderRequested(rest), name, now);
        });
  }

  private OrderQuote remainder(Order order, OrderQuote root, Instant now) {
    Amount missing = Standing.missing(order, root);
    if (!missing.isPositive()) {
      throw OrderLifecycle.conflict("nothing is missing of this order: " + order.situation());
    }
    Instant end = now.plus(settings.windowOf(order.type()));
    return root.rest(order.quotes().size() + 1, missing, now, end);
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
