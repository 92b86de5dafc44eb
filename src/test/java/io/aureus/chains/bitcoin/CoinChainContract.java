package io.aureus.chains.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.ChainStores;
import io.aureus.chains.Network;
import io.aureus.chains.Network.Offer;
import io.aureus.chains.Network.Reason;
import io.aureus.chains.Network.Standing;
import io.aureus.money.Sha256;
import io.aureus.testing.CoinNode.Fate;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What reading a chain of coins must do, on the simulated node and on the real ones. */
abstract class CoinChainContract extends CoinPaymentContract {
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

  /** Signing devices want it; what pays our own addresses, our signer knows without it. */
  @Test
  void whatPaysAMerchantsWalletIsKeptWholeAsItsIdIsTheHashOf() {
    String theirs = fresh();
    observation.watchlist.watchSenders(observation.chain.family(), List.of(theirs));
    observation.observe();
    String paid = node.pay(theirs, FIVE);
    String ours = node.pay(one, SIX);
    assertThat(funding(paid)).isEmpty();
    mineAndObserve(1);
    byte[] whole = Digests.bytes(Objects.requireNonNull(funding(paid).get(paid)));
    assertThat(CoinTransaction.parse(whole).txid()).isEqualTo(paid);
    MessageDigest hash = Sha256.digest();
    hash.update(whole);
    assertThat(Digests.twice(hash)).isEqualTo(paid);
    assertThat(funding(ours)).isEmpty();
    reorgAndObserve(1, Fate.GONE);
    assertThat(funding(paid)).isEmpty();
  }

  private Map<String, String> funding(String txid) {
    return ChainStores.brought(observation.database)
        .funding(observation.chain, List.of(txid), 1_000);
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
  void aTransactionThatIsOfferedWaitsThenIsMinedAndOfferingItAgainIsNoFault() {
    Network network = observation.family().network(observation.observed());
    String txid = node.pay(two, FIVE);
    String raw = node.rpc("getrawtransaction", txid).asString();
    node.evict(txid);
    assertThat(network.standing(observation.chain, txid)).isEqualTo(new Standing.Unknown());
    assertThat(network.offer(observation.chain, "0x" + raw).offer()).isEqualTo(Offer.TAKEN);
    assertThat(network.standing(observation.chain, txid)).isEqualTo(new Standing.Waiting());
    assertThat(network.offer(observation.chain, raw).offer()).isEqualTo(Offer.TAKEN);
    node.mine(1);
    assertThatThrownBy(() -> network.standing(observation.chain, txid))
        .hasMessageContaining("still to be read");
    mineAndObserve(1);
    Standing.Mined mined = (Standing.Mined) network.standing(observation.chain, txid);
    assertThat(mined.block()).isEqualTo(node.height() - 1);
    assertThat(mined.depth()).isEqualTo(2);
    assertThat(network.offer(observation.chain, raw).offer()).isEqualTo(Offer.TAKEN);
    reorgAndObserve(2, Fate.WAITING);
    assertThat(network.standing(observation.chain, txid)).isEqualTo(new Standing.Waiting());
  }

  @Test
  void aTransactionIsRefusedWithTheReason() {
    Network network = observation.family().network(observation.observed());
    String txid = node.pay(two, FIVE);
    String raw = node.rpc("getrawtransaction", txid).asString();
    node.replace(txid, Map.of());
    assertThat(network.offer(observation.chain, raw).reason()).isEqualTo(Reason.UNDERPRICED);
    mineAndObserve(1);
    assertThat(network.offer(observation.chain, raw).reason()).isEqualTo(Reason.SPENT);
    assertThat(network.offer(observation.chain, "00").reason()).isEqualTo(Reason.OTHER);
    assertThat(network.standing(observation.chain, txid)).isEqualTo(new Standing.Unknown());
  }

  @Test
  void whatTheNetworkAsksForIsKnownEvenWhereTheNodeHasNoEstimate() {
    var fees = observation.family().fees(observation.observed());
    assertThat(fees.now(observation.chain)).isBetween(1_000L, 1_000_000L);
  }
}
