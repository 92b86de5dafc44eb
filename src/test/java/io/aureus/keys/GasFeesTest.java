package io.aureus.keys;

import static io.aureus.keys.SignerFixture.BNB;
import static io.aureus.keys.SignerFixture.BNB_COIN;
import static io.aureus.keys.SignerFixture.COIN;
import static io.aureus.keys.SignerFixture.ETH;
import static io.aureus.keys.SignerFixture.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.Refusal;
import io.aureus.keys.Signer.Purpose;
import io.aureus.keys.Signer.Source;
import io.aureus.keys.Signer.Spend;
import io.aureus.keys.Signer.SponsoredSweep;
import io.aureus.keys.Signer.Terms;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the gas of a chain may come to in a day, whatever it is signed for. */
class GasFeesTest {
  private static final String TO = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
  private static final long GAS = 100_000;

  private SignerFixture fixture = fixture(Map.of("ETH", new BigDecimal("0.01")));
  private int payouts;

  /** A stolen gateway, and a friend who builds the block: the priority fee is his. */
  @Test
  void manyTransactionsOfNextToNothingCannotBurnMoreGasThanTheDaysCap() {
    String hot = fixture.signer().hotAddress("evm");
    sign(spend(Purpose.SWEEP, COIN, hot), hot(0, 10));
    sign(spend(Purpose.REFUND, COIN, TO), hot(1, 10));
    sign(spend(Purpose.WITHDRAWAL, TOKEN, TO), hot(2, 10));
    fixture.signer().signDeployment(ETH, "deployment", hot(3, 10));
    fixture.signer().signSweep(ETH, sponsored(hot), hot(4, 10));
    sign(
        spend(Purpose.SWEEP, TOKEN, hot),
        new Terms(new Source.Receiving(7), 0, GAS, gwei(10), WEI));
    assertThat(used()).isEqualTo("0.006");
    sign(spend(Purpose.SWEEP, COIN, hot), hot(5, 40));
    assertThat(used()).isEqualTo("0.01");

    refused(() -> sign(spend(Purpose.SWEEP, COIN, hot), hot(6, 1)));
    refused(() -> sign(spend(Purpose.REFUND, COIN, TO), hot(6, 1)));
    refused(() -> sign(spend(Purpose.WITHDRAWAL, TOKEN, TO), hot(6, 1)));
    refused(() -> fixture.signer().signDeployment(ETH, "another", hot(6, 1)));
    refused(() -> fixture.signer().signSweep(ETH, sponsored(hot), hot(6, 1)));
    assertThat(fixture.policy().overFees(ETH, WEI)).contains("aureus.keys.policy.fee-day-cap");
    // Another chain's coin is another wallet's.
    Spend elsewhere = new Spend("bnb", Purpose.REFUND, "mct-1", BNB_COIN, WEI, TO);
    fixture.signer().sign(BNB, elsewhere, hot(0, 10));

    fixture.clock().advance(Duration.ofHours(24));
    assertThat(fixture.policy().overFees(ETH, WEI)).isEmpty();
    sign(spend(Purpose.REFUND, COIN, TO), hot(6, 100));
  }

  @Test
  void whatWasRefusedIsNotRemembered() {
    Spend spend = spend(Purpose.REFUND, COIN, TO);
    refused(() -> sign(spend, hot(0, 101)));
    assertThat(used()).isEqualTo("0.0");
    // It was signed for nothing: so it is free to go elsewhere, for less.
    Spend other = new Spend(spend.payout(), Purpose.REFUND, "mct-1", COIN, BigInteger.TWO, TO);
    sign(other, hot(0, 100));
  }

  @Test
  void aRaiseCountsWhatItAddsAndTheSameBytesAgainNothing() {
    Spend first = spend(Purpose.REFUND, COIN, TO);
    sign(first, hot(0, 10));
    sign(first, hot(0, 10));
    assertThat(used()).isEqualTo("0.001");
    sign(first, hot(0, 60));
    assertThat(used()).isEqualTo("0.006");
    sign(first, hot(0, 20));
    assertThat(used()).isEqualTo("0.006");
    // One of the two can be mined: the dearer one is what both may cost.
    Spend second = spend(Purpose.REFUND, COIN, TO);
    sign(second, hot(0, 50));
    assertThat(used()).isEqualTo("0.006");
    sign(second, hot(1, 40));
    refused(() -> sign(first, hot(0, 61)));
    assertThat(used()).isEqualTo("0.01");
    // What nobody has mined yet is signed again for the same fee on another day, and counts then
    // for what it adds alone.
    fixture.clock().advance(Duration.ofHours(25));
    sign(first, hot(0, 61));
    assertThat(used()).isEqualTo("0.0001");
  }

  @Test
  void aBusyGatewayIsBoundByMoreThanItNeedsWhereNobodySetsIt() {
    fixture = fixture(Map.of());
    Map<String, Amount> caps = fixture.policy().rules().feeDayCap();
    assertThat(caps).containsOnlyKeys("ETH", "BNB", "BTC", "LTC");
    // A transfer with a fifth on top, and a top-up and a transfer for its sweep: at twice the base.
    long gas = 78_000 + 21_000 + 41_400;
    BigInteger day = gwei(2 * 25 + 1).multiply(BigInteger.valueOf(gas * 2_000));
    assertThat(caps).containsEntry("ETH", Amount.ofDecimal(COIN, new BigDecimal("20")));
    // Four fifths: the rest is for raises.
    assertThat(new Amount(COIN, day).decimal()).isLessThan(new BigDecimal("16"));
    assertThatThrownBy(() -> fixture(Map.of("USDT-ERC20", BigDecimal.ONE)))
        .hasMessageContaining("fee-day-cap is told of coins alone");
  }

  @Test
  void withACapOf0NothingOfTheChainIsSigned() {
    fixture = fixture(Map.of("eth", BigDecimal.ZERO));
    refused(() -> sign(spend(Purpose.REFUND, COIN, TO), hot(0, 1)));
  }

  private static final BigInteger WEI = BigInteger.ONE;

  private static BigInteger gwei(long many) {
    return BigInteger.valueOf(many).multiply(BigInteger.valueOf(1_000_000_000));
  }

  private static Terms hot(long nonce, long gwei) {
    return new Terms(new Source.Hot(), nonce, GAS, gwei(gwei), gwei(gwei));
  }

  private Spend spend(Purpose purpose, Asset asset, String to) {
    payouts++;
    return new Spend("p" + payouts, purpose, "mct-1", asset, WEI, to);
  }

  private SponsoredSweep sponsored(String hot) {
    payouts++;
    String sweeper = SweeperContract.of(hot).byDeployer().address();
    return new SponsoredSweep(
        "s" + payouts, TOKEN, sweeper, List.of(new SponsoredSweep.Authorization(1, 0)));
  }

  private void sign(Spend spend, Terms terms) {
    fixture.signer().sign(ETH, spend, terms);
  }

  private static void refused(Runnable signing) {
    assertThatThrownBy(signing::run)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("the transactions of a day may cost")
        .hasMessageContaining("aureus.keys.policy.fee-day-cap");
  }

  private String used() {
    return fixture.policy().feesOfDay(Amount.zero(COIN)).text();
  }

  private static SignerFixture fixture(Map<String, BigDecimal> day) {
    PolicySettings plain = SignerFixture.settings(Map.of(), Map.of(), Map.of(), null, false, "");
    return new SignerFixture(new JavaCurve(), SignerFixture.withFees(plain, Map.of(), day));
  }
}
