package io.aureus.chains.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.Transfer;
import io.aureus.chains.TransferFact;
import io.aureus.money.CoinAddress;
import io.aureus.testing.CoinNode;
import io.aureus.testing.CoinNode.Fate;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What reading a chain of coins must do, on the simulated node and on the real ones. */
abstract class CoinChainContract {
  static final long FIVE = 5_000_000;
  static final long SIX = 6_000_000;

  CoinNode node;
  CoinObservation observation;
  String one;
  String two;

  /** A node of the kind that is tested; it may be one that earlier tests have used. */
  abstract CoinNode node();

  @BeforeEach
  void setUp() {
    node = node();
    node.mine(1);
    observation = new CoinObservation(node, CoinObservation.url(node, node.url()));
    one = fresh();
    two = fresh();
    observation.watch(one);
    observation.watch(two);
    observation.observe();
  }

  @AfterEach
  void tearDown() {
    observation.close();
  }

  /** A P2WPKH address of nobody. */
  String fresh() {
    byte[] script = new byte[22];
    new java.util.Random(System.nanoTime()).nextBytes(script);
    script[0] = 0;
    script[1] = 20;
    return CoinAddress.ofScript(observation.chain, script).orElseThrow().text();
  }

  void mineAndObserve(int blocks) {
    node.mine(blocks);
    observation.observe();
  }

  void reorgAndObserve(int depth, Fate fate) {
    node.reorg(depth, fate);
    observation.observe();
  }

  @Test
  void in1_aPaymentIsSeenInTheMempoolThenMinedAndConfirmedAtItsDepth() {
    String txid = node.pay(one, FIVE);
    observation.observe();
    TransferFact seen = observation.facts().getFirst();
    assertThat(seen.kind()).isEqualTo(TransferFact.Kind.SEEN);
    Transfer transfer = seen.transfer();
    assertThat(transfer.txHash()).isEqualTo(txid);
    assertThat(transfer.position()).startsWith("out:");
    assertThat(transfer.to()).isEqualTo(one);
    assertThat(transfer.assetCode()).isEqualTo(node.chain());
    assertThat(transfer.units()).isEqualTo(BigInteger.valueOf(FIVE));
    assertThat(transfer.blockNumber()).isNull();

    mineAndObserve(1);
    TransferFact moved = observation.facts().getFirst();
    assertThat(moved.kind()).isEqualTo(TransferFact.Kind.MOVED);
    assertThat(moved.transfer().blockNumber()).isEqualTo(node.height());
    assertThat(moved.transfer().firstSeenAt()).isEqualTo(transfer.firstSeenAt());
    mineAndObserve(1);
    assertThat(observation.told()).isEmpty();
    mineAndObserve(1);
    assertThat(observation.told()).containsExactly("CONFIRMED " + FIVE);
    mineAndObserve(2);
    assertThat(observation.told()).isEmpty();
    assertThat(observation.transfers()).isEqualTo(1);
  }

  @Test
  void in3_oneTransactionPaysTwoAddresses() {
    node.pay(Map.of(one, FIVE, two, SIX));
    observation.observe();
    assertThat(observation.told()).containsExactlyInAnyOrder("SEEN " + FIVE, "SEEN " + SIX);
    mineAndObserve(3);
    assertThat(observation.told()).contains("CONFIRMED " + FIVE, "CONFIRMED " + SIX);
  }

  @Test
  void whatPaysNobodyThatIsWatchedIsNotRecorded() {
    node.pay(fresh(), FIVE);
    observation.observe();
    mineAndObserve(1);
    assertThat(observation.told()).isEmpty();
    assertThat(observation.transfers()).isZero();
  }

  @Test
  void anAddressIsNeverMissedThatIsWatchedBetweenTwoLooks() {
    String late = fresh();
    observation.watch(late);
    node.pay(late, FIVE);
    observation.observe();
    assertThat(observation.told()).containsExactly("SEEN " + FIVE);
  }

  @Test
  void anAddressIsNeverMissedWhoseTransactionEndsAfterALaterOne() {
    String slow = fresh();
    String quick = fresh();
    observation
        .database
        .transactions()
        .executeWithoutResult(
            status -> {
              observation.watchlist.watch(observation.chain.family(), List.of(slow));
              Thread other = Thread.ofPlatform().start(() -> watchAndLook(quick));
              try {
                other.join();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    node.pay(Map.of(slow, FIVE, quick, SIX));
    observation.observe();
    assertThat(observation.told()).containsExactlyInAnyOrder("SEEN " + FIVE, "SEEN " + SIX);
  }

  private void watchAndLook(String address) {
    observation.watch(address);
    node.mine(1);
    observation.observe();
  }

  @Test
  void in16_onePaymentReplacedByOneThatDoesNotPayUsIsDropped() {
    String txid = node.pay(one, FIVE);
    observation.observe();
    node.replace(txid, Map.of());
    observation.observe();
    assertThat(observation.told()).containsExactly("SEEN " + FIVE, "DROPPED " + FIVE);
    mineAndObserve(4);
    assertThat(observation.told()).isEmpty();
  }

  @Test
  void in16_onePaymentReplacedAndMinedBetweenTwoLooksIsDropped() {
    String txid = node.pay(one, FIVE);
    observation.observe();
    node.replace(txid, Map.of());
    node.mine(1);
    observation.startAgain();
    observation.observe();
    assertThat(observation.told()).containsExactly("SEEN " + FIVE, "DROPPED " + FIVE);
  }

  @Test
  void in17_onePaymentReplacedByAnotherAmountIsDroppedAndTheOtherSeen() {
    String txid = node.pay(one, FIVE);
    observation.observe();
    node.replace(txid, Map.of(one, SIX));
    observation.observe();
    assertThat(observation.told())
        .containsExactly("SEEN " + FIVE, "DROPPED " + FIVE, "SEEN " + SIX);
    mineAndObserve(3);
    assertThat(observation.told()).containsExactly("MOVED " + SIX, "CONFIRMED " + SIX);
  }

  @Test
  void in18_onePaymentEvictedAndBackIsTheSameAndKeepsItsFirstSight() {
    String txid = node.pay(one, FIVE);
    observation.observe();
    Instant first = observation.facts().getFirst().transfer().firstSeenAt();
    node.evict(txid);
    observation.observe();
    assertThat(observation.told()).isEmpty();
    node.resubmit(txid);
    observation.observe();
    assertThat(observation.told()).isEmpty();
    mineAndObserve(3);
    List<TransferFact> facts = observation.facts();
    assertThat(facts)
        .extracting(TransferFact::kind)
        .containsExactly(TransferFact.Kind.MOVED, TransferFact.Kind.CONFIRMED);
    assertThat(facts.getFirst().transfer().firstSeenAt()).isEqualTo(first);
    assertThat(observation.transfers()).isEqualTo(1);
  }

  @Test
  void in18_onePaymentEvictedForADayIsGivenUpAndCountsAgainWhenItComesBack() {
    String txid = node.pay(one, FIVE);
    observation.observe();
    node.evict(txid);
    observation.observe();
    observation.clock.advance(Duration.ofHours(25));
    observation.observe();
    assertThat(observation.told()).containsExactly("SEEN " + FIVE, "DROPPED " + FIVE);
    node.resubmit(txid);
    observation.observe();
    assertThat(observation.told()).containsExactly("SEEN " + FIVE);
  }

  @Test
  void in19_onePaymentReorganisedAndMinedAgainConfirmsOnce() {
    node.pay(one, FIVE);
    mineAndObserve(1);
    assertThat(observation.told()).containsExactly("SEEN " + FIVE);
    reorgAndObserve(1, Fate.MINED);
    assertThat(observation.told()).containsExactly("MOVED " + FIVE);
    mineAndObserve(3);
    assertThat(observation.told()).containsExactly("CONFIRMED " + FIVE);
    assertThat(observation.transfers()).isEqualTo(1);
  }

  @Test
  void in19_onePaymentReorganisedIntoTheMempoolWaitsAndIsMinedAgain() {
    node.pay(one, FIVE);
    mineAndObserve(2);
    reorgAndObserve(2, Fate.WAITING);
    assertThat(observation.told()).containsExactly("SEEN " + FIVE, "MOVED " + FIVE);
    node.mine(3);
    observation.observe();
    assertThat(observation.told()).containsExactly("MOVED " + FIVE, "CONFIRMED " + FIVE);
  }

  @Test
  void in20_aConfirmedPaymentThatIsReorganisedOutForGoodIsReversed() {
    node.pay(one, FIVE);
    mineAndObserve(3);
    assertThat(observation.told()).containsExactly("SEEN " + FIVE, "CONFIRMED " + FIVE);
    reorgAndObserve(3, Fate.GONE);
    mineAndObserve(4);
    assertThat(observation.told()).containsExactly("REVERSED " + FIVE);
  }

  @Test
  void in20_aConfirmedPaymentThatComesBackFromTheMempoolIsNotConfirmedTwice() {
    node.pay(one, FIVE);
    mineAndObserve(3);
    reorgAndObserve(3, Fate.WAITING);
    mineAndObserve(4);
    assertThat(observation.told())
        .containsExactly("SEEN " + FIVE, "CONFIRMED " + FIVE, "MOVED " + FIVE, "MOVED " + FIVE);
  }

  @Test
  void in21_whatHappenedInDaysOffIsCaughtUpInOrder() {
    node.pay(one, FIVE);
    node.mine(30);
    node.pay(two, SIX);
    node.mine(45);
    node.pay(one, SIX);
    observation.startAgain();
    observation.observe();
    assertThat(observation.cursor()).isEqualTo(node.height());
    assertThat(observation.told())
        .containsExactlyInAnyOrder(
            "SEEN " + FIVE, "CONFIRMED " + FIVE, "SEEN " + SIX, "CONFIRMED " + SIX, "SEEN " + SIX);
  }

  @Test
  void in23_aStepThatFailsHalfwayLeavesNothingBehindAndIsDoneAgain() {
    node.pay(one, FIVE);
    node.mine(1);
    long before = observation.cursor();
    observation.failOnce = true;
    assertThatThrownBy(observation::observe).hasMessage("killed here");
    assertThat(observation.cursor()).isEqualTo(before);
    assertThat(observation.transfers()).isZero();
    observation.startAgain();
    mineAndObserve(2);
    assertThat(observation.told()).containsExactly("SEEN " + FIVE, "CONFIRMED " + FIVE);
  }

  @Test
  void in23_aLookIntoTheMempoolThatFailsHalfwayIsDoneAgain() {
    node.pay(one, FIVE);
    observation.failOnce = true;
    assertThatThrownBy(observation::observe).hasMessage("killed here");
    assertThat(observation.transfers()).isZero();
    observation.observe();
    assertThat(observation.told()).containsExactly("SEEN " + FIVE);
  }

  @Test
  void whatOurAddressesHoldIsWhatNoBlockSpends() {
    node.pay(one, FIVE);
    node.pay(Map.of(one, SIX, two, FIVE));
    mineAndObserve(1);
    long block = observation.cursor();
    var holdings = observation.family().holdings(observation.observed());
    List<String> both = List.of(one, two);
    assertThat(holdings.each(observation.coin, both, block))
        .containsExactly(BigInteger.valueOf(FIVE + SIX), BigInteger.valueOf(FIVE));
    assertThat(holdings.held(observation.coin, both, block - 1)).isZero();
    node.pay(two, SIX);
    observation.observe();
    assertThat(holdings.held(observation.coin, List.of(two), block))
        .isEqualTo(BigInteger.valueOf(FIVE));
    node.mine(1);
    assertThatThrownBy(() -> holdings.held(observation.coin, both, block))
        .hasMessageContaining("still to be read");
  }

  @Test
  void hexIsReadTheSameByUsAndByTheNode() {
    String txid = node.pay(one, FIVE);
    String hex = node.rpc("getrawtransaction", txid).asString();
    CoinTransaction read = CoinTransaction.parse(hex);
    assertThat(read.txid()).isEqualTo(txid);
    assertThat(read.signalsReplacement()).isTrue();
    assertThat((long) read.vsize())
        .isEqualTo(node.rpc("getmempoolentry", txid).path("vsize").asLong());
    node.mine(1);
    String hash = node.rpc("getbestblockhash").asString();
    CoinBlock block = CoinBlock.parse(node.rpc("getblock", hash, 0).asString());
    assertThat(block.header().hash()).isEqualTo(hash);
    assertThat(block.transactions()).extracting(CoinTransaction::txid).contains(txid);
    assertThat(HexFormat.of().formatHex(block.transactions().getLast().bytes())).isEqualTo(hex);
  }
}
