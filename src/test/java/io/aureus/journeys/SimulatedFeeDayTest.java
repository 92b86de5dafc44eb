package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutHold;
import io.aureus.payouts.PayoutState;
import io.aureus.testing.EvmNode;
import io.aureus.testing.SimulatedNode;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** OUT-10: what the cap of a day's fees holds back, and that it goes out when it may. */
class SimulatedFeeDayTest extends PayoutStories {
  @Override
  EvmNode node(long chainId) {
    return SimulatedNode.start(chainId, Clock.systemUTC());
  }

  /** One payment's gas, and not two. */
  @Override
  Map<String, Object> settings() {
    return Map.of("aureus.keys.policy.fee-day-cap[ETH]", "0.0001");
  }

  @Test
  void out10WhatTheFeesOfADayDoNotAllowIsHeldAndGoesOutByItself() {
    earn("ETH", "60");
    mineUntil(withdraw("ETH", "0.001", receiver()).id(), PayoutState.CONFIRMED);
    Payout second = withdraw("ETH", "0.001", receiver());
    awaitTrue(() -> payouts().find(second.id()).orElseThrow().state() == PayoutState.HELD);
    Payout held = payouts().find(second.id()).orElseThrow();
    assertThat(held.hold()).isEqualTo(PayoutHold.POLICY);
    assertThat(held.holdReason()).contains("fee-day-cap").contains("0.0001 ETH");
    assertThat(signedTransactions(held.id())).isZero();
    assertThat(count("payout_place where payout_id is null")).isZero();
    // A day goes by.
    town()
        .database()
        .jdbc()
        .sql("update signing_gas set signed_at = signed_at - interval '24 hours'")
        .update();
    mineUntil(held.id(), PayoutState.CONFIRMED);
    assertThat(count("signing_gas")).isEqualTo(2);
  }

  private long count(String what) {
    return town().database().jdbc().sql("select count(*) from " + what).query(Long.class).single();
  }
}
