package io.aureus.keys;

import static io.aureus.keys.SignerFixture.BITCOIN;
import static io.aureus.keys.SignerFixture.BTC;
import static io.aureus.keys.SignerFixture.LITECOIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.bitcoin.CoinTransaction;
import io.aureus.errors.Refusal;
import io.aureus.keys.Signer.CoinPayment;
import io.aureus.keys.Signer.Purpose;
import io.aureus.keys.Signer.Spend;
import io.aureus.keys.Signer.SpentCoin;
import io.aureus.money.Amount;
import io.aureus.money.CoinAddress;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What transactions of coins may cost, one by one and in a day. */
class CoinFeesTest {
  private static final String TO = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";
  private static final long COIN = 1_000_000;
  private static final long CAP = 100_000;

  private SignerFixture fixture = fixture("0.002");

  @Test
  void manyPayoutsOfNextToNothingCannotBurnMoreInFeesThanTheDaysCap() {
    sign(1, 300, 99_700, 1);
    assertThat(lastDay()).isEqualTo(100_000);
    sign(2, 300, 89_000, 2);
    refused(3, 300, 10_700, 3);
    assertThat(lastDay()).isEqualTo(189_300);
    // What was refused left nothing behind; less is signed for the same payout with another coin.
    sign(3, 300, 10_400, 4);
    assertThat(lastDay()).isEqualTo(200_000);
    fixture.clock().advance(Duration.ofHours(24).plusSeconds(1));
    assertThat(lastDay()).isZero();
    sign(5, 300, 99_000, 5);
  }

  @Test
  void aRaiseCountsWhatItAddsAndIsBoundByTheDaysCapAsWell() {
    sign(1, 100_000, 1_000, 1);
    assertThat(lastDay()).isEqualTo(101_000);
    sign(1, 100_000, 5_000, 1);
    assertThat(lastDay()).isEqualTo(105_000);
    sign(1, 100_000, 3_000, 1);
    assertThat(lastDay()).isEqualTo(105_000);
    sign(1, 100_000, 90_000, 1, 2);
    assertThat(lastDay()).isEqualTo(190_000);
    sign(2, 8_000, 2_000, 3);
    refused(1, 100_000, 90_001, 1, 2);
    sign(1, 100_000, 90_000, 2, 1);
    assertThat(lastDay()).isEqualTo(200_000);
  }

  @Test
  void withoutADaysCapFeesAreCountedAllTheSame() {
    fixture = new SignerFixture(Curve.best());
    sign(1, 50_000, 1_000, 1);
    sign(1, 50_000, 2_500, 1);
    assertThat(lastDay()).isEqualTo(52_500);
  }

  /** Whatever may be paid out in a day: who has the gateway burns no more than this. */
  @Test
  void theFeesOfADayHaveACapOfTheirOwn() {
    PolicySettings plain = settings(Map.of(), Map.of());
    Map<String, BigDecimal> day = Map.of("BTC", new BigDecimal("0.0015"));
    fixture = new SignerFixture(Curve.best(), SignerFixture.withFees(plain, Map.of(), day));
    sign(1, 300, 99_700, 1);
    sign(1, 300, 100_000, 1);
    assertThatThrownBy(() -> sign(2, 300, 50_001, 2)).hasMessageContaining("fee-day-cap");
    sign(2, 300, 50_000, 2);
    assertThat(fixture.policy().overFees(BTC, BigInteger.ONE)).contains("may cost 0.0015 BTC");
    fixture.clock().advance(Duration.ofHours(24));
    sign(3, 300, 100_000, 3);
  }

  @Test
  void eachCoinHasACapOfItsOwnAndNoOtherAssetHasOne() {
    Map<String, Amount> caps = new SignerFixture(Curve.best()).policy().rules().coinFeeCap();
    assertThat(caps)
        .containsOnly(
            Map.entry("BTC", Amount.ofUnits(BITCOIN, 100_000)),
            Map.entry("LTC", Amount.ofUnits(LITECOIN, 2_000_000)));
    fixture = new SignerFixture(Curve.best(), settings(Map.of("btc", "0.00002"), Map.of()));
    sign(1, 50_000, 2_000, 1);
    refused(1, 50_000, 2_001, 1);
    fixture = new SignerFixture(Curve.best(), settings(Map.of("BTC", "0"), Map.of()));
    assertThatThrownBy(() -> sign(1, 50_000, 1_000, 1)).hasMessageContaining("coin-fee-cap is 0");
    PolicySettings ofEther = settings(Map.of("eth", "1"), Map.of());
    assertThatThrownBy(() -> new SignerFixture(Curve.best(), ofEther))
        .hasMessageContaining("coin-fee-cap is told of coins alone");
  }

  @Test
  void sumsThatNoCoinCanHoldAreRefused() {
    for (long[] each : new long[][] {{Long.MAX_VALUE, 2}, {1L << 53, 1}, {0, 5}, {-1, 5}}) {
      List<SpentCoin> coins = List.of(coin(1, each[0]), coin(2, each[1]));
      CoinPayment payment = new CoinPayment(List.of(spend(1, 300)), coins, 0, 0);
      assertThatThrownBy(() -> fixture.signer().signCoins(BTC, payment))
          .hasMessageContaining("less than there are");
    }
    CoinPayment all =
        new CoinPayment(List.of(spend(1, Long.MAX_VALUE)), List.of(coin(1, COIN)), 0, 0);
    assertThatThrownBy(() -> fixture.signer().signCoins(BTC, all))
        .hasMessageContaining("less than there are");
  }

  private record Done(Set<Integer> coins, long fee) {}

  /**
   * Whatever is asked: what is signed adds up, holds no dust and no fee above the cap; and no
   * transactions that could be mined side by side cost more than what was counted.
   */
  @Test
  void whateverIsAskedEverySumIsRight() {
    fixture = new SignerFixture(Curve.best());
    Random random = new Random(20_261_130);
    List<Done> done = new ArrayList<>();
    Map<Integer, Long> paid = new HashMap<>();
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      int payout = random.nextInt(12);
      long units = 200 + 1_000L * payout;
      List<Integer> numbers =
          random
              .ints(1 + random.nextInt(3), 0, 12)
              .boxed()
              .distinct()
              .collect(Collectors.toCollection(ArrayList::new));
      long most = COIN * numbers.size() - units;
      long fee = random.nextInt(4) == 0 ? random.nextLong(most) : random.nextLong(CAP + CAP / 8);
      try {
        check(sign(payout, units, fee, numbers.stream().mapToInt(n -> n).toArray()), numbers, fee);
        done.add(new Done(Set.copyOf(numbers), fee));
        paid.put(payout, units);
      } catch (Refusal e) {
        refused++;
      }
    }
    assertThat(done).hasSizeGreaterThan(30);
    assertThat(refused).isPositive();
    long counted = lastDay() - paid.values().stream().mapToLong(n -> n).sum();
    for (int i = 0; i < 2_000; i++) {
      Collections.shuffle(done, random);
      assertThat(sideBySide(done)).isLessThanOrEqualTo(counted);
    }
  }

  /** What those cost that can all be mined, where the first ones are. */
  private static long sideBySide(List<Done> done) {
    Set<Integer> spent = new HashSet<>();
    long fees = 0;
    for (Done one : done) {
      if (Collections.disjoint(spent, one.coins())) {
        spent.addAll(one.coins());
        fees += one.fee();
      }
    }
    return fees;
  }

  private static void check(Signer.Signed signed, List<Integer> coins, long fee) {
    CoinTransaction made = CoinTransaction.parse(signed.raw());
    long out = made.outputs().stream().mapToLong(CoinTransaction.Output::units).sum();
    assertThat(out + fee).isEqualTo(COIN * coins.size());
    assertThat(fee).isBetween(1L, CAP);
    assertThat(made.outputs())
        .allSatisfy(
            output ->
                assertThat(output.units())
                    .isGreaterThanOrEqualTo(CoinAddress.dustLimit(BTC, output.script())));
  }

  private Signer.Signed sign(int payout, long units, long fee, int... numbers) {
    List<SpentCoin> coins = new ArrayList<>();
    for (int number : numbers) {
      coins.add(coin(number, COIN));
    }
    long change = COIN * numbers.length - units - fee;
    CoinPayment payment = new CoinPayment(List.of(spend(payout, units)), coins, 0, change);
    return fixture.signer().signCoins(BTC, payment);
  }

  private static Spend spend(int payout, long units) {
    BigInteger paid = BigInteger.valueOf(units);
    return new Spend("p" + payout, Purpose.REFUND, "mct-1", BITCOIN, paid, TO);
  }

  private SpentCoin coin(int number, long units) {
    CoinPoint point = new CoinPoint("%064x".formatted(number + 1), number);
    return new SpentCoin(point, units, false, number, fixture.ordered("bitcoin", number));
  }

  private void refused(int payout, long units, long fee, int... numbers) {
    assertThatThrownBy(() -> sign(payout, units, fee, numbers))
        .isInstanceOf(Refusal.class)
        .hasMessageMatching(".*(within 24 hours|may cost).*");
  }

  private long lastDay() {
    return fixture.policy().lastDay(Amount.zero(BITCOIN)).units().longValueExact();
  }

  private static SignerFixture fixture(String day) {
    return new SignerFixture(Curve.best(), settings(Map.of(), Map.of("BTC", new BigDecimal(day))));
  }

  private static PolicySettings settings(Map<String, String> feeCaps, Map<String, BigDecimal> day) {
    PolicySettings plain = SignerFixture.settings(Map.of(), day, Map.of(), null, false, "");
    Map<String, BigDecimal> one =
        feeCaps.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, cap -> new BigDecimal(cap.getValue())));
    return SignerFixture.withFees(plain, one, Map.of());
  }
}
