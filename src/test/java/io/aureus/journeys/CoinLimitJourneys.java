package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.keys.SpendingPolicy;
import io.aureus.ledger.Account;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutState;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** OUT-10 and OUT-3 of coins: what the signer's limits hold, and workers that die. */
abstract class CoinLimitJourneys extends CoinPayoutStories {
  private final Deaths deaths = new Deaths();

  @Override
  Map<String, Object> settings() {
    return Map.of(
        "aureus.keys.policy.payout-cap[BTC]", "0.0006",
        "aureus.keys.policy.approval-above[BTC]", "0.0004",
        "aureus.keys.policy.day-cap[BTC]", "0.0012",
        "aureus.keys.policy.new-destination-delay", "2s");
  }

  @Override
  Map<String, Object> parts() {
    return Map.of("payoutStepListener", deaths);
  }

  @Test
  void out10TheLimitsHoldAndAHandReleasesOrTakesBack() {
    earn("300");
    long before = balance(Account.Kind.AVAILABLE);
    String receiver = receiver();
    Payout fresh = withdraw(10_000, receiver);
    assertThat(fresh.state()).isEqualTo(PayoutState.HELD);
    assertThat(fresh.holdReason()).contains("new");
    mineUntil(fresh.id(), PayoutState.CONFIRMED);
    Payout large = withdraw(60_001, receiver);
    assertThat(large.holdReason()).contains("payout-cap");
    payouts().cancel(large.id(), "person:1", "too much at once");
    Payout second = withdraw(50_000, receiver);
    assertThat(second.holdReason()).contains("approve");
    assertThatThrownBy(() -> payouts().approve(second.id(), second.actor()))
        .hasMessageContaining("cannot approve it as well");
    payouts().approve(second.id(), "person:2");
    mineUntil(second.id(), PayoutState.CONFIRMED);
    mineUntil(withdraw(35_000, receiver).id(), PayoutState.CONFIRMED);
    Payout beyond = withdraw(39_000, receiver);
    assertThat(beyond.holdReason()).contains("day-cap");
    payouts().cancel(beyond.id(), "person:1", "");
    assertThat(balance(Account.Kind.AVAILABLE)).isGreaterThan(before - 100_000);
    theKillSwitchHoldsAndLetsGo(receiver);
    workersDieAtEveryStepAndItIsPaidOnce(receiver);
  }

  private void theKillSwitchHoldsAndLetsGo(String receiver) {
    SpendingPolicy policy = town().gateway().bean(SpendingPolicy.class);
    policy.setKillSwitch(true, "a laptop was lost", "person:1");
    Payout asked = withdraw(2_000, receiver);
    assertThat(asked.holdReason()).contains("a laptop was lost");
    pause(1000);
    assertThat(signedTransactions(asked.id())).isZero();
    policy.setKillSwitch(false, "found", "person:1");
    mineUntil(asked.id(), PayoutState.CONFIRMED);
  }

  private void workersDieAtEveryStepAndItIsPaidOnce(String receiver) {
    deaths.begin();
    // Who dies when it is seen or final finds it so the next time: the second death is another's.
    for (long units = 3_000; units < 3_002; units++) {
      Payout asked = withdraw(units, receiver);
      mineUntil(asked.id(), PayoutState.CONFIRMED);
      pause(500);
      assertThat(find(asked.id()).state()).isEqualTo(PayoutState.CONFIRMED);
      assertThat(paying(receiver, units)).hasSize(1);
      assertThat(signedTransactions(asked.id())).isEqualTo(1);
    }
    awaitTrue(() -> deaths.left().isEmpty(), () -> "nobody died at " + deaths.left());
  }
}
