package io.aureus.orders;

import io.aureus.merchants.MerchantId;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.CatalogueFile;
import io.aureus.money.FiatAmount;
import io.aureus.wallets.Custody;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Orders to begin a test with. */
final class Orders {
  static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  static final Duration WINDOW = Duration.ofMinutes(30);
  static final Catalogue CATALOGUE =
      CatalogueFile.read(
          Map.of(
              "ETH", new CatalogueFile.Choice("simulated", 0, Map.of()),
              "BNB", new CatalogueFile.Choice("simulated", 0, Map.of())));
  static final Asset USDT = CATALOGUE.known("USDT-ERC20");
  static final Asset ETH = CATALOGUE.known("ETH");
  static final MerchantId MERCHANT = new MerchantId("mct-07d283468bf8");
  static final OrderTerms TERMS =
      new OrderTerms(
          null, null, null, null, false, "AURPAY", OrderTerms.Origin.API, null, null, 1L);

  private Orders() {}

  /** Nothing chosen yet; half a percent of tolerance, 0.8 % of fee. */
  static Order choosing() {
    return new Order(
        new OrderId("20261122120000000000"),
        MERCHANT,
        "ORDER",
        OrderState.CHOOSING,
        new FiatAmount("USD", new BigDecimal("100")),
        false,
        TERMS,
        new Order.Policy(80, 50),
        "",
        List.of(),
        List.of(),
        List.of(),
        false,
        NOON.plus(Duration.ofHours(24)),
        NOON,
        NOON,
        1);
  }

  /** Asked for 100 USDT at the address "0xA". */
  static Order waiting() {
    return choosing().withQuote(quote(1, USDT, "100", "0xA", 0)).in(OrderState.WAITING);
  }

  static OrderQuote quote(int no, Asset asset, String amount, String address, int remainderOf) {
    return new OrderQuote(
        no,
        Amount.ofDecimal(asset, new BigDecimal(amount)),
        address,
        BigDecimal.ONE,
        List.of("fixed"),
        NOON,
        NOON,
        NOON.plus(WINDOW),
        remainderOf);
  }

  static OrderFact.PaymentSeen seen(long transfer, Asset asset, String amount, Instant at) {
    return new OrderFact.PaymentSeen(
        new OrderFact.Sighting(
            transfer,
            "0xhash" + transfer,
            "0xpayer",
            "0xA",
            Amount.ofDecimal(asset, new BigDecimal(amount)),
            7L,
            at,
            Custody.CUSTODIAL));
  }

  /** A refund by merchant's fee to somebody. */
  static OrderFact.RefundRequested refund(long no, Amount amount) {
    return refund(no, OrderRefund.Kind.PARTIAL, amount, null);
  }

  /**
   * @param fiat how much of the price it gives back, for {@code FIAT_EQUAL}
   */
  static OrderFact.RefundRequested refund(
      long no, OrderRefund.Kind kind, Amount amount, @Nullable BigDecimal fiat) {
    return new OrderFact.RefundRequested(
        new OrderRefund(
            new UUID(0, no),
            MERCHANT,
            choosing().id(),
            kind,
            OrderRefund.State.PENDING,
            amount,
            fiat,
            Amount.zero(amount.asset()),
            OrderRefund.FeeBearer.MERCHANT,
            "0xpayer",
            null,
            null,
            "person:1",
            NOON,
            NOON));
  }
}
