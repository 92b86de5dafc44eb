package io.aureus.orders;

import static io.aureus.orders.Orders.ETH;
import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.merchants.DepthBand;
import io.aureus.merchants.DepthBounds;
import io.aureus.merchants.DepthPolicy;
import io.aureus.merchants.Merchant;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.CatalogueFile;
import io.aureus.money.FiatAmount;
import io.aureus.pricing.Quote;
import io.aureus.pricing.Quotes;
import io.aureus.pricing.Rate;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A coin costs 2,000 dollars; no other currency has a rate. */
class QuoteDepthsTest {
  private static final Asset BTC =
      CatalogueFile.read(Map.of("BTC", new CatalogueFile.Choice("simulated", 2, Map.of())))
          .known("BTC");
  private static final FiatAmount CAP = new FiatAmount("USD", new BigDecimal("500"));

  private static final Quotes RATES =
      new Quotes() {
        @Override
        public Quote quote(FiatAmount price, Asset asset, boolean fixed) {
          if (!price.currency().equals("USD")) {
            throw new Refusal(ErrorCode.UNAVAILABLE, "no rate of " + price.currency());
          }
          BigDecimal coins = price.value().divide(new BigDecimal("2000"));
          return new Quote(
              price,
              Amount.ofDecimal(asset, coins),
              new Rate(new BigDecimal("2000"), Orders.NOON, List.of("test")));
        }

        @Override
        public Rate rate(Asset asset, String currency) {
          throw new Refusal(ErrorCode.UNAVAILABLE, "no rate of " + currency);
        }
      };

  private DepthBounds bounds = new DepthBounds(Map.of("btc", 0, "eth", 0), Map.of());

  private static DepthBand band(String scope, @Nullable String upTo, String unit, int depth) {
    return new DepthBand(scope, upTo == null ? null : new BigDecimal(upTo), unit, depth);
  }

  private int depth(Asset asset, String coins, DepthBand... bands) {
    return counting("USD", asset, coins, bands).confirmations();
  }

  private OrderQuote.Counting counting(
      String currency, Asset asset, String coins, DepthBand... bands) {
    Merchant merchant =
        new Merchant(
            Orders.MERCHANT,
            "shop",
            List.of("BTC"),
            0,
            0,
            false,
            "",
            false,
            "",
            new DepthPolicy(List.of(bands), CAP));
    FiatAmount price = new FiatAmount(currency, new BigDecimal("7"));
    return new QuoteDepths(RATES, bounds)
        .of(merchant, price, Amount.ofDecimal(asset, new BigDecimal(coins)));
  }

  @Test
  void withoutBandsAPaymentWaitsUntilItIsFinal() {
    assertThat(depth(BTC, "1")).isEqualTo(2);
    assertThat(depth(BTC, "1", band("ETH", "50", "USD", 1))).isEqualTo(2);
  }

  @Test
  void theLowestSumThatIsNotPassedHolds() {
    DepthBand[] bands = {
      band("BTC", "500", "USD", 1), band("BTC", null, "", 5), band("BTC", "50", "USD", 0)
    };
    assertThat(depth(BTC, "0.025", bands)).isZero();
    assertThat(depth(BTC, "0.02500001", bands)).isEqualTo(1);
    assertThat(depth(BTC, "0.25", bands)).isEqualTo(1);
    assertThat(depth(BTC, "0.25000001", bands)).isEqualTo(5);
  }

  @Test
  void aSumInTheCoinNeedsNoRate() {
    assertThat(depth(BTC, "0.1", band("BTC", "0.1", "BTC", 1))).isEqualTo(1);
    assertThat(depth(BTC, "0.11", band("BTC", "0.1", "BTC", 1))).isEqualTo(2);
  }

  @Test
  void aCoinsOwnBandsGoBeforeThoseOfItsChain() {
    DepthBand chain = band("chain:ETH", null, "", 3);
    assertThat(depth(ETH, "1", chain)).isEqualTo(3);
    assertThat(depth(ETH, "1", chain, band("ETH", null, "", 7))).isEqualTo(7);
  }

  @Test
  void withoutARateTheDeeperHolds() {
    assertThat(depth(BTC, "0.001", band("BTC", "50", "EUR", 0))).isEqualTo(2);
    assertThat(depth(BTC, "0.001", band("BTC", "50", "EUR", 0), band("BTC", null, "", 6)))
        .isEqualTo(6);
  }

  @Test
  void withoutAWorthNothingCountsUnconfirmed() {
    DepthBand band = band("BTC", "0.1", "BTC", 0);
    assertThat(counting("USD", BTC, "0.1", band).worth())
        .isEqualTo(new FiatAmount("USD", new BigDecimal("7")));
    assertThat(counting("CHF", BTC, "0.1", band).confirmations()).isEqualTo(1);
  }

  @Test
  void unlessTheOperatorAllowsItNothingCountsUnconfirmed() {
    bounds = new DepthBounds(Map.of(), Map.of());
    assertThat(depth(BTC, "0.001", band("BTC", "50", "USD", 0))).isEqualTo(1);
  }

  @Test
  void theOperatorsBoundsHoldForWhatWasSetBefore() {
    bounds = new DepthBounds(Map.of("btc", 1), Map.of("BTC", 4));
    assertThat(depth(BTC, "0.001", band("BTC", "50", "USD", 0))).isEqualTo(1);
    assertThat(depth(BTC, "1", band("BTC", null, "", 9))).isEqualTo(4);
    assertThat(depth(ETH, "1", band("ETH", null, "", 0))).isEqualTo(1);
  }

  @Test
  void onLightningNothingIsWaitedForWhateverABandSays() {
    Asset lightning =
        CatalogueFile.read(Map.of("BLN", new CatalogueFile.Choice("simulated", 0, Map.of())))
            .known("BTC-LN");
    assertThat(depth(lightning, "1", band("BTC-LN", null, "", 6))).isEqualTo(1);
  }
}
