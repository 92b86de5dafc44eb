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
import org.springframework.jdbc.core.simple.JdbcClient;

/** OUT-10: what the cap of a day's fees holds back, and that it goes out when it may. */
class SimulatedFeeDayTest extends PayoutStories {
  @Override
  EvmNode node(long chainId) {
    return SimulatedNode.start(chainId, Clock.systemUTC());
  }

  /** New payments get four fifths: the gas of one, and not of two. All of it does for two. */
  @Override
  Map<String, Object> settings() {
    return Map.of(
        "aureus.keys.policy.fee-day-cap[ETH]", "0.00014", "aureus.payouts.bump-after", "5m");
  }

  @Test
  void out10WhatTheFeesOfADayDoNotAllowIsHeldAndGoesOutByItself() {
    earn("ETH", "60");
    mineUntil(withdraw("ETH", "0.001", receiver()).id(), PayoutState.CONFIRMED);
    Payout second = withdraw("ETH", "0.001", receiver());
    awaitTrue(() -> payouts().find(second.id()).orElseThrow().state() == PayoutState.HELD);
    Payout held = payouts().find(second.id()).orElseThrow();
    assertThat(held.hold()).isEqualTo(PayoutHold.GAS_PRICE);
    assertThat(held.holdReason()).contains("fee-day-cap").contains("0.00014 ETH");
    assertThat(signedTransactions(held.id())).isZero();
    assertThat(count("payout_place where payout_id is null")).isZero();
    aDayGoesBy();
    mineUntil(held.id(), PayoutState.CONFIRMED);
    aDayGoesBy();
  }

  /** Two built at once, the first one's refused: what is signed must not wait for a day. */
  @Test
  void aNumberThatNobodyTakesIsFilledFromWhatNewOnesLeave() {
    earn("ETH", "60");
    mineUntil(withdraw("ETH", "0.001", receiver()).id(), PayoutState.CONFIRMED);
    aDayGoesBy();
    JdbcClient jdbc = town().database().jdbc();
    long gap =
        jdbc.sql(
                """
                update sender_nonce set next = next + 1 where chain = 'ETH' and address = ?
                returning next - 1
                """)
            .param(hot())
            .query(Long.class)
            .single();
    Payout stuck = withdraw("ETH", "0.001", receiver());
    await(stuck.id(), PayoutState.BROADCASTING, PayoutState.UNCLEAR);
    Payout next = withdraw("ETH", "0.001", receiver());
    await(next.id(), PayoutState.HELD);
    jdbc.sql(
            """
            insert into payout_place (chain, address, nonce, gas_limit, max_fee, priority,
              given_back_at)
            values ('ETH', ?, ?, 21000, 1, 1, now() - interval '2 minutes')
            """)
        .params(hot(), gap)
        .update();
    mineUntil(stuck.id(), PayoutState.CONFIRMED);
    assertThat(payouts().find(next.id()).orElseThrow().state()).isEqualTo(PayoutState.HELD);
    assertThat(count("payout where kind = 'SWEEP' and source = 'hot'")).isEqualTo(1);
    aDayGoesBy();
    mineUntil(next.id(), PayoutState.CONFIRMED);
    aDayGoesBy();
  }

  private void aDayGoesBy() {
    town()
        .database()
        .jdbc()
        .sql("update signing_gas set signed_at = signed_at - interval '24 hours'")
        .update();
  }

  private long count(String what) {
    return town().database().jdbc().sql("select count(*) from " + what).query(Long.class).single();
  }
}
