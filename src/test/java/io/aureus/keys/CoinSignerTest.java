package io.aureus.keys;

import static io.aureus.keys.SignerFixture.BITCOIN;
import static io.aureus.keys.SignerFixture.BTC;
import static io.aureus.keys.SignerFixture.COIN;
import static io.aureus.keys.SignerFixture.ETH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.Signer.CoinPayment;
import io.aureus.keys.Signer.Purpose;
import io.aureus.keys.Signer.Spend;
import io.aureus.keys.Signer.SpentCoin;
import io.aureus.money.Amount;
import io.aureus.money.CoinAddress;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the signer signs of coins, and above all what it never does: two payments of a payout. */
class CoinSignerTest {
  private static final String TO = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";
  private static final long FEE = 1_000;

  private SignerFixture fixture = new SignerFixture(Curve.best());

  @Test
  void theSameAgainGivesTheSameBytes() {
    CoinPayment payment = payment(List.of(spend("p", 60_000)), coin(1, 100_000));
    Signer.Signed first = sign(payment);
    assertThat(sign(payment)).isEqualTo(first);
    assertThat(first.hash()).hasSize(64);
    assertThat(first.raw())
        .contains(script(TO))
        .contains(script(fixture.change(0)))
        .contains(littleEndian(60_000))
        .contains(littleEndian(100_000 - 60_000 - FEE));
    assertThat(counted()).isEqualTo("0.00061");
  }

  @Test
  void aHigherFeeForTheSameCoinIsNoSecondPayment() {
    List<Spend> spends = List.of(spend("p", 60_000));
    List<SpentCoin> coins = List.of(coin(1, 100_000));
    Signer.Signed first = sign(new CoinPayment(spends, coins, 0, 39_000));
    Signer.Signed second =
        sign(new CoinPayment(spends, List.of(coin(2, 50_000), coin(1, 100_000)), 0, 80_000));
    assertThat(second.hash()).isNotEqualTo(first.hash());
    assertThat(counted()).isEqualTo("0.0007");
  }

  @Test
  void aPayoutIsNeverSignedForOtherCoinsAlone() {
    sign(payment(List.of(spend("p", 60_000)), coin(1, 100_000)));
    refused(payment(List.of(spend("p", 60_000)), coin(2, 100_000)), "never signed without it");
    refused(
        payment(List.of(spend("p", 60_000)), coin(2, 100_000), coin(3, 100_000)),
        "never signed without it");
  }

  @Test
  void payoutsThatShareATransactionAreTiedToItEachByItself() {
    Spend one = spend("one", 10_000);
    Spend other = spend("other", 20_000);
    sign(payment(List.of(one, other), coin(1, 50_000), coin(2, 50_000)));
    refused(payment(List.of(other), coin(2, 50_000)), "never signed without it");
    sign(payment(List.of(other), coin(1, 50_000)));
    refused(payment(List.of(spend("third", 5_000), one), coin(4, 90_000)), "payout one was signed");
    // What was refused is undone with all that stood beside it.
    sign(payment(List.of(spend("third", 5_000)), coin(5, 90_000)));
  }

  @Test
  void ofTwoThatSignAPayoutForOtherCoinsAtOnceOneIsRefused() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Boolean>> tries =
          IntStream.range(0, 6)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            start.await();
                            try {
                              sign(payment(List.of(spend("p", 1_000)), coin(i, 50_000)));
                              return true;
                            } catch (Refusal e) {
                              return false;
                            }
                          }))
              .toList();
      start.countDown();
      int signed = 0;
      for (Future<Boolean> one : tries) {
        signed += one.get() ? 1 : 0;
      }
      assertThat(signed).isEqualTo(1);
    }
  }

  @Test
  void theAmountAndTheDestinationOfAPayoutAreFixedForEver() {
    sign(payment(List.of(spend("p", 60_000)), coin(1, 100_000)));
    refused(payment(List.of(spend("p", 60_001)), coin(1, 100_000)), "something else before");
    Spend elsewhere = spend("p", Purpose.WITHDRAWAL, 60_000, fixture.change(9));
    refused(payment(List.of(elsewhere), coin(1, 100_000)), "something else before");
  }

  @Test
  void noFeeAboveTheCapAndNoneThatCoinsDoNotPay() {
    List<Spend> spends = List.of(spend("p", 60_000));
    List<SpentCoin> coins = List.of(coin(1, 1_000_000));
    refused(new CoinPayment(spends, coins, 0, 100_000), "coin-fee-cap");
    refused(new CoinPayment(spends, coins, 0, 940_000), "do not pay");
    refused(new CoinPayment(spends, coins, 0, 950_000), "do not pay");
  }

  @Test
  void aCoinIsNeverSignedWithAnotherSumThanItWasFirst() {
    sign(payment(List.of(spend("p", 60_000)), coin(1, 100_000)));
    refused(payment(List.of(spend("p", 60_000)), coin(1, 90_000)), "was told to hold 100000");
  }

  @Test
  void theDaysCapCountsEveryPayoutOfATransaction() {
    with(Map.of(), Map.of("BTC", new BigDecimal("0.001")), false);
    refused(
        payment(List.of(spend("one", 60_000), spend("two", 60_000)), coin(1, 200_000)),
        "within 24 hours");
    sign(payment(List.of(spend("one", 60_000), spend("two", 39_000)), coin(1, 200_000)));
    refused(payment(List.of(spend("three", 1_000)), coin(2, 200_000)), "within 24 hours");
  }

  @Test
  void theCapOfOnePayoutTheListAndTheSwitchHoldForCoins() {
    with(Map.of("btc", new BigDecimal("0.0005")), Map.of(), true);
    refused(payment(List.of(spend("p", 40_000)), coin(1, 200_000)), "not on the merchant's list");
    fixture.policy().add("mct-1", BTC, TO.toUpperCase(java.util.Locale.ROOT), "", "person:1");
    refused(payment(List.of(spend("p", 60_000)), coin(1, 200_000)), "0.0005 BTC at most");
    fixture.policy().setKillSwitch(true, "drill", "person:1");
    CoinPayment stopped = payment(List.of(spend("p", 40_000)), coin(1, 200_000));
    assertThatThrownBy(() -> sign(stopped))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE))
        .hasMessageContaining("stopped: drill");
    fixture.policy().setKillSwitch(false, "", "person:1");
    sign(payment(List.of(spend("p", 40_000)), coin(1, 200_000)));
  }

  @Test
  void refusesWhatIsNoPaymentOfThisChainsCoin() {
    Spend ether = new Spend("p", Purpose.WITHDRAWAL, "mct-1", COIN, BigInteger.TEN, TO);
    refused(payment(List.of(ether), coin(1, 100_000)), "not the coin of the chain");
    Spend gas = spend("p", Purpose.TOP_UP, 60_000, TO);
    refused(payment(List.of(gas), coin(1, 100_000)), "no top-up of them is signed");
    Spend mainnet = spend("p", Purpose.WITHDRAWAL, 1, "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4");
    refused(payment(List.of(mainnet), coin(1, 100_000)), "no address");
    Spend p = spend("p", 10_000);
    refused(payment(List.of(p, p), coin(1, 100_000)), "payouts, each once");
    refused(payment(List.of(p), coin(1, 100_000), coin(1, 100_000)), "each of them once");
    refused(new CoinPayment(List.of(), List.of(coin(1, 100_000)), 0, 0), "1 to 500 payouts");
    assertThatThrownBy(() -> fixture.signer().signCoins(ETH, payment(List.of(p), coin(1, 100_000))))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("no coins of the chain ETH");
    assertThat(counted()).isEqualTo("0.0");
  }

  @Test
  void everyFormOfAddressIsSpent() {
    for (AddressForm form : List.of(AddressForm.BIP49, AddressForm.BIP84, AddressForm.BIP86)) {
      fixture =
          new SignerFixture(
              Curve.best(),
              SignerFixture.settings(Map.of(), Map.of(), Map.of(), null, false, ""),
              form);
      SpentCoin ofChange = new SpentCoin(coin(2, 1).point(), 70_000, true, 5, fixture.change(5));
      CoinPayment payment = payment(List.of(spend("p", 60_000)), coin(1, 50_000), ofChange);
      assertThat(sign(payment).raw()).as(form.name()).contains(script(fixture.change(0)));
    }
  }

  @Test
  void neitherAPayoutNorChangeIsDust() {
    List<SpentCoin> coins = List.of(coin(1, 10_000));
    refused(new CoinPayment(List.of(spend("p", 293)), coins, 0, 9_000), "holds 294 at least");
    refused(new CoinPayment(List.of(spend("p", 5_000)), coins, 0, 293), "holds 294 at least");
    sign(new CoinPayment(List.of(spend("p", 294)), coins, 0, 294));
    sign(new CoinPayment(List.of(spend("q", 5_000)), List.of(coin(2, 10_000)), 0, 0));
  }

  @Test
  void theDustOfLitecoinIsTenTimesAsMuch() {
    String to = fixture.ordered("litecoin", 9);
    SpentCoin coin =
        new SpentCoin(coin(1, 1).point(), 1_000_000, false, 1, fixture.ordered("litecoin", 1));
    for (long[] each : new long[][] {{2_939, 900_000}, {900_000, 2_939}}) {
      CoinPayment payment = ofLitecoin(to, each[0], coin, each[1]);
      assertThatThrownBy(() -> fixture.signer().signCoins(SignerFixture.LTC, payment))
          .hasMessageContaining("holds 2940 at least");
    }
    CoinPayment least = ofLitecoin(to, 2_940, coin, 900_000);
    assertThat(fixture.signer().signCoins(SignerFixture.LTC, least).hash()).hasSize(64);
  }

  private static CoinPayment ofLitecoin(String to, long units, SpentCoin coin, long change) {
    BigInteger paid = BigInteger.valueOf(units);
    Spend spend = new Spend("p", Purpose.WITHDRAWAL, "mct-1", SignerFixture.LITECOIN, paid, to);
    return new CoinPayment(List.of(spend), List.of(coin), 0, change);
  }

  @Test
  void changeGoesToTheFirstAddressOfItsBranchAlone() {
    List<Spend> spends = List.of(spend("p", 60_000));
    for (long index : new long[] {1, -1, Long.MAX_VALUE}) {
      refused(
          new CoinPayment(spends, List.of(coin(1, 100_000)), index, 39_000), "the first address");
    }
  }

  @Test
  void aCoinThatLiesElsewhereTiesNothingToIt() {
    List<Spend> spends = List.of(spend("p", 60_000));
    CoinPoint point = coin(1, 1).point();
    for (SpentCoin wrong :
        List.of(
            new SpentCoin(point, 100_000, false, 1, fixture.ordered("bitcoin", 2)),
            new SpentCoin(point, 100_000, true, 1, fixture.ordered("bitcoin", 1)),
            new SpentCoin(point, 100_000, false, 1, TO),
            new SpentCoin(point, 100_000, false, 1, "nonsense"))) {
      refused(payment(spends, wrong), "is said to lie on");
    }
    refused(
        payment(spends, new SpentCoin(point, 100_000, false, 1L << 31, TO)),
        "no address of ours has the index");
    // Neither the payout nor the sum of the coin was remembered.
    sign(payment(spends, coin(2, 100_000)));
    sign(payment(List.of(spend("q", 60_000)), coin(1, 90_000)));
  }

  private void with(Map<String, BigDecimal> cap, Map<String, BigDecimal> day, boolean listOnly) {
    fixture =
        new SignerFixture(
            Curve.best(), SignerFixture.settings(cap, day, Map.of(), null, listOnly, ""));
  }

  private Signer.Signed sign(CoinPayment payment) {
    return fixture.signer().signCoins(BTC, payment);
  }

  private void refused(CoinPayment payment, String words) {
    assertThatThrownBy(() -> sign(payment))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN))
        .hasMessageContaining(words);
  }

  private String counted() {
    return fixture.policy().lastDay(Amount.zero(BITCOIN)).text();
  }

  private static CoinPayment payment(List<Spend> spends, SpentCoin... coins) {
    long in = List.of(coins).stream().mapToLong(SpentCoin::units).sum();
    long out = spends.stream().mapToLong(spend -> spend.units().longValueExact()).sum();
    return new CoinPayment(spends, List.of(coins), 0, in - out - FEE);
  }

  private static Spend spend(String payout, long units) {
    return spend(payout, Purpose.WITHDRAWAL, units, TO);
  }

  private static Spend spend(String payout, Purpose purpose, long units, String to) {
    return new Spend(payout, purpose, "mct-1", BITCOIN, BigInteger.valueOf(units), to);
  }

  private SpentCoin coin(int number, long units) {
    CoinPoint point = new CoinPoint("%064x".formatted(number + 1), number);
    return new SpentCoin(point, units, false, number, fixture.ordered("bitcoin", number));
  }

  private static String script(String address) {
    return HexFormat.of().formatHex(CoinAddress.parse(BTC, address).script());
  }

  private static String littleEndian(long units) {
    return HexFormat.of().formatHex(new CoinBytes().eight(units).bytes());
  }
}
