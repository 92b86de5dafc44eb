package io.aureus.keys;

import static io.aureus.keys.SignerFixture.BITCOIN;
import static io.aureus.keys.SignerFixture.BTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.bitcoin.CoinTransaction;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.Signer.CoinChild;
import io.aureus.keys.Signer.CoinPayment;
import io.aureus.keys.Signer.Purpose;
import io.aureus.keys.Signer.Signed;
import io.aureus.keys.Signer.Spend;
import io.aureus.keys.Signer.SpentCoin;
import io.aureus.money.CoinAddress;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * A child spends our change of what was signed here, gives back all but a fee, and nothing else.
 */
class ChildSignerTest {
  private static final String TO = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";
  private static final String ID = id(1);
  private static final long COIN = 1_000_000;
  private static final long PAID = 300_000;
  private static final long PARENT_FEE = 1_000;
  private static final long CHANGE = COIN - PAID - PARENT_FEE;

  private final SignerFixture fixture = new SignerFixture(Curve.best());

  @Test
  void itGoesFromOurChangeToOurChange() {
    String parent = parent(fixture).raw();
    Signed signed = sign(child(ID, parent, 1, CHANGE - 5_000));
    CoinTransaction child = CoinTransaction.parse(signed.raw());
    assertThat(child.txid()).isEqualTo(signed.hash());
    assertThat(child.inputs()).hasSize(1);
    assertThat(child.inputs().getFirst().spent().txid())
        .isEqualTo(CoinTransaction.parse(parent).txid());
    assertThat(child.outputs()).hasSize(1);
    assertThat(child.outputs().getFirst().units()).isEqualTo(CHANGE - 5_000);
    assertThat(CoinAddress.ofScript(BTC, child.outputs().getFirst().script()).orElseThrow().text())
        .isEqualTo(fixture.change(0));
    assertThat(CoinParent.of(parent, script()).orElseThrow().units()).isEqualTo(CHANGE);
    // Again it is the same, and with a higher fee another: only what is new counts for the day.
    assertThat(sign(child(ID, parent, 1, CHANGE - 5_000))).isEqualTo(signed);
    sign(child(ID, parent, 1, CHANGE - 9_000));
    assertThat(fixture.policy().lastDay(io.aureus.money.Amount.zero(BITCOIN)).units())
        .isEqualTo(BigInteger.valueOf(PAID + PARENT_FEE + 9_000));
  }

  @Test
  void onlyOurChangeOfWhatWasSignedHereIsSpent() {
    Signed parent = parent(fixture);
    refused(child(ID, parent.raw(), 0, PAID - 5_000), "spends our own change");
    refused(child(ID, parent.raw(), 2, CHANGE - 5_000), "spends our own change");
    refused(child(ID, parent.raw(), -1, CHANGE - 5_000), "spends our own change");
    refused(child(ID, "00ff", 1, CHANGE - 5_000), "no transaction");
    // Another signer with the same change does not know what the parent's coins hold.
    String unknown = parent.raw().replace("01" + "11".repeat(32), "01" + "22".repeat(32));
    refused(child(ID, unknown, 1, CHANGE - 5_000), "was not signed here");
    refused(child(ID, parent.raw(), 1, CHANGE), "do not pay for the outputs and a fee");
    refused(child(ID, parent.raw(), 1, 200), "holds 294 at least");
  }

  @Test
  void theFeesOfBothTogetherStayUnderTheCap() {
    String parent = parent(fixture).raw();
    // 100,000 is the cap.
    refused(child(ID, parent, 1, CHANGE - 99_001), "coin-fee-cap");
    sign(child(ID, parent, 1, CHANGE - 99_000));
  }

  @Test
  void theDaysCapBindsItsFee() {
    SignerFixture capped =
        new SignerFixture(
            Curve.best(),
            SignerFixture.settings(
                Map.of(), Map.of("BTC", new BigDecimal("0.00306")), Map.of(), null, false, ""));
    String parent = parent(capped).raw();
    assertThatThrownBy(() -> capped.signer().signChild(BTC, child(ID, parent, 1, CHANGE - 5_001)))
        .hasMessageContaining("day-cap");
    capped.signer().signChild(BTC, child(ID, parent, 1, CHANGE - 5_000));
  }

  /** A stolen gateway makes a child of each child: none leaves the wallet, and all cost fees. */
  @Test
  void aRowOfChildrenBurnsNoMoreThanTheFeesOfADay() {
    PolicySettings plain = SignerFixture.settings(Map.of(), Map.of(), Map.of(), null, false, "");
    Map<String, BigDecimal> day = Map.of("BTC", new BigDecimal("0.0012"));
    SignerFixture capped =
        new SignerFixture(Curve.best(), SignerFixture.withFees(plain, Map.of(), day));
    String first = parent(capped).raw();
    long left = CHANGE - 49_000;
    Signed child = capped.signer().signChild(BTC, child(id(1), first, 1, left));
    left -= 50_000;
    Signed next = capped.signer().signChild(BTC, child(id(2), child.raw(), 0, left));
    CoinChild over = child(id(3), next.raw(), 0, left - 20_001);
    assertThatThrownBy(() -> capped.signer().signChild(BTC, over))
        .hasMessageContaining("fee-day-cap");
    capped.signer().signChild(BTC, child(id(3), next.raw(), 0, left - 20_000));
    // A raise counts what it adds, and there is nothing left.
    CoinChild dearer = child(id(3), next.raw(), 0, left - 20_001);
    assertThatThrownBy(() -> capped.signer().signChild(BTC, dearer))
        .hasMessageContaining("fee-day-cap");
    assertThat(capped.policy().overFees(BTC, BigInteger.ONE)).isNotEmpty();
  }

  @Test
  void anIdIsOfOneChildOrOnePayoutForEver() {
    String parent = parent(fixture).raw();
    refused(child(id(7), parent, 1, CHANGE - 5_000), "was signed for something else");
    sign(child(ID, parent, 1, CHANGE - 5_000));
    SpentCoin coin = new SpentCoin(new CoinPoint("33".repeat(32), 0), COIN, true, 0, hot());
    CoinPayment payment = new CoinPayment(List.of(spend(ID)), List.of(coin), 0, CHANGE);
    assertThatThrownBy(() -> fixture.signer().signCoins(BTC, payment))
        .hasMessageContaining("was signed for something else");
  }

  @Test
  void nothingIsSignedWhileSigningIsStopped() {
    String parent = parent(fixture).raw();
    fixture.policy().setKillSwitch(true, "a test", "person:1");
    assertThatThrownBy(() -> sign(child(ID, parent, 1, CHANGE - 5_000)))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
  }

  private Signed parent(SignerFixture of) {
    String hot = of.change(0);
    SpentCoin coin = new SpentCoin(new CoinPoint("11".repeat(32), 0), COIN, true, 0, hot);
    return of.signer()
        .signCoins(BTC, new CoinPayment(List.of(spend(id(7))), List.of(coin), 0, CHANGE));
  }

  private static Spend spend(String id) {
    BigInteger units = BigInteger.valueOf(PAID);
    return new Spend(id, Purpose.WITHDRAWAL, "mct-000000000001", BITCOIN, units, TO);
  }

  private static CoinChild child(String id, String parent, long index, long back) {
    return new CoinChild(id, BITCOIN, parent, index, back);
  }

  private Signed sign(CoinChild child) {
    return fixture.signer().signChild(BTC, child);
  }

  private void refused(CoinChild child, String words) {
    assertThatThrownBy(() -> sign(child))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN))
        .hasMessageContaining(words);
  }

  private String hot() {
    return fixture.change(0);
  }

  private String script() {
    return HexFormat.of().formatHex(CoinAddress.parse(BTC, hot()).script());
  }

  private static String id(int n) {
    return new UUID(0, n).toString();
  }
}
