package io.aureus.chains.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.Transfer;
import io.aureus.chains.TransferFact;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How payments are seen and what becomes of them before they are final. */
abstract class CoinPaymentContract extends CoinChainFixture {
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
  void in16_onePaymentReplacedByOneThatDoesNotPayUsIsToldAsReplaced() {
    String txid = node.pay(one, FIVE);
    observation.observe();
    node.replace(txid, Map.of());
    observation.observe();
    assertThat(observation.told()).containsExactly("SEEN " + FIVE, "REPLACED " + FIVE);
    mineAndObserve(4);
    assertThat(observation.told()).isEmpty();
  }

  @Test
  void in16_onePaymentReplacedAndMinedBetweenTwoLooksIsToldAsReplaced() {
    String txid = node.pay(one, FIVE);
    observation.observe();
    node.replace(txid, Map.of());
    node.mine(1);
    observation.startAgain();
    observation.observe();
    assertThat(observation.told()).containsExactly("SEEN " + FIVE, "REPLACED " + FIVE);
  }

  @Test
  void in17_onePaymentReplacedByAnotherAmountIsReplacedAndTheOtherSeen() {
    String txid = node.pay(one, FIVE);
    observation.observe();
    node.replace(txid, Map.of(one, SIX));
    observation.observe();
    assertThat(observation.told())
        .containsExactly("SEEN " + FIVE, "REPLACED " + FIVE, "SEEN " + SIX);
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
