package io.aureus.keys;

import static io.aureus.keys.SignerFixture.BNB;
import static io.aureus.keys.SignerFixture.BNB_COIN;
import static io.aureus.keys.SignerFixture.COIN;
import static io.aureus.keys.SignerFixture.ETH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.Signer.Purpose;
import io.aureus.keys.Signer.Source;
import io.aureus.keys.Signer.SponsoredSweep;
import io.aureus.keys.Signer.SponsoredSweep.Authorization;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A payout is signed for one thing in its whole life. */
class SigningMemoryTest {
  private static final String TO = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
  private static final String OTHER = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";

  private final SignerFixture fixture = new SignerFixture(Curve.best());
  private final Signer signer = fixture.signer();

  @Test
  void theSameAgainGivesTheSameBytes() {
    Signer.Signed first = signer.sign(ETH, spend(1, TO), terms(0, 10));
    assertThat(signer.sign(ETH, spend(1, TO.toLowerCase(java.util.Locale.ROOT)), terms(0, 10)))
        .isEqualTo(first);
    assertThat(places()).isEqualTo(1);
  }

  @Test
  void anotherFeeInTheSamePlaceIsNoSecondPayment() {
    Signer.Signed first = signer.sign(ETH, spend(1, TO), terms(0, 10));
    assertThat(signer.sign(ETH, spend(1, TO), terms(0, 20)).hash()).isNotEqualTo(first.hash());
    assertThat(places()).isEqualTo(1);
  }

  @Test
  void anotherPlaceIsRemembered() {
    signer.sign(ETH, spend(1, TO), terms(0, 10));
    signer.sign(ETH, spend(1, TO), terms(1, 10));
    assertThat(places()).isEqualTo(2);
  }

  @Test
  void refusesAnotherAmountDestinationAssetMerchantOrPurpose() {
    signer.sign(ETH, spend(1, TO), terms(0, 10));
    refused(() -> signer.sign(ETH, spend(2, TO), terms(0, 10)));
    refused(() -> signer.sign(ETH, spend(1, OTHER), terms(0, 10)));
    Signer.Spend onBnb =
        new Signer.Spend("p", Purpose.WITHDRAWAL, "mct-1", BNB_COIN, BigInteger.ONE, TO);
    refused(() -> signer.sign(BNB, onBnb, terms(0, 10)));
    Signer.Spend refund = new Signer.Spend("p", Purpose.REFUND, "mct-1", COIN, BigInteger.ONE, TO);
    refused(() -> signer.sign(ETH, refund, terms(0, 10)));
    Signer.Spend other =
        new Signer.Spend("p", Purpose.WITHDRAWAL, "mct-2", COIN, BigInteger.ONE, TO);
    refused(() -> signer.sign(ETH, other, terms(0, 10)));
    assertThat(places()).isEqualTo(1);
  }

  @Test
  void refusesAnotherSender() {
    String hot = signer.hotAddress("evm");
    Signer.Spend sweep = new Signer.Spend("w", Purpose.SWEEP, null, COIN, BigInteger.ONE, hot);
    signer.sign(ETH, sweep, from(new Source.Receiving(0)));
    signer.sign(ETH, sweep, from(new Source.Receiving(0)));
    refused(() -> signer.sign(ETH, sweep, from(new Source.Receiving(1))));
    assertThat(places()).isEqualTo(1);
  }

  @Test
  void aSweepIsBoundToItsAddressesAndItsContract() {
    String ours = SweeperContract.of(signer.hotAddress("evm")).byDeployer().address();
    SponsoredSweep sweep = sweep(ours, 0, 1);
    Signer.Signed first = signer.signSweep(ETH, sweep, terms(0, 10));
    assertThat(signer.signSweep(ETH, sweep, terms(0, 10))).isEqualTo(first);
    refused(() -> signer.signSweep(ETH, sweep(ours, 0, 2), terms(0, 10)));
    refused(() -> signer.signDeployment(ETH, "s", terms(0, 10)));
    assertThatThrownBy(() -> signer.signSweep(ETH, sweep(ours, 3, 3), terms(0, 10)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("twice");
  }

  @Test
  void noOrdersAddressLendsItselfToAnotherContract() {
    assertThatThrownBy(() -> signer.signSweep(ETH, sweep(OTHER, 0, 1), terms(0, 10)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("sweeper");
    assertThat(places()).isZero();
  }

  @Test
  void whatTheSignerRemembersIsCommittedWhateverBecomesOfTheCaller() {
    fixture
        .database()
        .transactions()
        .executeWithoutResult(
            status -> {
              signer.sign(ETH, spend(1, TO), terms(0, 10));
              status.setRollbackOnly();
            });
    refused(() -> signer.sign(ETH, spend(2, TO), terms(0, 10)));
  }

  @Test
  void refusesWhatIsNoAddressNoAmountOrAnotherChain() {
    for (String wrong :
        List.of(
            "",
            "0x1234",
            TO.substring(2),
            TO + "00",
            TO.replace('C', 'c'),
            "0x" + "g".repeat(40))) {
      assertThatThrownBy(() -> signer.sign(ETH, spend(1, wrong), terms(0, 10)))
          .as(wrong)
          .isInstanceOfSatisfying(
              Refusal.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN))
          .hasMessageContaining("destination");
    }
    assertThatThrownBy(() -> signer.sign(ETH, spend(0, TO), terms(0, 10)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("one unit");
    assertThatThrownBy(() -> signer.sign(BNB, spend(1, TO), terms(0, 10)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("not of the chain BNB");
    assertThat(places()).isZero();
  }

  private static void refused(Runnable signing) {
    assertThatThrownBy(signing::run)
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN))
        .hasMessageContaining("signed for something else before");
  }

  private static Signer.Spend spend(long units, String to) {
    return new Signer.Spend("p", Purpose.WITHDRAWAL, "mct-1", COIN, BigInteger.valueOf(units), to);
  }

  private static SponsoredSweep sweep(String sweeper, long... indexes) {
    List<Authorization> authorizations =
        java.util.Arrays.stream(indexes).mapToObj(index -> new Authorization(index, 0)).toList();
    return new SponsoredSweep("s", COIN, sweeper, authorizations);
  }

  private static Signer.Terms from(Source source) {
    return new Signer.Terms(source, 0, 21_000, BigInteger.TEN, BigInteger.ONE);
  }

  private static Signer.Terms terms(long nonce, long maxFee) {
    return new Signer.Terms(
        new Source.Hot(), nonce, 21_000, BigInteger.valueOf(maxFee), BigInteger.ONE);
  }

  private long places() {
    return fixture
        .database()
        .jdbc()
        .sql("select count(*) from signing_place")
        .query(Long.class)
        .single();
  }
}
