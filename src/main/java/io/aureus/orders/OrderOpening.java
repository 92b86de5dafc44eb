package io.aureus.orders;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.jobs.GroupCommit;
import io.aureus.merchants.Merchant;
import io.aureus.merchants.Merchants;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.pricing.Quote;
import io.aureus.pricing.Quotes;
import io.aureus.wallets.Receiving;
import io.aureus.wallets.Receiving.Prepared;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes orders. No transaction of its own: creations share their commits. No network call but on
 * Lightning, where a node makes the invoice; that is over before the order waits for its commit.
 */
final class OrderOpening {
  private static final int MAX_TRIES = 5;

  private final Merchants merchants;
  private final Catalogue catalogue;
  private final Quotes quotes;
  private final Receiving receiving;
  private final QuoteDepths depths;
  private final OrderSettings settings;
  private final Clock clock;
  private final OrderIds ids;
  private final CheckoutTokens tokens;
  private final ExistingOrders existing;
  private final GroupCommit<NewOrderRow, Boolean> commits;

  OrderOpening(
      Merchants merchants,
      Catalogue catalogue,
      Quotes quotes,
      QuoteDepths depths,
      Receiving receiving,
      OrderSettings settings,
      Clock clock,
      CheckoutTokens tokens,
      ExistingOrders existing,
      GroupCommit<NewOrderRow, Boolean> commits) {
    this.merchants = merchants;
    this.catalogue = catalogue;
    this.quotes = quotes;
    this.depths = depths;
    this.receiving = receiving;
    this.settings = settings;
    this.clock = clock;
    this.ids = new OrderIds(clock);
    this.tokens = tokens;
    this.existing = existing;
    this.commits = commits;
  }

  OpenedOrder open(NewOrder asked) {
    Merchant merchant = merchants.known(asked.merchant());
    NewOrder wish = asked.with(asked.terms().or(merchant.redirects()));
    @Nullable Asset asset = assetFor(merchant, wish);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    // Read first: an order that comes between the two reads is found by the second or in the way.
    @Nullable OrderId before = existing.latest(wish).orElse(null);
    Optional<Order> again = existing.sameShopOrder(wish, now);
    if (again.isPresent()) {
      return again(again.get(), wish, now);
    }
    // The answer to a first request may have been lost: its order stands, whatever the node says.
    Optional<Order> repeated = asksANode(asset) ? existing.sameReference(wish) : Optional.empty();
    if (repeated.isPresent()) {
      return again(repeated.get(), wish, now);
    }
    @Nullable Quote quote =
        asset == null ? null : quotes.quote(wish.price(), asset, wish.fixedPrice());
    OrderDraft draft = new OrderDraft(wish, merchant, quote);
    for (int i = 0; i < MAX_TRIES; i++) {
      @Nullable String shopRef = ShopReference.of(wish, before);
      Optional<OpenedOrder> opened = tryOnce(draft, shopRef, now);
      if (opened.isPresent()) {
        return opened.get();
      }
      Optional<Order> holder = existing.holder(wish, shopRef);
      if (holder.isPresent() && ExistingOrders.serves(holder.get(), wish, now)) {
        return again(holder.get(), wish, now);
      }
      before = holder.map(Order::id).orElse(before);
    }
    throw noNumber();
  }

  /** Makes an order whose amount was named, and which is no other's again. */
  Order open(OrderDraft draft) {
    mustTake(draft.merchant(), Objects.requireNonNull(draft.quote()).amount().asset());
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    for (int i = 0; i < MAX_TRIES; i++) {
      Optional<OpenedOrder> opened = tryOnce(draft, null, now);
      if (opened.isPresent()) {
        return opened.get().order();
      }
    }
    throw noNumber();
  }

  private static Refusal noNumber() {
    return new Refusal(ErrorCode.UNAVAILABLE, "no free order number was found: try again");
  }

  private Optional<OpenedOrder> tryOnce(OrderDraft draft, @Nullable String shopRef, Instant now) {
    NewOrder wish = draft.wish();
    OrderId id = ids.next();
    @Nullable Prepared prepared = prepared(id, draft, now);
    @Nullable String token = wish.withToken() ? tokens.fresh() : null;
    Order order = order(id, draft, prepared, now);
    NewOrderRow row =
        new NewOrderRow(
            order,
            wish.idempotencyRef(),
            shopRef,
            prepared,
            token == null ? null : CheckoutTokens.hash(token),
            now.plus(settings.tokenLifetime()));
    boolean written;
    try {
      written = commits.commit(row);
    } catch (Refusal e) {
      giveBack(prepared); // it never entered the queue
      throw e;
    }
    if (written) {
      return Optional.of(new OpenedOrder(order, Optional.ofNullable(token)));
    }
    if (existing.isSame(order)) {
      // The commit's outcome was lost on the way back, and the row was written a second time.
      return Optional.of(new OpenedOrder(order, Optional.ofNullable(token)));
    }
    giveBack(prepared);
    return existing.sameReference(wish).map(first -> again(first, wish, now));
  }

  private OpenedOrder again(Order first, NewOrder wish, Instant now) {
    if (!wish.withToken()) {
      return new OpenedOrder(first, Optional.empty());
    }
    String token = tokens.fresh();
    tokens.add(token, first.id(), now.plus(settings.tokenLifetime()));
    return new OpenedOrder(first, Optional.of(token));
  }

  private static boolean asksANode(@Nullable Asset asset) {
    return asset != null && asset.chain().isLightning();
  }

  private @Nullable Prepared prepared(OrderId id, OrderDraft draft, Instant now) {
    Quote quote = draft.quote();
    if (quote == null) {
      return null;
    }
    Instant end = now.plus(settings.windowOf(draft.wish().type()));
    String metadata = draft.metadata();
    return metadata == null
        ? take(draft.merchant(), id, 1, quote.amount(), end)
        : receiving.take(
            new Receiving.Wanted(
                draft.merchant().id(), id.value(), 1, quote.amount(), end, metadata, true));
  }

  /**
   * Takes what an order is to be paid by; a node may be asked for it.
   *
   * @param no of the quote
   */
  Prepared take(Merchant merchant, OrderId id, int no, Amount amount, Instant end) {
    String words = PayerWords.of(settings.lightningText(), merchant.name(), id);
    return receiving.take(new Receiving.Wanted(merchant.id(), id.value(), no, amount, end, words));
  }

  private Order order(OrderId id, OrderDraft draft, @Nullable Prepared prepared, Instant now) {
    NewOrder wish = draft.wish();
    Merchant merchant = draft.merchant();
    Quote quote = draft.quote();
    List<OrderQuote> first = List.of();
    Instant deadline = now.plus(settings.tokenLifetime());
    if (quote != null && prepared != null) {
      deadline = prepared.end(now.plus(settings.windowOf(wish.type())));
      first = List.of(offer(merchant, quote, 1, prepared.address(), now, deadline));
    }
    return new Order(
        id,
        merchant.id(),
        wish.type(),
        !first.isEmpty() ? OrderState.WAITING : OrderState.CHOOSING,
        wish.price(),
        wish.fixedPrice(),
        wish.terms(),
        new Order.Policy(merchant.feeBps(), merchant.toleranceBps()),
        draft.remark(),
        first,
        List.of(),
        List.of(),
        false,
        deadline,
        now,
        now,
        1);
  }

  /** With the depth that holds for it from now on. */
  OrderQuote offer(
      Merchant merchant, Quote quote, int no, String address, Instant now, Instant deadline) {
    return new OrderQuote(
        no,
        quote.amount(),
        address,
        quote.rate().price(),
        quote.rate().sources(),
        quote.rate().at(),
        now,
        deadline,
        0,
        depths.of(merchant, quote.price(), quote.amount()));
  }

  /** The coin that was asked for, or the only one that the merchant takes. */
  private @Nullable Asset assetFor(Merchant merchant, NewOrder wish) {
    @Nullable Asset wished = wish.asset();
    if (wished != null) {
      mustTake(merchant, wished);
      return wished;
    }
    List<Asset> taken =
        merchant.enabledAssets().stream().map(catalogue::asset).flatMap(Optional::stream).toList();
    if (taken.isEmpty()) {
      throw new Refusal(ErrorCode.UNSUPPORTED, "this merchant has no coin enabled");
    }
    return taken.size() == 1 ? taken.getFirst() : null;
  }

  static void mustTake(Merchant merchant, Asset asset) {
    if (!merchant.enabledAssets().contains(asset.code())) {
      throw new Refusal(
          ErrorCode.UNSUPPORTED,
          "currency %s is not enabled; enabled are %s"
              .formatted(asset.code(), String.join(", ", merchant.enabledAssets())));
    }
  }

  private void giveBack(@Nullable Prepared prepared) {
    if (prepared != null) {
      receiving.giveBack(prepared);
    }
  }
}
