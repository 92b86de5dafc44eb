package io.aureus.keys;

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
import io.aureus.keys.Signer.Terms;
import io.aureus.keys.Signer.Verdict.Kind;
import io.aureus.keys.SignerWire.Ask;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Refunds, and approvals, where the gateway is a thief's: he says what a payment is for, and who
 * approved it.
 */
class RefundPolicyTest {
  private static final String PAYER = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
  private static final String THIEF = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
  private static final String BANK = "0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65";

  private SignerFixture fixture = new SignerFixture(new JavaCurve());
  private int payouts;

  /** What the allow-list withholds is not to be had by calling it a refund. */
  @Test
  void aTheftThatIsCalledARefundDoesNotStepRoundTheList() {
    with(settings(Map.of(), null, true));
    fixture.policy().add("mct-1", ETH, BANK, "the bank", "person:1");
    held(spend(Purpose.WITHDRAWAL, COIN, "50", THIEF), "not on the merchant's list");
    Spend theft = spend(Purpose.REFUND, COIN, "50", THIEF);
    held(theft, "no refund-cap lets refunds of ETH go elsewhere");
    allowed(spend(Purpose.REFUND, COIN, "50", BANK));
    // He says that somebody approved it: the signer does not take his word.
    onTheMachine(() -> tell(theft, "person:1", "person:2"));
    held(theft, "a second person must approve this one");
    fixture.policy().approve(theft, "person:1", "person:2");
    allowed(theft);
  }

  @Test
  void withAListRefundsGoFreelyUpToTheirCaps() {
    with(SignerFixture.withRefunds(settings(Map.of(), null, true), caps("2"), caps("3"), false));
    allowed(spend(Purpose.REFUND, COIN, "2", PAYER));
    held(spend(Purpose.REFUND, COIN, "2.1", PAYER), "above 2.0 ETH a second person");
    held(spend(Purpose.REFUND, COIN, "1.1", THIEF), "3.0 ETH of refunds may leave within 24 hours");
    allowed(spend(Purpose.REFUND, COIN, "1", THIEF));
    held(spend(Purpose.REFUND, TOKEN, "1", PAYER), "no refund-cap lets refunds of USDT-ERC20");
    fixture.clock().advance(Duration.ofHours(24));
    allowed(spend(Purpose.REFUND, COIN, "1.5", PAYER));
  }

  /** A usual shop: no list. Refunds need nothing, and count with the withdrawals all the same. */
  @Test
  void withoutAListRefundsAreBoundByTheirOwnCapsAndTheDays() {
    with(settings(Map.of(), Duration.ofHours(24), false));
    allowed(spend(Purpose.REFUND, COIN, "50", PAYER));
    with(
        SignerFixture.withRefunds(
            SignerFixture.settings(
                Map.of(), Map.of("ETH", new BigDecimal("8")), Map.of(), null, false, ""),
            caps("2"),
            caps("3"),
            false));
    Spend large = spend(Purpose.REFUND, COIN, "2.5", PAYER);
    held(large, "above 2.0 ETH a second person must approve a refund");
    onTheMachine(() -> tell(large, "person:1", "person:2"));
    fixture.policy().approve(large, "person:1", "person:2");
    allowed(large);
    // A person saw it: what goes out without one is as much as before.
    allowed(spend(Purpose.REFUND, COIN, "1.5", PAYER));
    Spend asked = spend(Purpose.REFUND, COIN, "0.5", PAYER);
    Spend elsewhere =
        new Spend(asked.payout(), Purpose.REFUND, "mct-1", COIN, asked.units(), THIEF);
    fixture.policy().approve(elsewhere, "person:1", "person:2");
    allowed(asked);
    held(spend(Purpose.REFUND, COIN, "1.1", PAYER), "within 24 hours (aureus.keys.policy.refund-d");
    held(spend(Purpose.REFUND, COIN, "1.1", PAYER), "and 2.0 are used already");
    allowed(spend(Purpose.WITHDRAWAL, COIN, "3", BANK));
    held(spend(Purpose.REFUND, COIN, "1", PAYER), "8.0 ETH may leave within 24 hours");
  }

  @Test
  void theListAndTheDelayHoldForRefundsWhereThatIsSet() {
    Duration day = Duration.ofHours(24);
    with(SignerFixture.withRefunds(settings(Map.of(), day, true), Map.of(), Map.of(), true));
    Spend refund = spend(Purpose.REFUND, COIN, "1", PAYER);
    held(refund, "not on the merchant's list, and refunds go nowhere else");
    fixture.policy().add("mct-1", ETH, PAYER, "", "person:1");
    held(refund, "the destination is new");
    fixture.clock().advance(day);
    allowed(refund);

    with(SignerFixture.withRefunds(settings(Map.of(), day, false), Map.of(), Map.of(), true));
    Spend another = spend(Purpose.REFUND, COIN, "1", PAYER);
    assertThat(fixture.signer().consider(another).rule()).contains("the destination is new");
    fixture.clock().advance(day);
    allowed(another);
  }

  @Test
  void aGatewayCannotApproveWhereThatIsDoneAtTheSigner() {
    with(SignerFixture.approvedAtSigner(settings(caps("5"), null, false)));
    Spend spend = spend(Purpose.WITHDRAWAL, COIN, "6", PAYER);
    held(spend, "a second person must approve, on the signer's machine");
    onTheMachine(() -> tell(spend, "person:1", "person:2"));
    onTheMachine(() -> fixture.policy().approve(spend, "person:1", "person:2"));
    // Nor can one that had said so before the setting was made.
    tellsBefore(spend);
    held(spend, "a second person must approve");

    ApprovalList list = new ApprovalList(fixture.database().jdbc());
    assertThat(list.isHere()).isTrue();
    assertThat(list.waiting(fixture.clock().instant())).isEmpty();
    assertThatThrownBy(() -> list.approve(spend.payout(), "operator", fixture.clock().instant()))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    fixture.signer().consider(spend);
    // Whoever swaps it after somebody looked gains nothing: it is as it was first asked for.
    Spend swapped = new Spend(spend.payout(), Purpose.WITHDRAWAL, "mct-1", COIN, units("6"), THIEF);
    fixture.signer().consider(swapped);
    assertThat(list.waiting(fixture.clock().instant()))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.payout()).isEqualTo(spend.payout());
              assertThat(one.shown()).isEqualTo("6.0 ETH");
              assertThat(one.destination()).isEqualTo(PAYER);
            });
    list.approve(spend.payout(), "operator", fixture.clock().instant());
    assertThat(list.waiting(fixture.clock().instant())).isEmpty();
    held(swapped, "a second person must approve");
    allowed(spend);
  }

  @Test
  void whatNobodyAsksForAnyMoreIsNotListed() {
    with(settings(caps("5"), null, false));
    Spend spend = spend(Purpose.REFUND, COIN, "6", PAYER);
    fixture.signer().consider(spend);
    fixture.signer().consider(spend(Purpose.REFUND, COIN, "4", PAYER));
    ApprovalList list = new ApprovalList(fixture.database().jdbc());
    fixture.clock().advance(Duration.ofHours(20));
    assertThat(list.waiting(fixture.clock().instant())).hasSize(1);
    fixture.signer().consider(spend);
    fixture.clock().advance(Duration.ofHours(20));
    assertThat(list.waiting(fixture.clock().instant())).hasSize(1);
    fixture.clock().advance(Duration.ofHours(20));
    assertThat(list.waiting(fixture.clock().instant())).isEmpty();
  }

  /** A flood of wishes hides none that is new, and what nobody wants any more is forgotten. */
  @Test
  void theNewestAreListedAndWhatIsOldIsForgotten() {
    with(settings(caps("5"), null, false));
    ApprovalList list = new ApprovalList(fixture.database().jdbc());
    fixture.signer().consider(spend(Purpose.REFUND, COIN, "6", PAYER));
    fixture
        .database()
        .jdbc()
        .sql(
            """
            insert into approval_wanted
            select 'flood' || n, purpose, merchant, chain, asset, units, shown, destination,
              first_asked_at, last_asked_at from approval_wanted, generate_series(1, 100) n\
            """)
        .update();
    fixture.clock().advance(Duration.ofSeconds(1));
    Spend last = spend(Purpose.REFUND, COIN, "7", PAYER);
    fixture.signer().consider(last);
    Instant now = fixture.clock().instant();
    assertThat(list.waiting(now)).hasSize(100);
    assertThat(list.waiting(now).getFirst().payout()).isEqualTo(last.payout());
    assertThat(list.count(now)).isEqualTo(102);
    fixture.clock().advance(Duration.ofDays(31));
    Spend fresh = spend(Purpose.REFUND, COIN, "8", PAYER);
    fixture.signer().consider(fresh);
    assertThatThrownBy(() -> list.approve(last.payout(), "operator", fixture.clock().instant()))
        .hasMessageContaining("waits for a second person");
    list.approve(fresh.payout(), "operator", fixture.clock().instant());
  }

  @Test
  void aGatewaysWordDoesForOthersWhereNothingElseIsSet() {
    with(settings(caps("5"), null, false));
    Spend spend = spend(Purpose.WITHDRAWAL, COIN, "6", PAYER);
    held(spend, "above 5.0 ETH a second person must approve");
    tell(spend, "person:1", "person:2");
    allowed(spend);
  }

  private void with(PolicySettings settings) {
    fixture = new SignerFixture(new JavaCurve(), settings);
  }

  private static PolicySettings settings(
      Map<String, BigDecimal> approvalAbove,
      @org.jspecify.annotations.Nullable Duration delay,
      boolean allowListOnly) {
    return SignerFixture.settings(Map.of(), Map.of(), approvalAbove, delay, allowListOnly, "");
  }

  private static Map<String, BigDecimal> caps(String eth) {
    return Map.of("ETH", new BigDecimal(eth));
  }

  private static BigInteger units(String decimal) {
    return Amount.ofDecimal(COIN, new BigDecimal(decimal)).units();
  }

  private Spend spend(Purpose purpose, Asset asset, String amount, String to) {
    payouts++;
    BigInteger units = Amount.ofDecimal(asset, new BigDecimal(amount)).units();
    return new Spend("r" + payouts, purpose, "mct-1", asset, units, to);
  }

  /** As a gateway in another process says it. */
  private void tell(Spend spend, String requester, String approver) {
    SignerCalls calls =
        new SignerCalls(
            fixture.signer(),
            fixture.policy(),
            fixture.seeds(),
            new Catalogue(List.of(COIN, TOKEN), Set.of("USD")));
    Map<String, Object> with = Map.of("spend", spend, "requester", requester, "approver", approver);
    calls.call(new Ask("approve", SignerWire.JSON.valueToTree(with)));
  }

  private void tellsBefore(Spend spend) {
    new PolicyRows(fixture.database().jdbc())
        .approve(
            spend.payout(),
            new PolicyRows.Approved("ETH", spend.units(), spend.destination(), true),
            List.of("person:1", "person:2"),
            fixture.clock().instant());
  }

  private static void onTheMachine(Runnable approving) {
    assertThatThrownBy(approving::run)
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN))
        .hasMessageContaining("./aureus signing approve");
  }

  private void allowed(Spend spend) {
    assertThat(fixture.signer().judge(spend)).isEqualTo(new Signer.Verdict(Kind.ALLOWED, ""));
    sign(spend);
  }

  private void held(Spend spend, String rule) {
    Signer.Verdict verdict = fixture.signer().judge(spend);
    assertThat(verdict.kind()).isEqualTo(Kind.HELD);
    assertThat(verdict.rule()).contains(rule);
    assertThatThrownBy(() -> sign(spend)).hasMessage(verdict.rule());
  }

  private void sign(Spend spend) {
    Terms terms = new Terms(new Source.Hot(), payouts, 100_000, BigInteger.TEN, BigInteger.ONE);
    fixture.signer().sign(ETH, spend, terms);
  }
}
