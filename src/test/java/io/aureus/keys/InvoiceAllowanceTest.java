package io.aureus.keys;

import static io.aureus.keys.SignerFixture.BLN;
import static io.aureus.keys.SignerFixture.COIN;
import static io.aureus.keys.SignerFixture.ETH;
import static io.aureus.keys.SignerFixture.LIGHTNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.Signer.Purpose;
import io.aureus.keys.Signer.Spend;
import io.aureus.money.Amount;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a node of Lightning pays by itself is judged and counted like all that is signed. */
class InvoiceAllowanceTest {
  private static final String NODE = "02" + "1f".repeat(32);
  private static final String OTHER = "03" + "2f".repeat(32);

  private final PolicySettings settings =
      SignerFixture.settings(
          Map.of("BTC-LN", new BigDecimal("0.02")),
          Map.of("BTC-LN", new BigDecimal("0.03")),
          Map.of(),
          Duration.ofHours(24),
          false,
          "");
  private final SignerFixture fixture = new SignerFixture(Curve.best(), settings);
  private Signer signer = fixture.signer();

  @Test
  void theCapOfADayCountsWhatIsAllowedOnceAndUntilItIsADayOld() {
    Spend first = known("1", "0.02");
    signer.allow(BLN, first);
    signer.allow(BLN, first);
    assertThat(fixture.policy().lastDay(Amount.zero(LIGHTNING)).text()).isEqualTo("0.02");
    Spend second = known("2", "0.011");
    refused(second, "aureus.keys.policy.day-cap");
    signer.allow(BLN, known("3", "0.01"));
    fixture.clock().advance(Duration.ofHours(25));
    signer.allow(BLN, second);
  }

  @Test
  void onePayoutIsAllowedForOneAmountToOneNode() {
    signer.allow(BLN, known("1", "0.01"));
    refused(known("1", "0.02"), "before");
    refused(spend("1", "0.01", OTHER), "before");
  }

  @Test
  void aNewNodeWaitsAndWhatIsStoppedOrTooMuchIsNotAllowed() {
    refused(spend("1", "0.01", NODE), "the destination is new");
    refused(known("2", "0.021"), "aureus.keys.policy.payout-cap");
    fixture.policy().setKillSwitch(true, "a test", "person:1");
    refused(known("3", "0.01"), "a test");
  }

  /** Released, and no node was told yet, or its answer is not known. */
  @Test
  void whatWasAllowedIsRefusedOnceItsNodeIsOnTheBlockList() {
    Spend spend = known("1", "0.01");
    Spend other = spend("2", "0.01", OTHER);
    signer.consider(other);
    fixture.clock().advance(Duration.ofHours(24));
    signer.allow(BLN, spend);
    signer.allow(BLN, other);
    signer = fixture.restarted(SignerFixture.blocking(settings, NODE));
    refused(spend, "on the block list");
    signer.allow(BLN, other);
  }

  @Test
  void onlyNodesOfLightningArePaidThisWay() {
    refused(spend("1", "0.01", "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"), "02…");
    Spend ether =
        new Spend("2", Purpose.WITHDRAWAL, "m", COIN, Amount.ofUnits(COIN, 1).units(), NODE);
    assertThatThrownBy(() -> signer.allow(ETH, ether)).hasMessageContaining("only payments by");
    assertThatThrownBy(() -> signer.allow(BLN, ether)).hasMessageContaining("only payments by");
  }

  /** To a node that was named a day ago. */
  private Spend known(String payout, String coins) {
    Spend spend = spend(payout, coins, NODE);
    if (signer.judge(spend).rule().contains("is new")) {
      signer.consider(spend);
      fixture.clock().advance(Duration.ofHours(24));
    }
    return spend;
  }

  private static Spend spend(String payout, String coins, String node) {
    Amount amount = Amount.ofDecimal(LIGHTNING, new BigDecimal(coins));
    return new Spend(payout, Purpose.WITHDRAWAL, "m", LIGHTNING, amount.units(), node);
  }

  private void refused(Spend spend, String words) {
    assertThatThrownBy(() -> signer.allow(BLN, spend))
        .hasMessageContaining(words)
        .extracting(e -> ((Refusal) e).code())
        .isEqualTo(ErrorCode.FORBIDDEN);
  }
}
