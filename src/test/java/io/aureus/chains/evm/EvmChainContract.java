package io.aureus.chains.evm;

import static io.aureus.chains.TransferFact.Kind.CONFIRMED;
import static io.aureus.chains.TransferFact.Kind.DROPPED;
import static io.aureus.chains.TransferFact.Kind.MOVED;
import static io.aureus.chains.TransferFact.Kind.REVERSED;
import static io.aureus.chains.TransferFact.Kind.SEEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.Transfer;
import io.aureus.chains.TransferFact;
import io.aureus.errors.Refusal;
import io.aureus.jobs.Fence;
import io.aureus.jobs.LostLease;
import io.aureus.money.Asset;
import io.aureus.testing.EvmNode;
import io.aureus.testing.FaultyRelay;
import java.math.BigInteger;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What observing an Ethereum chain must do, on whatever node. */
abstract class EvmChainContract {
  static final long CHAIN_ID = 31337;
  static final String ONE = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
  static final String TWO = "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359";
  static final BigInteger FIVE = BigInteger.valueOf(5_000_000);
  static final BigInteger SIX = BigInteger.valueOf(6_000_000);

  EvmNode node;
  FaultyRelay relay;
  Observation observation;
  Observation.Observed eth;
  Fence fence;
  String usdt;

  /** Starts a new chain on a node of the kind that is tested. */
  abstract EvmNode startNode(long chainId);

  @BeforeEach
  void setUp() {
    node = startNode(CHAIN_ID);
    usdt = node.deployToken("USDT", 6);
    node.mine(2);
    relay = FaultyRelay.before(node.url());
    observation = new Observation();
    eth = observation.chain("ETH", CHAIN_ID, usdt, List.of(relay.url()));
    fence = observation.fence(eth);
    observation.watch(ONE);
    observation.watch(TWO);
    observe();
  }

  @AfterEach
  void tearDown() {
    observation.close();
    relay.close();
    node.close();
  }

  void observe() {
    try {
      eth.job().run(fence);
    } catch (LostLease e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  void mineAndObserve(int blocks) {
    node.mine(blocks);
    observe();
  }

  @Test
  void aNativeTransferIsSeenAndConfirmedOnce() {
    String tx = node.pay(ONE, FIVE);
    mineAndObserve(1);
    List<TransferFact> facts = observation.facts();
    assertThat(facts).extracting(TransferFact::kind).containsExactly(SEEN);
    Transfer transfer = facts.getFirst().transfer();
    assertThat(transfer.txHash()).isEqualTo(tx);
    assertThat(transfer.position()).isEqualTo("native");
    assertThat(transfer.assetCode()).isEqualTo("ETH");
    assertThat(transfer.contract()).isEmpty();
    assertThat(transfer.units()).isEqualTo(FIVE);
    assertThat(transfer.to()).isEqualTo(ONE);
    assertThat(transfer.from()).isEqualToIgnoringCase(node.payer());
    assertThat(transfer.blockNumber()).isEqualTo(node.head());
    assertThat(observation.wakeups).contains("settle-transfers");

    mineAndObserve(1);
    observe();
    assertThat(observation.kinds()).isEmpty();
    mineAndObserve(1);
    assertThat(observation.kinds()).containsExactly(CONFIRMED);
    mineAndObserve(5);
    observe();
    assertThat(observation.kinds()).isEmpty();
    assertThat(observation.transfers()).isEqualTo(1);
  }

  @Test
  void aTokenTransferIsSeenAndConfirmedOnce() {
    node.payToken(usdt, ONE.toLowerCase(Locale.ROOT), FIVE);
    mineAndObserve(1);
    List<TransferFact> facts = observation.facts();
    assertThat(facts).extracting(TransferFact::kind).containsExactly(SEEN);
    Transfer transfer = facts.getFirst().transfer();
    assertThat(transfer.assetCode()).isEqualTo("USDT-ETH");
    assertThat(transfer.contract()).isEqualToIgnoringCase(usdt);
    assertThat(transfer.position()).isEqualTo("log:0");
    assertThat(transfer.units()).isEqualTo(FIVE);
    assertThat(transfer.to()).isEqualTo(ONE);
    mineAndObserve(4);
    assertThat(observation.kinds()).containsExactly(CONFIRMED);
  }

  @Test
  void failedZeroAndSelfTransfersAreNothing() {
    observation.watch(node.payer());
    node.payTooMuch(usdt, ONE);
    node.payToken(usdt, ONE, BigInteger.ZERO);
    node.pay(ONE, BigInteger.ZERO);
    node.pay(node.payer(), FIVE);
    node.payToken(usdt, node.payer(), FIVE);
    mineAndObserve(5);
    assertThat(observation.kinds()).isEmpty();
    assertThat(observation.transfers()).isZero();
  }

  @Test
  void oneTransactionWithLogsToTwoAddressesIsTwoTransfers() {
    String tx = node.payTokenInside(usdt, outputs());
    mineAndObserve(1);
    List<TransferFact> facts = observation.facts();
    assertThat(facts).extracting(TransferFact::kind).containsExactly(SEEN, SEEN);
    assertThat(facts).extracting(fact -> fact.transfer().txHash()).containsOnly(tx);
    assertThat(facts).extracting(fact -> fact.transfer().to()).containsExactly(ONE, TWO);
    assertThat(facts).extracting(fact -> fact.transfer().units()).containsExactly(FIVE, SIX);
    assertThat(facts)
        .extracting(fact -> fact.transfer().position())
        .doesNotHaveDuplicates()
        .allMatch(position -> position.startsWith("log:"));
  }

  @Test
  void nativeCoinFromInnerCallsIsFoundOnAwaitedAddresses() {
    observation.attend(ONE);
    observation.attend(TWO);
    mineAndObserve(1);
    String tx = node.payInside(outputs());
    node.pay(ONE, FIVE);
    mineAndObserve(1);
    List<TransferFact> facts = observation.facts();
    assertThat(facts)
        .extracting(fact -> fact.kind() + " " + fact.transfer().position())
        .containsExactlyInAnyOrder("SEEN native", "SEEN call:0", "SEEN call:1");
    assertThat(facts)
        .filteredOn(fact -> fact.transfer().position().startsWith("call"))
        .allMatch(fact -> fact.transfer().txHash().equals(tx));
    mineAndObserve(3);
    assertThat(observation.kinds()).containsExactly(CONFIRMED, CONFIRMED, CONFIRMED);
    observe();
    assertThat(observation.transfers()).isEqualTo(3);
  }

  @Test
  void whereNoNodeTracesTheBalanceItselfTells() {
    relay.refuse("debug_traceBlockByNumber", "method not found");
    relay.refuse("trace_block", "method not found");
    observation.attend(ONE);
    mineAndObserve(1);
    node.payInside(outputs());
    node.pay(ONE, SIX);
    mineAndObserve(1);
    List<TransferFact> facts = observation.facts();
    assertThat(facts)
        .extracting(fact -> fact.transfer().position() + " " + fact.transfer().units())
        .containsExactlyInAnyOrder("native " + SIX, "balance " + FIVE);
    mineAndObserve(3);
    assertThat(observation.kinds()).containsExactly(CONFIRMED, CONFIRMED);
  }

  @Test
  void coinThatWasThereBeforeAnAddressWasAwaitedIsNoPayment() {
    node.payInside(Map.of(ONE, FIVE));
    mineAndObserve(2);
    observation.clock.advance(Duration.ofMinutes(5));
    observation.attend(ONE);
    mineAndObserve(1);
    mineAndObserve(1);
    assertThat(observation.kinds()).isEmpty();
  }

  @Test
  void tokensThatAreNotListedAreKeptAsIgnored() {
    String sameSymbol = node.deployToken("USDT", 6);
    node.payToken(sameSymbol, ONE, FIVE);
    mineAndObserve(4);
    assertThat(observation.kinds()).isEmpty();
    assertThat(
            observation
                .database
                .jdbc()
                .sql("select contract from transfer where asset is null")
                .query(String.class)
                .single())
        .isEqualToIgnoringCase(sameSymbol);
  }

  @Test
  void aTransferThatIsMinedAgainAfterAReorganisationHasOnlyMoved() {
    node.pay(ONE, FIVE);
    node.payToken(usdt, TWO, SIX);
    mineAndObserve(2);
    assertThat(observation.kinds()).containsExactly(SEEN, SEEN);
    node.reorg(2, true);
    observe();
    List<TransferFact> moved = observation.facts();
    assertThat(moved).extracting(TransferFact::kind).containsExactly(MOVED, MOVED);
    assertThat(moved.getFirst().transfer().blockNumber()).isEqualTo(node.head());
    mineAndObserve(2);
    assertThat(observation.kinds()).containsExactly(CONFIRMED, CONFIRMED);
    assertThat(observation.transfers()).isEqualTo(2);
  }

  @Test
  void aTransferThatIsGoneBeforeItsDepthIsDropped() {
    node.pay(ONE, FIVE);
    mineAndObserve(1);
    assertThat(observation.kinds()).containsExactly(SEEN);
    node.reorg(1, false);
    observe();
    assertThat(observation.kinds()).as("it may still come back").isEmpty();
    mineAndObserve(1);
    assertThat(observation.kinds()).isEmpty();
    mineAndObserve(1);
    List<TransferFact> facts = observation.facts();
    assertThat(facts).extracting(TransferFact::kind).containsExactly(DROPPED);
    assertThat(facts.getFirst().transfer().blockNumber()).isNull();
    mineAndObserve(5);
    assertThat(observation.kinds()).isEmpty();
  }

  @Test
  void aTransferThatIsGoneAfterItsDepthIsReversed() {
    node.payToken(usdt, ONE, FIVE);
    mineAndObserve(3);
    assertThat(observation.kinds()).containsExactly(SEEN, CONFIRMED);
    node.reorg(3, false);
    observe();
    mineAndObserve(3);
    assertThat(observation.kinds()).containsExactly(REVERSED);
    mineAndObserve(5);
    assertThat(observation.kinds()).isEmpty();
  }

  @Test
  void aTransferThatComesBackIsSeenAgain() {
    String tx = node.pay(ONE, FIVE);
    mineAndObserve(3);
    node.reorg(3, false);
    observe();
    mineAndObserve(3);
    assertThat(observation.kinds()).containsExactly(SEEN, CONFIRMED, REVERSED);
    node.resubmit(tx);
    mineAndObserve(1);
    assertThat(observation.kinds()).containsExactly(SEEN);
    mineAndObserve(2);
    assertThat(observation.kinds()).containsExactly(CONFIRMED);
    assertThat(observation.transfers()).isEqualTo(1);
  }

  @Test
  void aReorganisationDeeperThanTheKeptBlocksIsReadAgain() {
    node.pay(ONE, FIVE);
    mineAndObserve(1);
    mineAndObserve(4);
    observation
        .database
        .jdbc()
        .sql("delete from chain_block where number < (select max(number) - 1 from chain_block)")
        .update();
    assertThat(observation.kinds()).containsExactly(SEEN, CONFIRMED);
    node.reorg(5, true);
    observe();
    mineAndObserve(3);
    assertThat(observation.kinds()).containsExactly(MOVED);
    assertThat(observation.cursor("ETH")).isEqualTo(node.head());
  }

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
  void saysWhatAddressesHold() {
    node.pay(ONE, FIVE);
    node.payToken(usdt, ONE, SIX);
    node.payToken(usdt, TWO, SIX);
    mineAndObserve(1);
    long block = node.head();
    node.payToken(usdt, TWO, SIX);
    node.mine(1);
    var holdings = observation.family().holdings(eth.chain());
    Asset coin = eth.chain().assets().get(0);
    Asset token = eth.chain().assets().get(1);
    assertThat(holdings.held(coin, List.of(ONE, TWO), block)).isEqualTo(FIVE);
    assertThat(holdings.held(token, List.of(ONE, TWO), block)).isEqualTo(SIX.add(SIX));
    assertThat(holdings.held(token, List.of(), block)).isZero();
    assertThatThrownBy(() -> holdings.held(token, List.of(ONE), block + 99))
        .isInstanceOf(Refusal.class);
  }

  private static Map<String, BigInteger> outputs() {
    Map<String, BigInteger> outputs = new LinkedHashMap<>();
    outputs.put(ONE, FIVE);
    outputs.put(TWO, SIX);
    return outputs;
  }
}
