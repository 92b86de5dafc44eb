package io.aureus.chains.evm;

import static io.aureus.chains.TransferFact.Kind.CONFIRMED;
import static io.aureus.chains.TransferFact.Kind.MOVED;
import static io.aureus.chains.TransferFact.Kind.SEEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.TransferFact;
import io.aureus.jobs.Fence;
import io.aureus.jobs.LostLease;
import io.aureus.testing.EvmNode;
import io.aureus.testing.FaultyRelay;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What observing an Ethereum chain must bear from its nodes, and from being killed. */
abstract class EvmFaultsContract extends EvmChainFixture {
  @Test
  void incidentUsdtPlugin52_whatWasPaidWhileTheNodeFailedIsCaughtUp() {
    for (FaultyRelay.Mode mode :
        List.of(
            FaultyRelay.Mode.ERROR,
            FaultyRelay.Mode.THROTTLE,
            FaultyRelay.Mode.GARBAGE,
            FaultyRelay.Mode.HALF,
            FaultyRelay.Mode.HANG,
            FaultyRelay.Mode.FLOOD)) {
      long before = observation.cursor("ETH");
      node.pay(ONE, FIVE);
      node.payToken(usdt, TWO, SIX);
      node.mine(1);
      relay.mode(mode);
      observe();
      observe();
      assertThat(observation.kinds()).as("%s", mode).isEmpty();
      assertThat(observation.cursor("ETH")).isEqualTo(before);
      assertThat(observation.health("ETH", 0).healthy()).as("%s", mode).isFalse();
      relay.mode(FaultyRelay.Mode.PASS);
      observe();
      assertThat(observation.cursor("ETH")).as("left alone for a while").isEqualTo(before);
      observation.clock.advance(Duration.ofMinutes(2));
      mineAndObserve(3);
      assertThat(observation.kinds())
          .as("%s", mode)
          .containsExactly(SEEN, SEEN, CONFIRMED, CONFIRMED);
    }
  }

  @Test
  void incidentBepusdt118_aLimitOnLogQueriesOnlyMakesTheStepsShorter() {
    relay.limitLogRange(3);
    for (int i = 0; i < 20; i++) {
      node.payToken(usdt, ONE, FIVE);
      node.mine(1);
    }
    observe();
    assertThat(observation.cursor("ETH")).isEqualTo(node.head());
    assertThat(observation.kinds().stream().filter(kind -> kind == SEEN)).hasSize(20);
  }

  @Test
  void aNodeThatHasBlocksButNotYetTheirLogsLosesNothing() {
    relay.forgetLogsOfRanges(true);
    for (int i = 0; i < 4; i++) {
      node.payToken(usdt, ONE, FIVE);
      node.mine(2);
    }
    observe();
    assertThat(observation.kinds().stream().filter(kind -> kind == SEEN)).hasSize(4);
  }

  @Test
  void aStaleHeadIsShownAndReadingGoesOnWhenItMoves() {
    relay.freezeHead(node.head());
    node.pay(ONE, FIVE);
    mineAndObserve(3);
    assertThat(observation.kinds()).isEmpty();
    observation.clock.advance(Duration.ofHours(1));
    observe();
    assertThat(observation.words("ETH", 0)).contains("stale head");
    assertThat(observation.health("ETH", 0).healthy()).isFalse();
    relay.freezeHead(Long.MAX_VALUE);
    observe();
    assertThat(observation.kinds()).containsExactly(SEEN, CONFIRMED);
  }

  @Test
  void aHeadThatGoesBackWithoutAReorganisationLosesNothing() {
    node.pay(ONE, FIVE);
    mineAndObserve(2);
    relay.freezeHead(node.head() - 2);
    observe();
    relay.freezeHead(Long.MAX_VALUE);
    mineAndObserve(1);
    assertThat(observation.kinds()).containsExactly(SEEN, CONFIRMED);
  }

  @Test
  void theFurthestOfAgreeingNodesIsRead() {
    eth = observation.chain("ETH", CHAIN_ID, usdt, List.of(relay.url(), node.url()));
    relay.freezeHead(node.head());
    node.pay(ONE, FIVE);
    mineAndObserve(5);
    assertThat(observation.kinds()).containsExactly(SEEN, CONFIRMED);
    assertThat(observation.words("ETH", 0)).contains("5 blocks behind");
    assertThat(observation.health("ETH", 1).healthy()).isTrue();
  }

  @Test
  void anotherNodeIsAskedWhereOneFails() {
    eth = observation.chain("ETH", CHAIN_ID, usdt, List.of(relay.url(), node.url()));
    relay.mode(FaultyRelay.Mode.ERROR);
    node.pay(ONE, FIVE);
    mineAndObserve(3);
    assertThat(observation.kinds()).containsExactly(SEEN, CONFIRMED);
    assertThat(observation.health("ETH", 0).healthy()).isFalse();
    assertThat(observation.health("ETH", 1).healthy()).isTrue();
  }

  @Test
  void nodesThatDisagreeSettleNothing() {
    try (EvmNode other = startNode(CHAIN_ID)) {
      other.mine(20);
      eth = observation.chain("ETH", CHAIN_ID, usdt, List.of(relay.url(), other.url()));
      node.pay(ONE, FIVE);
      mineAndObserve(5);
      assertThat(observation.kinds()).isEmpty();
      assertThat(observation.words("ETH", 0)).contains("disagrees");
      assertThat(observation.words("ETH", 1)).contains("disagrees");
      assertThat(observation.health("ETH", 0).healthy()).isFalse();
    }
    observe();
    observation.clock.advance(Duration.ofMinutes(2));
    observe();
    assertThat(observation.kinds()).containsExactly(SEEN, CONFIRMED);
  }

  @Test
  void aNodeOfAnotherNetworkIsNotUsed() {
    try (EvmNode other = startNode(1)) {
      other.mine(50);
      eth = observation.chain("ETH", CHAIN_ID, usdt, List.of(other.url(), relay.url()));
      node.pay(ONE, FIVE);
      mineAndObserve(3);
      assertThat(observation.kinds()).containsExactly(SEEN, CONFIRMED);
      assertThat(observation.words("ETH", 0)).contains("chain id 1").contains("31337");
      assertThat(observation.health("ETH", 0).healthy()).isFalse();
    }
  }

  @Test
  void incidentUsdtPlugin58_aThrottledChainNeverHidesAnother() throws Exception {
    try (EvmNode bnbNode = startNode(31338)) {
      bnbNode.mine(2);
      Observation.Observed bnb = observation.chain("BNB", 31338, "", List.of(bnbNode.url()));
      Fence bnbFence = observation.fence(bnb);
      bnb.job().run(bnbFence);
      relay.mode(FaultyRelay.Mode.THROTTLE);
      observe();
      bnbNode.pay(ONE, FIVE);
      bnbNode.mine(3);
      bnb.job().run(bnbFence);
      List<TransferFact> facts = observation.facts();
      assertThat(facts).extracting(TransferFact::kind).containsExactly(SEEN, CONFIRMED);
      assertThat(facts.getFirst().transfer().chain()).isEqualTo("BNB");
      assertThat(observation.health("ETH", 0).healthy()).isFalse();
      assertThat(observation.health("BNB", 0).healthy()).isTrue();
    }
  }

  @Test
  void anotherProcessGoesOnFromTheCursor() {
    node.pay(ONE, FIVE);
    mineAndObserve(1);
    node.pay(TWO, SIX);
    node.mine(2);
    eth = observation.chain("ETH", CHAIN_ID, usdt, List.of(relay.url()));
    fence = observation.fence(eth);
    observe();
    assertThat(observation.kinds()).containsExactly(SEEN, SEEN, CONFIRMED);
    assertThat(observation.transfers()).isEqualTo(2);
  }

  @Test
  void anObserverThatLostItsLeaseWritesNothing() {
    Fence stolen = observation.fence(eth);
    node.pay(ONE, FIVE);
    node.mine(1);
    assertThatThrownBy(this::observe).isInstanceOf(LostLease.class);
    assertThat(observation.transfers()).isZero();
    fence = stolen;
    observe();
    assertThat(observation.kinds()).containsExactly(SEEN);
  }

  @Test
  void aStepThatFailsHalfwayLeavesNothingBehind() {
    long before = observation.cursor("ETH");
    node.pay(ONE, FIVE);
    node.mine(3);
    observation.failOnce = true;
    assertThatThrownBy(this::observe).hasMessageContaining("killed here");
    assertThat(observation.transfers()).isZero();
    assertThat(observation.cursor("ETH")).isEqualTo(before);
    observe();
    assertThat(observation.kinds()).containsExactly(SEEN, CONFIRMED);
  }

  @Test
  void aProviderThatForbidsTracesHoldsUpNeitherTheCoinNorTheWindows() {
    relay.forbid("debug_traceBlockByNumber");
    relay.forbid("trace_block");
    observation.attend(ONE);
    mineAndObserve(1);
    node.payInside(Map.of(ONE, FIVE));
    node.mine(1);
    for (int look = 0; look < 5; look++) {
      observation.clock.advance(Duration.ofMinutes(2));
      observe();
    }
    assertThat(observation.facts())
        .extracting(fact -> fact.transfer().position() + " " + fact.transfer().units())
        .containsExactly("balance " + FIVE);
    assertThat(observation.progress.cursor("ETH").orElseThrow().caughtUpAt())
        .as("all that was there is read")
        .isAfter(observation.clock.instant().minusSeconds(1));
  }

  @Test
  void whatIsGoneIsToldBeforeWhatWasMinedInItsPlaceIsConfirmed() {
    for (int range : List.of(200, 1)) {
      eth =
          observation.chain(
              "ETH", CHAIN_ID, usdt, Observation.settings(List.of(relay.url()), range));
      node.payToken(usdt, ONE, FIVE);
      mineAndObserve(3);
      assertThat(observation.kinds()).containsExactly(SEEN, CONFIRMED);
      node.reorg(3, false);
      node.payToken(usdt, ONE, SIX);
      node.mine(3);
      observe();
      assertThat(
              observation
                  .database
                  .jdbc()
                  .sql("select kind from transfer_fact where done_at is null order by id")
                  .query(String.class)
                  .list())
          .as("range %s", range)
          .containsExactly("SEEN", "REVERSED", "CONFIRMED");
      assertThat(observation.kinds()).hasSize(3);
    }
  }

  @Test
  void factsAboutOneAddressAreActedOnOneAfterTheOther() {
    node.payToken(usdt, ONE, FIVE);
    node.payToken(usdt, ONE, SIX);
    node.payToken(usdt, TWO, SIX);
    mineAndObserve(1);
    List<TransferFact> claimed =
        observation.database.transactions().execute(status -> observation.inbox.claim(64));
    assertThat(claimed)
        .extracting(fact -> fact.transfer().to())
        .containsExactlyInAnyOrder(ONE, TWO);
  }

  @Test
  void aTransferThatIsLoggedElsewhereInItsTransactionAfterAReorganisationIsNoSecondOne() {
    node.payToken(usdt, ONE, FIVE);
    mineAndObserve(1);
    // As if the transaction had logged something else first when it ran the first time.
    observation.database.jdbc().sql("update transfer set position = 'log:1'").update();
    assertThat(observation.kinds()).containsExactly(SEEN);
    node.reorg(1, true);
    observe();
    List<TransferFact> facts = observation.facts();
    assertThat(facts).extracting(TransferFact::kind).containsExactly(MOVED);
    assertThat(facts.getFirst().transfer().position()).isEqualTo("log:0");
    mineAndObserve(5);
    assertThat(observation.kinds()).containsExactly(CONFIRMED);
    assertThat(observation.transfers()).isEqualTo(1);
  }
}
