package io.aureus.orders;

import static io.aureus.orders.OrderRefund.State.CONFIRMED;

import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.wallets.Custody;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What an order got of one asset, and what of it may still go back. Pure.
 *
 * @param cameIn confirmed and not undone, whether it counts for the order or not
 * @param refunded paid back, or set aside to be paid back
 * @param kept what the order asked for, or the merchant took for it: all beyond is surplus
 * @param surplusBack of what was refunded, what may have been surplus: not what was asked for as
 *     the price
 * @param priceBack of what was refunded, what may have been of the price: not what was asked for as
 *     surplus
 */
public record Refundable(
    Amount cameIn, Amount refunded, Amount kept, Amount surplusBack, Amount priceBack) {

  /** What may still go back; never negative. */
  public Amount left() {
    return atLeastZero(cameIn.minus(refunded));
  }

  /** What may still go back and was never asked for. */
  public Amount surplus() {
    return atMostLeft(cameIn.minus(kept).minus(surplusBack));
  }

  /** What may still go back of what the order asked for. */
  public Amount owed() {
    return atMostLeft(kept.minus(priceBack));
  }

  private Amount atMostLeft(Amount amount) {
    return atLeastZero(left().isAtLeast(amount) ? amount : left());
  }

  /** One for each asset of which something came in, the order's own first. */
  public static List<Refundable> of(Order order) {
    Map<String, Refundable> found = new LinkedHashMap<>();
    Optional<Asset> own = order.principalQuote().map(quote -> quote.amount().asset());
    own.map(asset -> of(order, asset))
        .filter(refundable -> refundable.cameIn().isPositive())
        .ifPresent(refundable -> found.put(refundable.cameIn().asset().code(), refundable));
    for (Payment payment : order.payments()) {
      if (payment.state() == Payment.State.CONFIRMED) {
        Asset asset = payment.amount().asset();
        found.computeIfAbsent(asset.code(), code -> of(order, asset));
      }
    }
    return List.copyOf(found.values());
  }

  static Refundable of(Order order, Asset asset) {
    return new Refundable(
        came(order, asset),
        back(order, asset, refund -> true),
        kept(order, asset),
        back(order, asset, refund -> !isOfPrice(refund.kind())),
        back(order, asset, refund -> refund.kind() != OrderRefund.Kind.SURPLUS));
  }

  /**
   * A refund leaves from where the money is: the merchant's own wallet or node where all of it came
   * there.
   */
  public static Custody custody(Order order, Asset asset) {
    List<Payment> came =
        order.payments().stream()
            .filter(payment -> payment.state() == Payment.State.CONFIRMED)
            .filter(payment -> isOf(asset, payment.amount()))
            .toList();
    boolean isOwn = !came.isEmpty() && came.stream().allMatch(one -> one.custody() == Custody.SELF);
    return isOwn ? Custody.SELF : Custody.CUSTODIAL;
  }

  /** Whether a refund may be asked for now: something is left, and nothing more can count. */
  public static boolean isOpen(Order order) {
    return isAllowed(order.state())
        && of(order).stream().anyMatch(refundable -> refundable.left().isPositive());
  }

  /** Not while a payment may still make the order's success: it would count what went back. */
  static boolean isAllowed(OrderState state) {
    return state != OrderState.CHOOSING && !Standing.isOpen(state);
  }

  /** Whether all that came in has gone back for sure, and nothing that counts is still to come. */
  static boolean isAllBack(Order order) {
    List<Refundable> all = of(order);
    return !all.isEmpty()
        && order.countedPayments().stream()
            .noneMatch(payment -> payment.state() == Payment.State.SEEN)
        && all.stream()
            .map(Refundable::cameIn)
            .allMatch(
                came ->
                    back(order, came.asset(), refund -> refund.state() == CONFIRMED)
                        .isAtLeast(came));
  }

  private static Amount came(Order order, Asset asset) {
    return sum(
        asset,
        order.payments().stream()
            .filter(payment -> payment.state() == Payment.State.CONFIRMED)
            .map(Payment::amount)
            .toList());
  }

  private static boolean isOfPrice(OrderRefund.Kind kind) {
    return switch (kind) {
      case FIAT_EQUAL, COIN_EQUAL -> true;
      case FULL, PARTIAL, SURPLUS -> false;
    };
  }

  /** What went back or is on its way, of the refunds that are asked for. */
  private static Amount back(Order order, Asset asset, Predicate<OrderRefund> which) {
    return sum(
        asset,
        order.refunds().stream()
            .filter(refund -> refund.state() != OrderRefund.State.FAILED)
            .filter(which)
            .map(OrderRefund::amount)
            .toList());
  }

  /** What was asked for in the order's own coin; in another coin, what the merchant took. */
  private static Amount kept(Order order, Asset asset) {
    return order
        .principalQuote()
        .map(OrderQuote::amount)
        .filter(asked -> isOf(asset, asked))
        .orElseGet(
            () ->
                sum(
                    asset,
                    order.countedPayments().stream()
                        .filter(payment -> payment.state() == Payment.State.CONFIRMED)
                        .map(Payment::amount)
                        .toList()));
  }

  private static Amount sum(Asset asset, List<Amount> amounts) {
    return new Amount(
        asset,
        amounts.stream()
            .filter(amount -> isOf(asset, amount))
            .map(Amount::units)
            .reduce(BigInteger.ZERO, BigInteger::add));
  }

  private static boolean isOf(Asset asset, Amount amount) {
    return amount.asset().code().equals(asset.code());
  }

  private static Amount atLeastZero(Amount amount) {
    return amount.isPositive() ? amount : Amount.zero(amount.asset());
  }
}
