package io.aureus.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.money.Amount;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An honest shop whose transactions of a day cost what they may: 1,000 units here, 800 for new. */
class CoinDayFeesTest {
  private static final Duration SOON = Duration.ofSeconds(31);
  private static final Duration A_DAY = Duration.ofHours(24);
  private static final String CAP = "aureus.keys.policy.fee-day-cap";

  private final CoinTown town = new CoinTown(Map.of("BTC", new BigDecimal("0.00001")));

  @BeforeEach
  void fund() {
    for (int i = 0; i < 4; i++) {
      town.pay(1_000_000);
    }
  }

  @Test
  void whatDoesNotFitWaitsIsToldOnceAndGoesOutTogetherTheNextDay() {
    paid("one");
    paid("two");
    assertThat(used()).isBetween(500L, 800L);
    long told = town.told.size();
    Payout third = town.ask(50_000, "three");
    Payout fourth = town.ask(60_000, "four");
    for (int i = 0; i < 5; i++) {
      town.workLater(SOON);
    }
    List.of(third, fourth).forEach(this::waitsForTheDay);
    assertThat(town.told.subList((int) told, town.told.size()))
        .containsExactlyInAnyOrder("RESERVED,false", "RESERVED,false", "HELD,false", "HELD,false");
    assertThat(count("coin_lock l join coin_bundle b on b.id = l.bundle_id")).isEqualTo(2);
    town.clock.advance(A_DAY);
    town.workLater(SOON);
    assertThat(town.chain.waiting()).hasSize(1);
    assertThat(town.chain.waiting().getFirst().outputs()).hasSize(3);
    town.chain.mine(2);
    town.workLater(SOON);
    assertThat(town.now(third).state()).isEqualTo(PayoutState.CONFIRMED);
    assertThat(town.now(fourth).state()).isEqualTo(PayoutState.CONFIRMED);
    town.checkBooks();
  }

  @Test
  void whatTheSignerRefusesForTheDaysSakeIsNotSentAlone() {
    Payout one = town.ask(50_000, "one");
    Payout two = town.ask(60_000, "two");
    town.haltAt = PayoutStep.PLACED;
    town.meanwhile = this::anotherNodeUsesThemUp;
    town.work();
    town.meanwhile = null;
    List.of(one, two).forEach(this::waitsForTheDay);
    town.workLater(SOON);
    List.of(one, two).forEach(this::waitsForTheDay);
    assertThat(count("coin_bundle")).isZero();
    town.clock.advance(A_DAY);
    town.workLater(SOON);
    assertThat(town.chain.waiting()).hasSize(1);
    assertThat(town.chain.waiting().getFirst().outputs()).hasSize(3);
  }

  @Test
  void aFifthIsLeftForRaisesAndOneThatDoesNotFitSaysWhy() {
    paid("one");
    Payout slow = town.ask(50_000, "slow");
    town.workLater(SOON);
    // Beyond what is new may use, and within the cap.
    town.workLater(Duration.ofMinutes(31), 4_000);
    assertThat(used()).isBetween(801L, 1_000L);
    assertThat(town.now(slow).state()).isEqualTo(PayoutState.BROADCASTING);
    assertThat(town.now(slow).holdReason()).isEmpty();
    town.workLater(Duration.ofMinutes(31), 8_000);
    town.workLater(SOON, 8_000);
    assertThat(town.now(slow).holdReason()).contains("fee is not raised now").contains(CAP);
    town.clock.advance(A_DAY);
    town.workLater(SOON, 8_000);
    assertThat(town.now(slow).holdReason()).isEmpty();
    assertThat(count("coin_signed")).isEqualTo(4);
  }

  private void paid(String name) {
    Payout payout = town.ask(50_000, name);
    town.workLater(SOON);
    town.chain.mine(2);
    town.workLater(SOON);
    assertThat(town.now(payout).state()).isEqualTo(PayoutState.CONFIRMED);
  }

  private void waitsForTheDay(Payout payout) {
    Payout now = town.now(payout);
    assertThat(now.state()).isEqualTo(PayoutState.HELD);
    // Not one that a person's word would let go on.
    assertThat(now.hold()).isEqualTo(PayoutHold.GAS_PRICE);
    assertThat(now.holdReason()).contains(CAP).contains("0.00001 BTC");
    assertThat(count("coin_alone")).isZero();
  }

  private void anotherNodeUsesThemUp() {
    town.database
        .jdbc()
        .sql(
            """
            with coin as (
              insert into signing_coin (chain, txid, output, units)
              values ('BTC', repeat('ab', 32), 0, 5000) returning *)
            insert into signing_coin_fee (chain, txid, output, asset, units, signed_at)
            select chain, txid, output, 'BTC', 900, ? from coin
            """)
        .param(town.clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  private long used() {
    Amount none = Amount.zero(CoinTown.COIN);
    return town.keys.policy().feesOfDay(none).units().longValueExact();
  }

  private long count(String what) {
    return town.database.jdbc().sql("select count(*) from " + what).query(Long.class).single();
  }
}
