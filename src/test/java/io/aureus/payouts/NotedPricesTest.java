package io.aureus.payouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.AccountNetwork.GasPrice;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.SignerFixture;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.TestDatabase;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Gas is noted of accounts, and what 1,000 bytes cost of coins. */
@SuppressWarnings("NullAway") // what is never asked is not there
class NotedPricesTest {
  private static final Chain BTC = SignerFixture.BTC;
  private static final Asset BITCOIN = SignerFixture.BITCOIN;
  private static final Chain ETH = new Chain("ETH", "Ethereum", "evm", "mainnet", 1, 12);
  private static final Chain LTC = new Chain("LTC", "Litecoin", "litecoin", "regtest", 0, 2);
  private static final Catalogue ALL =
      new Catalogue(
          List.of(
              new Asset("ETH", ETH, "ETH", 18, 8, "", ""),
              BITCOIN,
              new Asset("LTC", LTC, "LTC", 8, 8, "", "")),
          Set.of("USD"));

  private final TestDatabase database = TestDatabase.fresh();
  private final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-11-20T12:00:00Z"));

  @Test
  void coinsAreAskedOfTheirFeeRatesAloneAndOneThatCannotSayHoldsUpNoOther() {
    List<String> asked = new ArrayList<>();
    CoinPrices prices =
        new CoinPrices(
            database.jdbc(),
            chain -> {
              asked.add(chain.code());
              if (chain.equals(BTC)) {
                throw new Refusal(ErrorCode.UNAVAILABLE, "no node");
              }
              return 7_000;
            },
            ALL,
            clock);
    prices.run(null);
    assertThat(asked).containsExactlyInAnyOrder("BTC", "LTC");
    assertThat(prices.of(LTC)).contains(7_000L);
    assertThat(prices.of(BTC)).isEmpty();
    clock.advance(Duration.ofMinutes(10));
    assertThat(prices.of(LTC)).isEmpty();
  }

  @Test
  void noAccountNetworkIsAskedForCoins() {
    Catalogue coins = new Catalogue(List.of(BITCOIN), Set.of("USD"));
    GasPrices prices = new GasPrices(database.jdbc(), null, coins, clock);
    assertThatCode(() -> prices.run(null)).doesNotThrowAnyException();
    // Whatever stands there is no rate of coins.
    prices.note(BTC, new GasPrice(BigInteger.TEN, BigInteger.ONE));
    assertThat(new CoinPrices(database.jdbc(), null, coins, clock).of(BTC)).isEmpty();
  }

  @Test
  void theRateIsNeverBelowTheFloorAndAMerchantPaysNoMoreThanTheLimit() {
    CoinPrices prices = new CoinPrices(database.jdbc(), null, ALL, clock);
    CoinRates rates = new CoinRates(prices, null, settings(3, 200));
    assertThat(rates.now(BTC)).isEmpty();
    assertThat(rates.cost(BTC, 209)).isEmpty();
    prices.note(BTC, 1_000);
    assertThat(rates.now(BTC)).contains(3_000L);
    assertThat(rates.cost(BTC, 209)).contains(627L);
    prices.note(BTC, 12_345);
    assertThat(rates.now(BTC)).contains(12_345L);
    assertThat(rates.cost(BTC, 209)).contains(2_581L);
    prices.note(BTC, Long.MAX_VALUE);
    assertThat(rates.isTooDear(rates.now(BTC).orElseThrow())).isTrue();
    assertThat(rates.cost(BTC, 209)).contains(209L * 200);
    assertThatThrownBy(() -> settings(0, 200)).hasMessageContaining("coin-rate-least");
    assertThatThrownBy(() -> settings(201, 200)).hasMessageContaining("coin-rate-least");
  }

  @Test
  void aFeeOfCoinsIsToldAndWithoutAPriceOneIsAskedToComeAgain() {
    CoinPrices prices = new CoinPrices(database.jdbc(), null, ALL, clock);
    PayoutsSettings settings = settings(1, 500);
    CoinRates rates = new CoinRates(prices, null, settings);
    NetworkFees fees = new NetworkFees(null, rates, null, null, null, settings, null);
    assertThatThrownBy(() -> fees.of(BITCOIN)).hasMessageContaining("try again in a minute");
    prices.note(BTC, 2_000);
    assertThat(fees.of(BITCOIN)).isEqualTo(Amount.ofUnits(BITCOIN, 418));
  }

  private static PayoutsSettings settings(int least, int most) {
    return new PayoutsSettings(
        PayoutsSettings.FeeFrom.MERCHANT,
        Duration.ofSeconds(5),
        Duration.ofMinutes(2),
        Duration.ofMinutes(3),
        Duration.ofMinutes(30),
        64,
        5,
        500,
        most,
        least,
        500,
        List.of(),
        Map.of(),
        Map.of(),
        false);
  }
}
