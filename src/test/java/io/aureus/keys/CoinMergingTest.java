package io.aureus.keys;

import static io.aureus.keys.SignerFixture.BITCOIN;
import static io.aureus.keys.SignerFixture.BTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.Refusal;
import io.aureus.keys.Signer.CoinPayment;
import io.aureus.keys.Signer.Purpose;
import io.aureus.keys.Signer.Spend;
import io.aureus.keys.Signer.SpentCoin;
import io.aureus.money.Amount;
import io.aureus.money.CoinAddress;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Coins that become one: the signer makes the one output itself, and nobody is paid. */
class CoinMergingTest {
  private static final String TO = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";

  private final SignerFixture fixture = new SignerFixture(Curve.best());

  @Test
  void aSweepMakesOneCoinOfManyAndPaysNobody() {
    Spend sweep = spend("s", Purpose.SWEEP, 30_000, fixture.change(0));
    List<SpentCoin> coins = List.of(coin(1, 10_000), coin(2, 20_000));
    Signer.Signed first = sign(new CoinPayment(List.of(sweep), coins, 0, 29_000));
    String script = HexFormat.of().formatHex(CoinAddress.parse(BTC, fixture.change(0)).script());
    String units = HexFormat.of().formatHex(new CoinBytes().eight(29_000).bytes());
    assertThat(first.raw()).contains("01" + units + "16" + script);
    // A higher fee is less change of the same coins; only the fee counts against the day's cap.
    sign(new CoinPayment(List.of(sweep), coins, 0, 28_000));
    assertThat(fixture.policy().lastDay(Amount.zero(BITCOIN)).text()).isEqualTo("0.00002");
    refused(
        new CoinPayment(List.of(sweep), List.of(coin(3, 10_000), coin(4, 20_000)), 0, 29_000),
        "never signed without it");
  }

  @Test
  void aSweepIsOfAllThatItsCoinsHoldAndGoesNowhereElse() {
    Spend sweep = spend("s", Purpose.SWEEP, 30_000, fixture.change(0));
    List<SpentCoin> coins = List.of(coin(1, 10_000), coin(2, 20_000));
    refused(new CoinPayment(List.of(sweep), coins, 0, 0), "nothing would come back");
    refused(new CoinPayment(List.of(sweep), coins, 0, 30_000), "do not pay");
    refused(
        new CoinPayment(List.of(sweep), List.of(coin(1, 10_000)), 0, 9_000),
        "of all that they hold");
    Spend payout = spend("p", Purpose.WITHDRAWAL, 5_000, TO);
    refused(new CoinPayment(List.of(sweep, payout), coins, 0, 24_000), "beside no other payout");
    Spend elsewhere = spend("e", Purpose.SWEEP, 30_000, TO);
    refused(new CoinPayment(List.of(elsewhere), coins, 0, 29_000), "goes to the hot address");
  }

  private Signer.Signed sign(CoinPayment payment) {
    return fixture.signer().signCoins(BTC, payment);
  }

  private void refused(CoinPayment payment, String words) {
    assertThatThrownBy(() -> sign(payment)).isInstanceOf(Refusal.class).hasMessageContaining(words);
  }

  private static Spend spend(String payout, Purpose purpose, long units, String to) {
    return new Spend(payout, purpose, "mct-1", BITCOIN, BigInteger.valueOf(units), to);
  }

  private SpentCoin coin(int number, long units) {
    CoinPoint point = new CoinPoint("%064x".formatted(number + 1), number);
    return new SpentCoin(point, units, false, number, fixture.ordered("bitcoin", number));
  }
}
