package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.SpendingPolicy;
import io.aureus.ledger.Account;
import io.aureus.money.Amount;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutState;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** OUT-10: what the signer's limits hold, and what becomes of it. */
abstract class LimitJourneys extends PayoutStories {
  @Override
  Map<String, Object> settings() {
    return Map.of(
        "aureus.keys.policy.payout-cap[USDT-ERC20]", "20",
        "aureus.keys.policy.day-cap[DAI-ERC20]", "10",
        "aureus.keys.policy.approval-above[USDC-ERC20]", "5",
        "aureus.keys.policy.new-destination-delay", "3s");
  }

  @Test
  void out10MoreThanOnePayoutMayIsHeldUntilSomebodyTakesItBack() {
    earn("USDT-ERC20", "60");
    Amount before = balance("USDT-ERC20", Account.Kind.AVAILABLE);
    Payout asked = withdraw("USDT-ERC20", "20.5", receiver());
    assertThat(asked.state()).isEqualTo(PayoutState.HELD);
    assertThat(asked.holdReason()).contains("20.0 USDT-ERC20 at most").contains("payout-cap");
    assertThat(balance("USDT-ERC20", Account.Kind.RESERVED)).isEqualTo(asked.reserved());
    // Nobody's approval lifts a cap.
    payouts().approve(asked.id(), "person:2");
    pause(1500);
    assertThat(payouts().find(asked.id()).orElseThrow().state()).isEqualTo(PayoutState.HELD);
    assertThat(signedTransactions(asked.id())).isZero();
    payouts().cancel(asked.id(), "person:1", "too much at once");
    assertThat(balance("USDT-ERC20", Account.Kind.AVAILABLE)).isEqualTo(before);
    assertThat(balance("USDT-ERC20", Account.Kind.RESERVED).isZero()).isTrue();
  }

  @Test
  void out10WhatIsBeyondTheDaysSumIsHeld() {
    earn("DAI-ERC20", "60");
    String receiver = receiver();
    mineUntil(withdraw("DAI-ERC20", "6", receiver).id(), PayoutState.CONFIRMED);
    Payout second = withdraw("DAI-ERC20", "4.5", receiver);
    assertThat(second.state()).isEqualTo(PayoutState.HELD);
    assertThat(second.holdReason()).contains("day-cap").contains("6");
    Payout third = withdraw("DAI-ERC20", "4", receiver);
    mineUntil(third.id(), PayoutState.CONFIRMED);
    assertThat(payouts().find(second.id()).orElseThrow().state()).isEqualTo(PayoutState.HELD);
    payouts().cancel(second.id(), "person:1", "");
    assertThat(held("DAI-ERC20", receiver))
        .isEqualTo(Amount.ofDecimal(asset("DAI-ERC20"), new BigDecimal("10")).units());
  }

  @Test
  void out10ANewDestinationWaitsAndThenGoesOutByItself() {
    earn("USDT-ERC20", "60");
    String receiver = receiver();
    Payout asked = withdraw("USDT-ERC20", "2", receiver);
    assertThat(asked.state()).isEqualTo(PayoutState.HELD);
    assertThat(asked.holdReason()).contains("new");
    mineUntil(asked.id(), PayoutState.CONFIRMED);
    Payout again = withdraw("USDT-ERC20", "1", receiver);
    assertThat(again.state()).isEqualTo(PayoutState.RESERVED);
    mineUntil(again.id(), PayoutState.CONFIRMED);
    assertThat(held("USDT-ERC20", receiver)).isEqualTo(asked.amount().plus(again.amount()).units());
  }

  @Test
  void out10ALargeOneNeedsASecondPerson() {
    earn("USDC-ERC20", "60");
    String receiver = receiver();
    mineUntil(withdraw("USDC-ERC20", "1", receiver).id(), PayoutState.CONFIRMED);
    Payout asked = withdraw("USDC-ERC20", "7", receiver);
    assertThat(asked.state()).isEqualTo(PayoutState.HELD);
    assertThat(asked.holdReason()).contains("approve");
    assertThatThrownBy(() -> payouts().approve(asked.id(), asked.actor()))
        .hasMessageContaining("cannot approve it as well");
    pause(1500);
    assertThat(payouts().find(asked.id()).orElseThrow().state()).isEqualTo(PayoutState.HELD);
    payouts().approve(asked.id(), "person:2");
    mineUntil(asked.id(), PayoutState.CONFIRMED);
    assertThat(payouts().history(asked.id()))
        .anySatisfy(step -> assertThat(step.words()).contains("approved by person:2"));
    // The approval was of that payout: the next one needs its own.
    assertThat(withdraw("USDC-ERC20", "7", receiver).state()).isEqualTo(PayoutState.HELD);
  }

  /** BTCPay 5913: approved by hand while a worker paid it as well. */
  @Test
  void out10TwoWhoApproveAtTheSameInstantLetItGoOnce() throws Exception {
    earn("USDC-ERC20", "60");
    String receiver = receiver();
    mineUntil(withdraw("USDC-ERC20", "1", receiver).id(), PayoutState.CONFIRMED);
    for (int round = 1; round <= 3; round++) {
      Payout asked = withdraw("USDC-ERC20", "7", receiver);
      assertThat(asked.state()).isEqualTo(PayoutState.HELD);
      assertThat(approvedAtOnce(asked, "person:2", "person:3"))
          .filteredOn(String::isEmpty)
          .as("of two one was let go")
          .hasSize(1);
      mineUntil(asked.id(), PayoutState.CONFIRMED);
      assertThat(payouts().history(asked.id()))
          .filteredOn(step -> step.words().startsWith("approved by"))
          .hasSize(1);
      assertThat(places(asked.id())).isEqualTo(1);
      assertThat(held("USDC-ERC20", receiver))
          .isEqualTo(
              Amount.ofDecimal(asset("USDC-ERC20"), BigDecimal.valueOf(1 + 7L * round)).units());
    }
  }

  /** What each was told; empty where it was approved. */
  private List<String> approvedAtOnce(Payout asked, String... people) throws Exception {
    CyclicBarrier gate = new CyclicBarrier(people.length);
    List<Future<String>> told = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String person : people) {
        told.add(
            threads.submit(
                () -> {
                  gate.await();
                  try {
                    payouts().approve(asked.id(), person);
                    return "";
                  } catch (Refusal refusal) {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICT);
                    assertThat(refusal.words()).containsAnyOf("approved already", "is not held");
                    return refusal.words();
                  }
                }));
      }
      List<String> words = new ArrayList<>();
      for (Future<String> one : told) {
        words.add(one.get());
      }
      return words;
    }
  }

  @Test
  void out10TheKillSwitchHoldsAndLetsGo() {
    earn("USDT-ERC20", "60");
    String receiver = receiver();
    mineUntil(withdraw("USDT-ERC20", "1", receiver).id(), PayoutState.CONFIRMED);
    SpendingPolicy policy = town().gateway().bean(SpendingPolicy.class);
    policy.setKillSwitch(true, "a laptop was lost", "person:1");
    Payout asked = withdraw("USDT-ERC20", "2", receiver);
    assertThat(asked.state()).isEqualTo(PayoutState.HELD);
    assertThat(asked.holdReason()).contains("a laptop was lost");
    pause(1500);
    assertThat(signedTransactions(asked.id())).isZero();
    policy.setKillSwitch(false, "found", "person:1");
    mineUntil(asked.id(), PayoutState.CONFIRMED);
  }
}
