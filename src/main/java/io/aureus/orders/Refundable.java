package io.aureus.orders;

import io.aureus.money.Amount;
import io.aureus.money.Asset;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an order got of one asset, and what of it may still go back. Pure.
 *
 * @param cameIn confirmed and not undone, whether it counts for the order or not
 * @param refunded paid back, or set aside to be paid back
 * @param kept what the order asked for, or the merchant took for it: all beyond is surplus
 */
public record Refundable(Amount cameIn, Amount refunded, Amount kept) {

  /** What may still go back; never negative. */
  public Amount left() {
    return atLeastZero(cameIn.minus(refunded));
  }

  /** What may still go back and was never asked for. */
  public Amount surplus() {
    return atLeastZero(left().minus(kept));
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
    return new Refundable(came(order, asset), refunded(order, asset, false), kept(order, asset));
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

  /** Whether all that came in has gone back for sure. */
  static boolean isAllBack(Order order) {
    List<Refundable> all = of(order);
    return !all.isEmpty()
        && all.stream()
            .map(Refundable::cameIn)
            .allMatch(came -> refunded(order, came.asset(), true).isAtLeast(came));
  }

  private static Amount came(Order order, Asset asset) {
    return sum(
        asset,
        order.payments().stream()
            .filter(payment -> payment.state() == Payment.State.CONFIRMED)
            .map(Payment::amount)
            .toList());
  }

  private static Amount refunded(Order order, Asset asset, boolean confirmedOnly) {
    return sum(
        asset,
        order.refunds().stream()
            .filter(
                refund ->
                    refund.state() == OrderRefund.State.CONFIRMED
                        || (refund.state() == OrderRefund.State.PENDING && !confirmedOnly))
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
