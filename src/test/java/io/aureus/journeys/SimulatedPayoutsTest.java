package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.ledger.Account;
import io.aureus.money.Amount;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutHold;
import io.aureus.payouts.PayoutState;
import io.aureus.testing.EvmNode;
import io.aureus.testing.SimulatedNode;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** On the simulated node. */
class SimulatedPayoutsTest extends MoneyOutJourneys {
  @Override
  EvmNode node(long chainId) {
    return SimulatedNode.start(chainId, Clock.systemUTC());
  }

  @Test
  void aChainWhoseNodeIsDownHoldsUpNoOtherChainsPriceOfGas() {
    town().cutTheLine();
    try {
      Instant cut = pricedAt("ETH");
      awaitTrue(() -> pricedAt("BNB").isAfter(cut.plusSeconds(11)));
      assertThat(pricedAt("ETH")).isBefore(pricedAt("BNB").minusSeconds(9));
    } finally {
      town().mendTheLine();
    }
  }

  @Test
  void noMoreTransactionsWaitForABlockThanNodesKeep() {
    earn("ETH", "200");
    // What comes after it finds the coins on the hot address.
    mineUntil(withdraw("ETH", "0.01", receiver()).id(), PayoutState.CONFIRMED);
    List<Payout> asked =
        Stream.generate(() -> withdraw("ETH", "0.0001", receiver())).limit(66).toList();
    awaitTrue(() -> countOf(asked, PayoutState.BROADCASTING) == 64);
    pause(1000);
    assertThat(countOf(asked, PayoutState.RESERVED)).isEqualTo(2);
    asked.forEach(payout -> mineUntil(payout.id(), PayoutState.CONFIRMED));
  }

  private long countOf(List<Payout> asked, PayoutState state) {
    return asked.stream()
        .filter(payout -> payouts().find(payout.id()).orElseThrow().state() == state)
        .count();
  }

  @Test
  void aTokenThatMovesNothingWithoutFailingIsNeverBookedAsPaid() {
    earn("USDC-ERC20", "20");
    mineUntil(withdraw("USDC-ERC20", "1", receiver()).id(), PayoutState.CONFIRMED);
    Amount before = balance("USDC-ERC20", Account.Kind.AVAILABLE);
    BigInteger hot = held("USDC-ERC20", hot());
    String receiver = receiver();
    control("sim_refuse", Map.of("refuse", true));
    try {
      Payout asked = withdraw("USDC-ERC20", "2", receiver);
      Payout failed = mineUntil(asked.id(), PayoutState.FAILED);
      assertThat(failed.reverted()).isTrue();
      assertThat(payouts().history(asked.id()))
          .anyMatch(step -> step.words().contains("the token moved nothing"));
      // It is looked at for long, and stays what it is.
      town().mine(2);
      pause(1000);
      assertThat(payouts().find(asked.id()).orElseThrow().state()).isEqualTo(PayoutState.FAILED);
    } finally {
      control("sim_refuse", Map.of("refuse", false));
    }
    assertThat(balance("USDC-ERC20", Account.Kind.AVAILABLE)).isEqualTo(before);
    assertThat(held("USDC-ERC20", hot())).isEqualTo(hot);
    assertThat(held("USDC-ERC20", receiver)).isZero();
  }

  @Test
  void whereLessArrivesThanWasSentAPersonSaysWhetherItCountsAsPaid() {
    earn("USDC-ERC20", "20");
    mineUntil(withdraw("USDC-ERC20", "1", receiver()).id(), PayoutState.CONFIRMED);
    control("sim_tax", Map.of("units", "30000"));
    try {
      Payout asked = withdraw("USDC-ERC20", "2", receiver());
      awaitTrue(
          () -> {
            town().mine(1);
            pause(200);
            return payouts().find(asked.id()).orElseThrow().hold() == PayoutHold.SHORT;
          });
      Payout stands = payouts().find(asked.id()).orElseThrow();
      assertThat(stands.state()).isEqualTo(PayoutState.SEEN);
      assertThat(stands.holdReason()).contains("1.97 USDC-ERC20 arrived, not 2");
      assertThat(events(asked.id())).endsWith("payout.seen", "payout.held");
      assertThat(balance("USDC-ERC20", Account.Kind.RESERVED)).isEqualTo(asked.reserved());
      town().mine(1);
      pause(600);
      assertThat(payouts().approve(asked.id(), asked.actor()).state())
          .isEqualTo(PayoutState.CONFIRMED);
      assertThat(balance("USDC-ERC20", Account.Kind.RESERVED).isZero()).isTrue();
      assertThat(events(asked.id())).endsWith("payout.seen", "payout.held", "payout.confirmed");
    } finally {
      control("sim_tax", Map.of("units", "0"));
    }
  }

  @Test
  void aFailedPayoutThatPaysAfterAReorganisationOverdrawsInTheOpenAndTheBooksHold() {
    earn("USDC-ERC20", "20");
    // Other people's coins on the hot address: there is enough for both payouts.
    town().node().payToken(town().contract("USDC-ERC20"), hot(), BigInteger.valueOf(900_000_000));
    town().mineToDepth();
    awaitTrue(() -> held("USDC-ERC20", hot()).compareTo(BigInteger.valueOf(900_000_000)) >= 0);
    String most = payouts().preview(wish("USDC-ERC20", "1", receiver(), null)).most().text();
    control("sim_refuse", Map.of("refuse", true));
    Payout first = withdraw("USDC-ERC20", most, receiver());
    mineUntil(first.id(), PayoutState.FAILED);
    control("sim_refuse", Map.of("refuse", false));
    long failedAt = town().node().head() - Town.DEPTH - 2;
    Payout second = withdraw("USDC-ERC20", most, receiver());
    mineUntil(second.id(), PayoutState.CONFIRMED);
    town().node().reorg((int) (town().node().head() - failedAt), true);
    town().mine(1);
    mineUntil(first.id(), PayoutState.CONFIRMED);
    mineUntil(second.id(), PayoutState.CONFIRMED);
    assertThat(payouts().history(first.id()))
        .anyMatch(step -> step.words().contains("what was returned is spent already"));
    assertThat(balance("USDC-ERC20", Account.Kind.AVAILABLE).units()).isNegative();
    earn("USDC-ERC20", "2000");
  }

  private void control(String method, Map<String, Object> params) {
    Map<String, Object> all = new HashMap<>(params);
    all.put("asset", town().contract("USDC-ERC20"));
    ((SimulatedNode) town().node()).control(method, all);
  }

  private Instant pricedAt(String chain) {
    return town()
        .database()
        .jdbc()
        .sql("select at from gas_price where chain = ?")
        .param(chain)
        .query((row, n) -> row.getObject(1, OffsetDateTime.class).toInstant())
        .single();
  }
}
