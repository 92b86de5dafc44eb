package io.aureus.orders;

import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.lightning.LightningRefusal;
import io.aureus.chains.lightning.LightningRequest;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.merchants.MerchantId;
import io.aureus.merchants.PayoutRights;
import io.aureus.money.Amount;
import io.aureus.orders.RefundLinkRows.Claim;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims of refunds over PostgreSQL. That each is taken once is the refund's own doing: the claim
 * is its reference, looked up under the order's lock, where the link must still be open.
 */
final class StoredRefundClaims implements RefundClaims {
  private static final Logger LOG = LoggerFactory.getLogger(StoredRefundClaims.class);
  private static final BigInteger SATOSHI = BigInteger.valueOf(1_000);

  private final OrderRows rows;
  private final RefundLinkRows links;
  private final StoredRefundLinks making;
  private final RefundDesk desk;
  private final PayoutRights rights;
  private final Clock clock;

  StoredRefundClaims(
      OrderRows rows,
      RefundLinkRows links,
      StoredRefundLinks making,
      RefundDesk desk,
      PayoutRights rights,
      Clock clock) {
    this.rows = rows;
    this.links = links;
    this.making = making;
    this.desk = desk;
    this.rights = rights;
    this.clock = clock;
  }

  @Override
  public RefundLinks.Made make(
      MerchantId merchant, OrderId id, @Nullable String currency, String actor) {
    Order order = RefundDesk.owned(rows.find(id), merchant);
    Amount left = RefundPlan.sums(order, currency).left();
    claim(left, actor);
    desk.mustPay(order, left);
    return making.make(merchant, id, currency, now -> claim(now, actor));
  }

  private static RefundLinkRows.Claimable claim(Amount left, String actor) {
    if (!left.asset().chain().isLightning()) {
      throw new Refusal(
          ErrorCode.BAD_REQUEST,
          "only what came by Lightning can be taken by a wallet itself, and not "
              + left.asset().code());
    }
    BigInteger whole = left.units().subtract(left.units().mod(SATOSHI));
    if (whole.signum() <= 0) {
      throw OrderLifecycle.conflict(
          "less than a satoshi is left, and wallets take whole ones: %s %s"
              .formatted(left.text(), left.asset().code()));
    }
    return new RefundLinkRows.Claimable(whole, actor);
  }

  @Override
  public Optional<String> key(String token) {
    String key = CheckoutTokens.claimKey(token);
    return links
        .claim(key, clock.instant())
        .filter(Claim::isOpen)
        .filter(claim -> rows.find(claim.order()).filter(order -> mayPay(order, claim)).isPresent())
        .map(claim -> key);
  }

  @Override
  public Offer offer(String key) {
    Claim claim = find(key);
    Order order = rows.find(claim.order()).orElseThrow(StoredRefundClaims::unknown);
    Amount left = Refundable.of(order, claim.amount().asset()).left();
    if (!claim.isOpen() || !left.isAtLeast(claim.amount())) {
      throw taken();
    }
    if (!mayPay(order, claim)) {
      throw notNow();
    }
    return new Offer(order.merchant(), claim.amount());
  }

  @Override
  public void take(String key, String invoice) {
    Claim claim = find(key);
    Order order = rows.find(claim.order()).orElseThrow(StoredRefundClaims::unknown);
    Refunds.Wish wish = wish(claim, read(claim.amount(), invoice));
    OrderRefund refund;
    try {
      refund = desk.request(order.merchant(), order.id(), wish, () -> mustBeOpen(order, key));
    } catch (Refusal refusal) {
      Refusal told = told(key, refusal);
      if (!told.words().equals(refusal.words())) {
        LOG.info("order {}: its refund was not taken: {}", order.id(), refusal.words());
      }
      throw told;
    }
    if (refund.state() == OrderRefund.State.FAILED) {
      throw OrderLifecycle.conflict(
          "that invoice could not be paid, and the refund did not leave: ask the shop for another"
              + " link");
    }
  }

  private static Refunds.Wish wish(Claim claim, Invoice invoice) {
    return new Refunds.Wish(
        OrderRefund.Kind.PARTIAL,
        claim.amount().asset().code(),
        claim.amount().decimal(),
        invoice.text(),
        OrderRefund.FeeBearer.MERCHANT,
        "lnurl-withdraw " + claim.hash(),
        claim.actor());
  }

  private static Invoice read(Amount amount, String typed) {
    LightningNetwork network = LightningNetwork.of(amount.asset().chain().network());
    try {
      if (LightningRequest.read(network, typed) instanceof Invoice invoice
          && invoice
              .terms()
              .millisatoshi()
              .equals(OptionalLong.of(amount.units().longValueExact()))) {
        return invoice;
      }
    } catch (LightningRefusal e) {
      throw new Refusal(ErrorCode.BAD_REQUEST, "pr: " + e.words());
    }
    throw new Refusal(
        ErrorCode.BAD_REQUEST,
        "pr: right is an invoice over exactly %s millisatoshi".formatted(amount.units()));
  }

  /**
   * Asked under the order's lock: another refund of the order ends the claim, and so does whatever
   * shuts out the one who made it.
   */
  private void mustBeOpen(Order order, String key) {
    Claim claim = find(key);
    if (!claim.isOpen()) {
      throw taken();
    }
    if (!mayPay(order, claim)) {
      throw OrderLifecycle.conflict(
          "%s, who made the refund link, may not pay out any more".formatted(claim.actor()));
    }
  }

  private boolean mayPay(Order order, Claim claim) {
    return rights.has(order.merchant(), claim.actor());
  }

  /** A refund's refusals speak to the merchant, of its balance and its rules. */
  private Refusal told(String key, Refusal refusal) {
    return switch (refusal.code()) {
      case BAD_REQUEST, TOO_MANY_REQUESTS -> refusal;
      case CONFLICT ->
          links.claim(key, clock.instant()).filter(Claim::isOpen).isPresent() ? notNow() : taken();
      case FORBIDDEN, UNSUPPORTED, NOT_FOUND -> notNow();
      default -> new Refusal(refusal.code(), notNow().words(), refusal.retryAfter());
    };
  }

  private Claim find(String key) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return links.claim(key, now).orElseThrow(StoredRefundClaims::unknown);
  }

  private static Refusal unknown() {
    return new Refusal(ErrorCode.NOT_FOUND, "this refund is unknown or has ended");
  }

  private static Refusal taken() {
    return OrderLifecycle.conflict("this refund was taken already, or went another way");
  }

  private static Refusal notNow() {
    return OrderLifecycle.conflict("the shop cannot send this refund now: ask the shop");
  }
}
