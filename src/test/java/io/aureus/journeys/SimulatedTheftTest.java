package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.ledger.Account;
import io.aureus.money.Amount;
import io.aureus.payouts.Doubts;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutState;
import io.aureus.testing.EvmNode;
import io.aureus.testing.SimulatedNode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Somebody else has the key of the hot address; on the simulated node. */
class SimulatedTheftTest extends PayoutStories {
  @Override
  EvmNode node(long chainId) {
    return SimulatedNode.start(chainId, Clock.systemUTC());
  }

  /** They do not, which is what is shown here. */
  @AfterEach
  @Override
  void theBooksAgreeWithTheChain() {
    assertThat(differences()).as("what a stranger took is a difference").isPositive();
  }

  @Test
  void aStrangersUseOfOurNumberLeavesThePayoutUnclearWithWordsOfWhatToDo() {
    earn("ETH", "100");
    Payout asked = withdraw("ETH", "0.01", receiver());
    mineUntilOffered(asked.id());
    SimulatedNode node = (SimulatedNode) town().node();
    town().cutTheLine();
    try {
      node.drop(payouts().find(asked.id()).orElseThrow().txHash());
      node.control("sim_pay", Map.of("from", hot(), "to", receiver(), "units", "5000"));
      node.mine(Town.DEPTH + 1);
    } finally {
      town().mendTheLine();
    }
    awaitTrue(() -> payouts().find(asked.id()).orElseThrow().holdReason().contains("is not ours"));
    Payout unclear = payouts().find(asked.id()).orElseThrow();
    assertThat(unclear.state()).isEqualTo(PayoutState.UNCLEAR);
    assertThat(unclear.holdReason()).contains(hot(), "stop signing", "block explorer");
    // Nobody is paid twice: what was set aside stays aside, and no other number is taken.
    assertThat(balance("ETH", Account.Kind.RESERVED)).isEqualTo(asked.reserved());
    town().mine(2);
    awaitTrue(() -> differences() > 0);
    assertThat(payouts().find(asked.id()).orElseThrow().state()).isEqualTo(PayoutState.UNCLEAR);
    // It became unclear, and then it was found out why; looking again is no event.
    assertThat(events(asked.id())).filteredOn("payout.unclear"::equals).hasSizeBetween(1, 2);
    assertThat(events(asked.id())).endsWith("payout.unclear");
    assertThat(
            town()
                .database()
                .jdbc()
                .sql("select count(distinct nonce) from payout_signed where payout_id = ?::uuid")
                .param(asked.id().value())
                .query(Long.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void theOperatorGivesItUpOnceItsNumberIsUsedUpForGoodAndTheBalanceHasItAgain() {
    earn("ETH", "100");
    Amount before = balance("ETH", Account.Kind.AVAILABLE);
    Payout asked = withdraw("ETH", "0.02", receiver());
    mineUntilOffered(asked.id());
    SimulatedNode node = (SimulatedNode) town().node();
    town().cutTheLine();
    try {
      node.drop(payouts().find(asked.id()).orElseThrow().txHash());
      node.control("sim_pay", Map.of("from", hot(), "to", receiver(), "units", "5000"));
      node.mine(1);
    } finally {
      town().mendTheLine();
    }
    await(asked.id(), PayoutState.UNCLEAR);
    Doubts doubts = town().gateway().bean(Doubts.class);
    assertThatThrownBy(() -> doubts.giveUp(asked.id(), "person:1"))
        .hasMessageContaining("may still be mined");
    town().mineToDepth();
    awaitTrue(() -> payouts().find(asked.id()).orElseThrow().holdReason().contains("is not ours"));
    assertThat(doubts.open()).extracting(Payout::id).contains(asked.id());
    assertThatThrownBy(() -> payouts().cancel(asked.id(), "token:1", ""))
        .hasMessageContaining("only what is not signed yet");
    read();
    Payout ended = doubts.giveUp(asked.id(), "person:1");
    assertThat(ended.state()).isEqualTo(PayoutState.FAILED);
    assertThat(balance("ETH", Account.Kind.AVAILABLE)).isEqualTo(before);
    // Its number is gone, and the next one goes out.
    mineUntil(withdraw("ETH", "0.02", asked.destination()).id(), PayoutState.CONFIRMED);
    assertThat(payouts().find(asked.id()).orElseThrow().state()).isEqualTo(PayoutState.FAILED);
    assertThat(held("ETH", asked.destination())).isEqualTo(asked.amount().units());
    assertThat(whoGaveUp()).containsExactly("person:1");
    awaitTrue(() -> differences() > 0);
  }

  private List<String> whoGaveUp() {
    return town()
        .database()
        .jdbc()
        .sql("select actor from audit_entry where deed = 'payout given up'")
        .query(String.class)
        .list();
  }

  private long differences() {
    return town()
        .database()
        .jdbc()
        .sql("select count(*) from book_difference where asset = 'ETH'")
        .query(Long.class)
        .single();
  }
}
