package io.aureus.keys;

import static io.aureus.keys.SignerFixture.BNB;
import static io.aureus.keys.SignerFixture.COIN;
import static io.aureus.keys.SignerFixture.ETH;
import static io.aureus.keys.SignerFixture.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.Signer.Purpose;
import io.aureus.keys.Signer.Source;
import io.aureus.keys.Signer.Spend;
import io.aureus.keys.Signer.Verdict.Kind;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each rule: what it lets through, what it holds, and that the signer itself obeys it. */
class SpendingPolicyTest {
  private static final String TO = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
  private static final String OTHER = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
  private static final BigInteger WEI = BigInteger.ONE;

  private SignerFixture fixture = new SignerFixture(Curve.best());
  private int payouts;

  private void with(PolicySettings settings) {
    fixture = new SignerFixture(Curve.best(), settings);
  }

  private static PolicySettings caps(String payoutCap, String dayCap) {
    return SignerFixture.settings(
        Map.of("eth", new BigDecimal(payoutCap)),
        Map.of("ETH", new BigDecimal(dayCap)),
        Map.of(),
        null,
        false,
        "");
  }

  @Test
  void holdsWhatIsAboveTheCapOfOnePayout() {
    with(caps("2", "100"));
    allowed(withdrawal("2", TO));
    held(withdrawal("2.000000000000000001", TO), "one payout is of 2.0 ETH at most");
    held(refund("3", TO), "one payout is of 2.0 ETH at most");
    allowed(spend(Purpose.WITHDRAWAL, TOKEN, "5000", TO));
  }

  @Test
  void holdsWhatIsAboveTheCapOfADayUntilTheWindowMovesOn() {
    with(caps("2", "3"));
    allowed(withdrawal("2", TO));
    fixture.clock().advance(Duration.ofHours(12));
    held(refund("1.5", TO), "3.0 ETH may leave within 24 hours");
    allowed(refund("1", OTHER));
    held(withdrawal("0.1", TO), "3.0 are used already");
    assertThat(fixture.policy().lastDay(Amount.zero(COIN)).text()).isEqualTo("3.0");
    fixture.clock().advance(Duration.ofHours(12));
    allowed(withdrawal("2", TO));
    held(withdrawal("0.1", TO), "3.0 are used already");
    fixture.clock().advance(Duration.ofHours(12));
    allowed(withdrawal("1", TO));
  }

  @Test
  void countsASecondPlaceAsASecondPaymentAndTheSamePlaceOnce() {
    with(caps("2", "3"));
    Spend spend = withdrawal("2", TO);
    sign(spend, 0);
    sign(spend, 0);
    assertThat(fixture.policy().lastDay(Amount.zero(COIN)).text()).isEqualTo("2.0");
    assertThatThrownBy(() -> sign(spend, 1))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("2.0 are used already");
    fixture.clock().advance(Duration.ofHours(24));
    sign(spend, 1);
  }

  @Test
  void whatIsHeldIsNotRemembered() {
    with(caps("2", "3"));
    Spend first = withdrawal("2.5", TO);
    assertThatThrownBy(() -> sign(first, 0)).isInstanceOf(Refusal.class);
    // The same payout is free to be asked for with another amount: nothing was signed for it.
    sign(new Spend(first.payout(), Purpose.WITHDRAWAL, "mct-1", COIN, WEI, OTHER), 0);
  }

  @Test
  void holdsANewDestinationForAWhile() {
    with(SignerFixture.settings(Map.of(), Map.of(), Map.of(), Duration.ofHours(24), false, ""));
    Spend spend = withdrawal("1", TO);
    held(spend, "the destination is new: it is paid from 2026-01-02T00:00:00Z on");
    // Looking does not start the delay; asking for a payout does.
    fixture.clock().advance(Duration.ofHours(1));
    assertThat(fixture.signer().consider(spend).rule()).contains("2026-01-02T01:00:00Z");
    fixture.clock().advance(Duration.ofHours(24).minusSeconds(1));
    held(spend, "2026-01-02T01:00:00Z");
    fixture.clock().advance(Duration.ofSeconds(1));
    allowed(spend);
    held(withdrawal("1", OTHER), "the destination is new");
    held(new Spend("x", Purpose.WITHDRAWAL, "mct-2", COIN, WEI, TO), "the destination is new");
    allowed(refund("1", OTHER));
  }

  @Test
  void sendsToListedDestinationsOnlyWhereThatIsSet() {
    with(SignerFixture.settings(Map.of(), Map.of(), Map.of(), null, true, ""));
    SpendingPolicy policy = fixture.policy();
    held(withdrawal("1", TO), "not on the merchant's list");
    policy.add("mct-2", ETH, TO, "", "person:2");
    policy.add("mct-1", BNB, TO, "", "person:1");
    held(withdrawal("1", TO), "not on the merchant's list");
    policy.add("mct-1", ETH, TO.toLowerCase(java.util.Locale.ROOT), "", "person:1");
    policy.add("mct-1", ETH, TO, "", "person:9");
    allowed(withdrawal("1", TO));
    assertThat(policy.list("mct-1"))
        .containsExactly(
            new SpendingPolicy.Destination("BNB", TO, "", "person:1", fixture.clock().instant()),
            new SpendingPolicy.Destination("ETH", TO, "", "person:1", fixture.clock().instant()));
    allowed(refund("1", TO));
    held(refund("1", OTHER), "a second person must approve this one");
    policy.remove("mct-1", ETH, TO, "person:1");
    held(withdrawal("1", TO), "not on the merchant's list");
    assertThatThrownBy(() -> policy.add("mct-1", ETH, TO.replace('C', 'c'), "", "person:1"))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST))
        .hasMessageContaining("checksum");
  }

  @Test
  void listingADestinationStartsItsDelay() {
    with(SignerFixture.settings(Map.of(), Map.of(), Map.of(), Duration.ofHours(2), true, ""));
    fixture.policy().add("mct-1", ETH, TO, "", "person:1");
    held(withdrawal("1", TO), "the destination is new");
    fixture.clock().advance(Duration.ofHours(2));
    allowed(withdrawal("1", TO));
  }

  @Test
  void waitsForASecondPersonAboveAnAmount() {
    with(
        SignerFixture.settings(
            Map.of(), Map.of(), Map.of("ETH", new BigDecimal("5")), null, false, ""));
    SpendingPolicy policy = fixture.policy();
    allowed(withdrawal("5", TO));
    held(refund("6", TO), "above 5.0 ETH a second person must approve");
    Spend spend = withdrawal("6", TO);
    held(spend, "above 5.0 ETH a second person must approve");
    assertThatThrownBy(() -> policy.approve(spend, "person:1", "person:1"))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN));
    held(spend, "a second person");
    policy.approve(spend, "person:1", "person:2");
    Spend more = new Spend(spend.payout(), Purpose.WITHDRAWAL, "mct-1", COIN, units("7"), TO);
    held(more, "a second person");
    Spend elsewhere =
        new Spend(spend.payout(), Purpose.WITHDRAWAL, "mct-1", COIN, units("6"), OTHER);
    held(elsewhere, "a second person");
    assertThatThrownBy(() -> policy.approve(more, "person:1", "person:2"))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
    policy.approve(spend, "person:1", "person:3");
    allowed(spend);
  }

  @Test
  void signsNothingWhileTheKillSwitchIsOn() {
    SpendingPolicy policy = fixture.policy();
    Spend signedBefore = withdrawal("1", TO);
    sign(signedBefore, 0);
    policy.setKillSwitch(true, "a key may be lost", "person:1");
    SpendingPolicy.Stop stop = java.util.Objects.requireNonNull(policy.rules().stop());
    assertThat(stop.reason()).isEqualTo("a key may be lost");
    held(withdrawal("1", TO), "signing is stopped: a key may be lost");
    held(refund("1", TO), "signing is stopped");
    assertThatThrownBy(() -> sign(signedBefore, 0)).hasMessageContaining("signing is stopped");
    Spend sweep =
        new Spend("w", Purpose.SWEEP, null, COIN, WEI, fixture.signer().hotAddress("evm"));
    assertThat(fixture.signer().judge(sweep).kind()).isEqualTo(Kind.HELD);
    assertThatThrownBy(() -> fixture.signer().sign(ETH, sweep, terms(new Source.Receiving(0), 0)))
        .hasMessageContaining("signing is stopped");
    policy.setKillSwitch(false, "found", "person:1");
    sign(signedBefore, 0);
    assertThat(policy.rules().stop()).isNull();
  }

  @Test
  void refusesForEverWhatCanOnlyBeAMistakeOrATheft() {
    String hot = fixture.signer().hotAddress("evm");
    refused(spend(Purpose.WITHDRAWAL, COIN, "0", TO), "less than one unit");
    refused(
        new Spend("n", Purpose.WITHDRAWAL, "mct-1", COIN, WEI.negate(), TO), "less than one unit");
    refused(withdrawal("1", "0x" + "0".repeat(40)), "zero address");
    refused(withdrawal("1", "0x1234"), "no address");
    refused(withdrawal("1", hot), "our own hot address");
    refused(refund("1", hot), "our own hot address");
    refused(spend(Purpose.REFUND, TOKEN, "1", TOKEN.contract()), "the token's own contract");
  }

  @Test
  void sweepsToTheHotAndTheColdAddressOnly() {
    with(SignerFixture.settings(Map.of(), Map.of(), Map.of(), null, false, OTHER));
    Signer signer = fixture.signer();
    Spend elsewhere = new Spend("a", Purpose.SWEEP, null, COIN, WEI, TO);
    assertThat(signer.judge(elsewhere).kind()).isEqualTo(Kind.REFUSED);
    assertThatThrownBy(() -> signer.sign(ETH, elsewhere, terms(new Source.Receiving(0), 0)))
        .hasMessageContaining("the configured cold address only");
    sign(new Spend("b", Purpose.SWEEP, null, COIN, WEI, OTHER), 0);
    Spend toHot = new Spend("c", Purpose.SWEEP, null, COIN, WEI, signer.hotAddress("evm"));
    signer.sign(ETH, toHot, terms(new Source.Receiving(3), 0));
    BigInteger two = BigInteger.TWO;
    Spend inCircles = new Spend("d", Purpose.SWEEP, null, COIN, two, signer.hotAddress("evm"));
    assertThatThrownBy(() -> sign(inCircles, 1)).hasMessageContaining("very address");
    // One smallest unit, to spend a number that would hold up all later ones.
    sign(new Spend("e", Purpose.SWEEP, null, COIN, BigInteger.ONE, signer.hotAddress("evm")), 1);
    assertThatThrownBy(
            () -> signer.sign(ETH, withdrawal("1", TO), terms(new Source.Receiving(3), 0)))
        .hasMessageContaining("pays to our own addresses only");
  }

  @Test
  void topsUpOrdersAddressesWithALittleGasOnly() {
    String receiving = fixture.receiving(4);
    BigInteger cap = units("0.01");
    sign(new Spend("a", Purpose.TOP_UP, null, COIN, cap, receiving, 4L), 0);
    refused(
        new Spend("b", Purpose.TOP_UP, null, COIN, cap.add(WEI), receiving, 4L),
        "0.01 ETH at most");
    refused(new Spend("c", Purpose.TOP_UP, null, COIN, WEI, receiving, 5L), "names its index");
    refused(new Spend("d", Purpose.TOP_UP, null, COIN, WEI, receiving), "names its index");
    refused(new Spend("e", Purpose.TOP_UP, null, COIN, WEI, TO, 4L), "names its index");
    refused(new Spend("f", Purpose.TOP_UP, null, TOKEN, WEI, receiving, 4L), "native coin only");
  }

  @Test
  void refusesAFeeThatWouldEmptyTheWallet() {
    Signer.Terms dear =
        new Signer.Terms(new Source.Hot(), 0, 21_000, BigInteger.TEN.pow(14), BigInteger.ONE);
    assertThatThrownBy(() -> fixture.signer().sign(ETH, withdrawal("1", TO), dear))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("may cost 1 of the native coin at most");
  }

  private Spend withdrawal(String amount, String to) {
    return spend(Purpose.WITHDRAWAL, COIN, amount, to);
  }

  private Spend refund(String amount, String to) {
    return spend(Purpose.REFUND, COIN, amount, to);
  }

  private Spend spend(Purpose purpose, Asset asset, String amount, String to) {
    payouts++;
    BigInteger units = Amount.ofDecimal(asset, new BigDecimal(amount)).units();
    return new Spend("p" + payouts, purpose, "mct-1", asset, units, to);
  }

  private static BigInteger units(String decimal) {
    return Amount.ofDecimal(COIN, new BigDecimal(decimal)).units();
  }

  private void allowed(Spend spend) {
    assertThat(fixture.signer().judge(spend)).isEqualTo(new Signer.Verdict(Kind.ALLOWED, ""));
    sign(spend, 0);
  }

  private void held(Spend spend, String rule) {
    says(spend, Kind.HELD, rule);
  }

  private void refused(Spend spend, String rule) {
    says(spend, Kind.REFUSED, rule);
  }

  private void says(Spend spend, Kind kind, String rule) {
    Signer.Verdict verdict = fixture.signer().judge(spend);
    assertThat(verdict.kind()).isEqualTo(kind);
    assertThat(verdict.rule()).contains(rule);
    assertThatThrownBy(() -> sign(spend, 0))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN))
        .hasMessage(verdict.rule());
  }

  private void sign(Spend spend, long nonce) {
    fixture.signer().sign(ETH, spend, terms(new Source.Hot(), nonce));
  }

  private static Signer.Terms terms(Source source, long nonce) {
    return new Signer.Terms(source, nonce, 100_000, BigInteger.TEN, BigInteger.ONE);
  }
}
