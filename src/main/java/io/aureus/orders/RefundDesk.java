package io.aureus.orders;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.ledger.Account;
import io.aureus.ledger.Ledger;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.payouts.InvoicePayouts;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutId;
import io.aureus.payouts.PayoutKind;
import io.aureus.payouts.PayoutWish;
import io.aureus.payouts.Payouts;
import io.aureus.wallets.Custody;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Refunds as they are asked for. What is left is judged under the order's lock, and set aside in
 * the same transaction.
 */
final class RefundDesk implements Refunds {
  private static final int LOOKS = 10;

  private final OrderRows rows;
  private final OrderChanges changes;
  private final RefundLinkRows links;
  private final RefundPlan plan;
  private final Payouts payouts;
  private final Ledger ledger;
  private final TransactionTemplate transactions;
  private final Clock clock;

  RefundDesk(
      OrderRows rows,
      OrderChanges changes,
      RefundLinkRows links,
      RefundPlan plan,
      Payouts payouts,
      Ledger ledger,
      TransactionTemplate transactions,
      Clock clock) {
    this.rows = rows;
    this.changes = changes;
    this.links = links;
    this.plan = plan;
    this.payouts = payouts;
    this.ledger = ledger;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public Info info(MerchantId merchant, OrderId id, @Nullable String currency) {
    Order order = owned(rows.find(id), merchant);
    Refundable sums = shown(order, currency);
    boolean isOpen = Refundable.isAllowed(order.state()) && sums.left().isPositive();
    Amount zero = Amount.zero(sums.left().asset());
    Custody custody = Refundable.custody(order, sums.left().asset());
    boolean isOwn = custody == Custody.SELF;
    Amount available =
        ledger.balance(
            Account.of(merchant.value(), isOwn ? Account.Kind.OWN_HELD : Account.Kind.AVAILABLE),
            sums.left().asset());
    Amount most = available.isAtLeast(sums.left()) ? sums.left() : available;
    Optional<Amount> fee = isOpen ? fee(merchant, sums.left(), custody) : Optional.of(zero);
    return new Info(
        order,
        sums,
        fee,
        isOpen && fee.isPresent() && most.isPositive() ? most : zero,
        links.address(id, sums.left().asset().chain()));
  }

  /**
   * @throws Refusal {@code UNSUPPORTED} where nothing here could ever send that much of an order
   *     back
   */
  void mustPay(Order order, Amount left) {
    payouts.fee(order.merchant(), left, Refundable.custody(order, left.asset()));
  }

  /** Empty where nobody knows it now, and where nothing of it can be paid out. */
  private Optional<Amount> fee(MerchantId merchant, Amount left, Custody custody) {
    try {
      return Optional.of(payouts.fee(merchant, left, custody));
    } catch (Refusal e) {
      return Optional.empty();
    }
  }

  /** What a refund would be of; for an order that got nothing, the coin that it asked for. */
  private static Refundable shown(Order order, @Nullable String currency) {
    if (!Refundable.of(order).isEmpty()) {
      return RefundPlan.chosen(order, currency);
    }
    return order
        .principalQuote()
        .map(quote -> Refundable.of(order, quote.amount().asset()))
        .orElseThrow(
            () -> OrderLifecycle.conflict("no coin was chosen for this order, so none came in"));
  }

  @Override
  public Preview preview(MerchantId merchant, OrderId id, Wish wish) {
    Order order = owned(rows.find(id), merchant);
    PayoutWish payout = payoutOf(order, wish);
    Payouts.Preview preview = payouts.preview(payout);
    return new Preview(
        payout.amount(),
        preview.fee(),
        preview.amount(),
        preview.destination(),
        preview.payee(),
        preview.hold(),
        payout.custody());
  }

  @Override
  public OrderRefund request(MerchantId merchant, OrderId id, Wish wish) {
    return request(merchant, id, wish, () -> {});
  }

  /**
   * Likewise, where more must hold.
   *
   * @param more refuses under the order's lock, before anything is set aside
   */
  OrderRefund request(MerchantId merchant, OrderId id, Wish wish, Runnable more) {
    for (int look = 0; look < LOOKS; look++) {
      Order order = owned(rows.find(id), merchant);
      Optional<OrderRefund> done = standing(order, wish);
      if (done.isEmpty()) {
        // Before the transaction: the signer may be another process.
        Payouts.Prepared prepared = payouts.prepare(payoutOf(order, wish));
        done =
            Objects.requireNonNull(
                transactions.execute(status -> requested(id, wish, prepared, more)));
      }
      if (done.isPresent()) {
        return done.get();
      }
    }
    throw OrderLifecycle.conflict("others refund this order at this moment; look what is left");
  }

  /** Empty where the order or the rate has changed since, so that another amount would be right. */
  private Optional<OrderRefund> requested(
      OrderId id, Wish wish, Payouts.Prepared prepared, Runnable more) {
    Order order = Objects.requireNonNull(rows.lock(List.of(id)).get(id));
    Optional<OrderRefund> standing = standing(order, wish);
    if (standing.isPresent()) {
      return standing;
    }
    more.run();
    return payoutOf(order, wish).equals(prepared.wish())
        ? Optional.of(reserved(order, wish, prepared))
        : Optional.empty();
  }

  /**
   * A request that is repeated after its answer was lost.
   *
   * @throws Refusal {@code CONFLICT} where that was something else
   */
  private Optional<OrderRefund> standing(Order order, Wish wish) {
    Optional<OrderRefund> named =
        order.refunds().stream()
            .filter(refund -> wish.idempotencyRef() != null)
            .filter(refund -> Objects.equals(refund.idempotencyRef(), wish.idempotencyRef()))
            .findFirst();
    if (named.isPresent() && !isSame(named.get(), wish)) {
      throw OrderLifecycle.conflict(
          "the Idempotency-Key was used for another refund of this order: " + named.get().id());
    }
    return named;
  }

  private boolean isSame(OrderRefund standing, Wish wish) {
    Amount amount = standing.amount();
    BigDecimal asked = standing.fiat() == null ? amount.decimal() : standing.fiat();
    return standing.kind() == wish.kind()
        && standing.bearer() == bearer(wish, amount.asset())
        && isUnsaid(wish.currency(), amount.asset().code())
        && isSameAddress(wish.address(), standing)
        && (wish.amount() == null || wish.amount().compareTo(asked) == 0);
  }

  private boolean isSameAddress(@Nullable String said, OrderRefund standing) {
    boolean isLightning = standing.amount().asset().chain().isLightning();
    return (isLightning && said != null && !said.isBlank())
        ? payouts
            .find(new PayoutId(standing.id().toString()))
            .filter(payout -> InvoicePayouts.isSame(payout, said))
            .isPresent()
        : isUnsaid(said, standing.destination());
  }

  /** What routing takes cannot come off what an invoice names. */
  private static OrderRefund.FeeBearer bearer(Wish wish, Asset asset) {
    OrderRefund.FeeBearer usual =
        asset.chain().isLightning() ? OrderRefund.FeeBearer.MERCHANT : OrderRefund.FeeBearer.PAYER;
    return Objects.requireNonNullElse(wish.bearer(), usual);
  }

  private static boolean isUnsaid(@Nullable String said, String stands) {
    return said == null || said.isBlank() || said.strip().equalsIgnoreCase(stands);
  }

  private OrderRefund reserved(Order order, Wish wish, Payouts.Prepared prepared) {
    Payout payout = payouts.reserve(prepared);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    OrderRefund refund =
        new OrderRefund(
            UUID.fromString(payout.id().value()),
            order.merchant(),
            order.id(),
            wish.kind(),
            OrderRefund.State.PENDING,
            prepared.wish().amount(),
            wish.kind() == OrderRefund.Kind.FIAT_EQUAL
                ? RefundPlan.fiat(order, wish.amount()).value()
                : null,
            payout.fee(),
            bearer(wish, payout.amount().asset()),
            payout.destination(),
            null,
            wish.idempotencyRef(),
            wish.actor(),
            now,
            now);
    changes.apply(order, new OrderFact.RefundRequested(refund), "refund:" + payout.id(), now);
    links.close(order.id(), now);
    return refund;
  }

  private PayoutWish payoutOf(Order order, Wish wish) {
    Refundable sums = RefundPlan.sums(order, wish.currency());
    Amount amount = plan.amount(order, sums, wish);
    return new PayoutWish(
        order.merchant(),
        PayoutKind.REFUND,
        amount,
        address(order, amount, wish),
        bearer(wish, amount.asset()) == OrderRefund.FeeBearer.PAYER,
        order.id().value(),
        null,
        wish.idempotencyRef(),
        wish.actor(),
        Refundable.custody(order, amount.asset()));
  }

  private String address(Order order, Amount amount, Wish wish) {
    String given = wish.address();
    if (given != null && !given.isBlank()) {
      return given;
    }
    return links
        .address(order.id(), amount.asset().chain())
        .orElseThrow(
            () ->
                OrderLifecycle.conflict(
                    ("no address on %s is known for this refund: give the payer's, or ask for it"
                            + " by a refund link (on the order's page, or"
                            + " POST /api/v2/order/refund-link/%s)")
                        .formatted(amount.asset().chain().name(), order.id())));
  }

  static Order owned(Optional<Order> found, MerchantId merchant) {
    return found
        .filter(order -> order.merchant().equals(merchant))
        .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no such order"));
  }
}
