package io.aureus.orders;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import io.aureus.orders.RefundLinkRows.Link;
import io.aureus.payouts.InvoicePayouts;
import io.aureus.payouts.Payouts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** Refund links over PostgreSQL. */
final class StoredRefundLinks implements RefundLinks {
  private final OrderRows rows;
  private final OrderChanges changes;
  private final RefundLinkRows links;
  private final CheckoutTokens tokens;
  private final Payouts payouts;
  private final Duration lifetime;
  private final TransactionTemplate transactions;
  private final Clock clock;

  StoredRefundLinks(
      OrderRows rows,
      OrderChanges changes,
      RefundLinkRows links,
      CheckoutTokens tokens,
      Payouts payouts,
      Duration lifetime,
      TransactionTemplate transactions,
      Clock clock) {
    this.rows = rows;
    this.changes = changes;
    this.links = links;
    this.tokens = tokens;
    this.payouts = payouts;
    this.lifetime = lifetime;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public Made make(MerchantId merchant, OrderId id, @Nullable String currency) {
    return make(merchant, id, currency, left -> null);
  }

  /**
   * @param claim what the payer's wallet may take of what is left by itself; null for nothing
   */
  Made make(
      MerchantId merchant,
      OrderId id,
      @Nullable String currency,
      Function<Amount, RefundLinkRows.@Nullable Claimable> claim) {
    return Objects.requireNonNull(
        transactions.execute(
            status -> {
              Order order = RefundDesk.owned(locked(id), merchant);
              Amount left = RefundPlan.sums(order, currency).left();
              Instant now = now();
              Instant until = now.plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
              String token = tokens.fresh();
              RefundLinkRows.Claimable claimable = claim.apply(left);
              links.add(token, id, left.asset(), now, until, claimable);
              changes.apply(order, fact(left.asset(), until, claimable), "link", now);
              return new Made(token, until);
            }));
  }

  private static OrderFact fact(
      Asset asset, Instant until, RefundLinkRows.@Nullable Claimable claimable) {
    return claimable == null
        ? new OrderFact.RefundLinkMade(until, null, "")
        : new OrderFact.RefundLinkMade(
            until, new Amount(asset, claimable.units()), claimable.actor());
  }

  @Override
  public Optional<Invitation> find(String token) {
    return links
        .find(token, now())
        .flatMap(link -> rows.find(link.order()).map(order -> invitation(order, link)));
  }

  private static Invitation invitation(Order order, Link link) {
    return new Invitation(
        order.merchant(),
        Refundable.of(order, link.asset()).left(),
        link.address(),
        link.isClosed());
  }

  @Override
  public String check(String token, String typed) {
    Link link = links.find(token, now()).orElseThrow(StoredRefundLinks::unknown);
    Order order = rows.find(link.order()).orElseThrow(StoredRefundLinks::unknown);
    String address =
        payouts.destination(order.merchant(), CheckoutTokens.hash(token), link.asset(), typed);
    if (link.asset().chain().isLightning()) {
      mustNotAskForMore(Refundable.of(order, link.asset()).left(), address);
    }
    return address;
  }

  /** An invoice cannot be paid in part. */
  private static void mustNotAskForMore(Amount left, String address) {
    Optional<Amount> named = InvoicePayouts.named(left.asset(), address);
    if (named.isPresent() && !left.isAtLeast(named.get())) {
      throw new Refusal(
          ErrorCode.BAD_REQUEST,
          "the invoice asks for %s %s, and at most %s can come back"
              .formatted(named.get().text(), left.asset().symbol(), left.text()));
    }
  }

  @Override
  public void give(String token, String typed) {
    String address = check(token, typed);
    OrderId id = links.find(token, now()).orElseThrow(StoredRefundLinks::unknown).order();
    transactions.executeWithoutResult(
        status -> {
          Order order = locked(id).orElseThrow(StoredRefundLinks::unknown);
          // Read again under the order's lock: a refund may have been asked for meanwhile.
          Link link = links.find(token, now()).orElseThrow(StoredRefundLinks::unknown);
          if (link.isClosed()) {
            throw OrderLifecycle.conflict("the refund was sent already; the address stands");
          }
          if (!address.equals(link.address())) {
            links.give(token, address);
            changes.apply(order, new OrderFact.RefundAddressGiven(address), "address", now());
          }
        });
  }

  @Override
  public Optional<String> address(OrderId id, Chain chain) {
    return links.address(id, chain);
  }

  private Optional<Order> locked(OrderId id) {
    return rows.lock(List.of(id)).values().stream().findFirst();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static Refusal unknown() {
    return new Refusal(ErrorCode.NOT_FOUND, "this refund link is unknown or has ended");
  }
}
