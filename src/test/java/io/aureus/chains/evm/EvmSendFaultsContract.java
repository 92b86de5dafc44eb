package io.aureus.chains.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.Network.Answer;
import io.aureus.chains.Network.Offer;
import io.aureus.chains.Network.Reason;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.testing.EvmKey;
import io.aureus.testing.EvmNode;
import io.aureus.testing.FaultyRelay;
import io.aureus.testing.FaultyRelay.AfterTaking;
import io.aureus.testing.JsonRpc;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What sending must bear from nodes: above all, never to call sent unsent or unsent sent. */
abstract class EvmSendFaultsContract extends EvmSendFixture {
  private static final Duration PAUSE = Duration.ofMinutes(2);

  @Test
  void anAnswerThatIsLostAfterTakingIsUnclear() {
    long nonce = 0;
    for (AfterTaking fault :
        List.of(AfterTaking.HANG, AfterTaking.RESET, AfterTaking.ERROR, AfterTaking.BAD_GATEWAY)) {
      String raw = key.sign(transfer(nonce++));
      relay.afterTaking(fault);
      assertUnclear(network.offer(chain, raw));
      relay.afterTaking(AfterTaking.ANSWER);
      observation.clock.advance(PAUSE);
      assertWaiting(EvmKey.hash(raw));
      assertThat(network.offer(chain, raw).offer()).as("%s", fault).isEqualTo(Offer.TAKEN);
      node.mine(1);
      assertThat(mined(EvmKey.hash(raw)).succeeded()).isTrue();
      assertThat(network.offer(chain, raw).offer()).as("%s", fault).isEqualTo(Offer.TAKEN);
    }
    assertThat(accounts.nonce(chain, key.address())).isEqualTo(nonce);
  }

  @Test
  void aNodeThatCannotBeAskedLeavesItUnclearAndUnsent() {
    long nonce = 0;
    for (FaultyRelay.Mode mode :
        List.of(
            FaultyRelay.Mode.HANG,
            FaultyRelay.Mode.ERROR,
            FaultyRelay.Mode.THROTTLE,
            FaultyRelay.Mode.GARBAGE,
            FaultyRelay.Mode.HALF)) {
      relay.mode(mode);
      String raw = key.sign(transfer(nonce));
      assertUnclear(network.offer(chain, raw));
      assertUnclear(network.offer(chain, raw));
      assertUnavailable(() -> standing(EvmKey.hash(raw)));
      assertUnavailable(() -> accounts.nonce(chain, key.address()));
      relay.mode(FaultyRelay.Mode.PASS);
      observation.clock.advance(PAUSE);
      assertUnknown(EvmKey.hash(raw));
    }
    send(transfer(nonce));
  }

  @Test
  void manyRequestsThatFailTogetherAreOneOutage() throws Exception {
    standing(EvmKey.hash("0x00"));
    relay.mode(FaultyRelay.Mode.HANG);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> offers = new ArrayList<>();
      for (long nonce = 0; nonce < 8; nonce++) {
        String raw = key.sign(transfer(nonce));
        offers.add(threads.submit(() -> network.offer(chain, raw)));
      }
      for (Future<Answer> offer : offers) {
        assertUnclear(offer.get());
      }
    }
    relay.mode(FaultyRelay.Mode.PASS);
    observation.clock.advance(Duration.ofSeconds(1));
    assertUnknown(EvmKey.hash("0x00"));
  }

  @Test
  void oneLostAnswerAmongManyHoldsUpNobodyElse() {
    standing(EvmKey.hash("0x00"));
    relay.mode(FaultyRelay.Mode.ERROR);
    assertThatThrownBy(() -> standing(EvmKey.hash("0x00"))).isInstanceOf(Refusal.class);
    relay.mode(FaultyRelay.Mode.PASS);
    assertUnknown(EvmKey.hash("0x00"));
  }

  @Test
  void whatIsHandedOnTwiceIsSentOnce() {
    relay.afterTaking(AfterTaking.TWICE);
    String hash = send(transfer(0));
    node.mine(1);
    assertThat(mined(hash).succeeded()).isTrue();
    assertThat(accounts.nonce(chain, key.address())).isEqualTo(1);
  }

  @Test
  void oneNodeThatTakesItIsEnough() {
    sendThrough(relay.url(), node.url());
    relay.afterTaking(AfterTaking.HANG);
    String hash = send(transfer(0));
    node.mine(1);
    assertThat(mined(hash).succeeded()).isTrue();
    assertThat(relay.calls("eth_sendRawTransaction")).as("all are offered it").isEqualTo(1);
  }

  @Test
  void aRefusalBesideAnUnclearAnswerIsUnclear() {
    sendThrough(relay.url(), node.url());
    standing(EvmKey.hash("0x00"));
    relay.refuse("eth_sendRawTransaction", "-32603", "internal error");
    assertUnclear(network.offer(chain, key.sign(transfer(0).withValue(COIN))));
    relay.refuse("eth_sendRawTransaction", "-32601", "the method does not exist");
    Answer answer = network.offer(chain, key.sign(transfer(0).withValue(COIN)));
    assertThat(answer.offer()).as("a node for reading says nothing").isEqualTo(Offer.REFUSED);
    assertThat(answer.reason()).isEqualTo(Reason.INSUFFICIENT_FUNDS);
  }

  @Test
  void whatANodeMayStillHaveIsNotCalledRefused() {
    String raw = key.sign(transfer(0));
    relay.refuse("eth_sendRawTransaction", "-32000", "nonce too low");
    relay.refuse("eth_getTransactionByHash", "-32603", "internal error");
    assertUnclear(network.offer(chain, raw));
  }

  @Test
  void aNodeOfAnotherNetworkIsNotUsed() {
    try (EvmNode other = startNode(1)) {
      other.mine(50);
      sendThrough(other.url(), relay.url());
      String hash = send(transfer(0));
      node.mine(1);
      assertThat(mined(hash).depth()).isEqualTo(1);
      sendThrough(other.url());
      assertUnclear(network.offer(chain, key.sign(transfer(1))));
      assertUnavailable(() -> standing(hash));
    }
  }

  @Test
  void nodesThatDisagreeGiveTheWeakerStanding() {
    String hash = send(transfer(0));
    node.mine(3);
    try (EvmNode other = startNode(CHAIN_ID)) {
      other.mine(20);
      sendThrough(relay.url(), other.url());
      if (firstBlock(node).equals(firstBlock(other))) {
        assertWaiting(hash);
        assertUnknown(EvmKey.hash("0x00"));
      } else {
        // Nodes that started in different seconds have no block in common: nobody can say.
        assertUnavailable(() -> standing(hash));
      }
    }
  }

  private static String firstBlock(EvmNode node) {
    return JsonRpc.call(node.url(), "eth_getBlockByNumber", "0x0", false).get("hash").asString();
  }

  @Test
  void aNodeThatIsBehindSaysNothingAgainstIt() {
    sendThrough(relay.url(), node.url());
    long before = node.head();
    String hash = send(transfer(0));
    node.mine(3);
    relay.freezeHead(before);
    relay.refuse("eth_getTransactionReceipt", "-32000", "indexing is in progress");
    assertThat(mined(hash).depth()).isEqualTo(3);
  }

  @Test
  void aReceiptWhoseBlockIsNotInPlaceIsNoProof() {
    String hash = send(transfer(0));
    node.mine(3);
    String block = mined(hash).blockHash();
    relay.alter("eth_getTransactionReceipt", answer -> answer.replace(block, EvmKey.hash("0x00")));
    assertWaiting(hash);
  }

  @Test
  void theWordsOfANodeCarryNoKeyOfItsUrl() {
    String secret = "7f3d2a9c41e84b5d";
    sendThrough("http://user:" + secret + "@" + relay.url().substring(7) + "/v3/" + secret);
    relay.refuse(
        "eth_sendRawTransaction",
        "-32000",
        "insufficient funds; see https://example.org/" + secret + " or ask for " + secret);
    Answer answer = network.offer(chain, key.sign(transfer(0)));
    assertThat(answer.offer()).isEqualTo(Offer.REFUSED);
    assertThat(answer.words()).contains("insufficient funds").doesNotContain(secret, "example");
  }

  @Test
  void aNodeWithoutHistoryOfFeesIsAskedForItsPrice() {
    BigInteger base = accounts.gasPrice(chain).base();
    relay.refuse("eth_feeHistory", "-32601", "the method does not exist");
    relay.refuse("eth_maxPriorityFeePerGas", "-32601", "the method does not exist");
    assertThat(accounts.gasPrice(chain).base()).isGreaterThanOrEqualTo(base);
    assertThat(accounts.gasPrice(chain).priority()).isEqualTo(accounts.gasPrice(chain).base());
  }

  private static void assertUnclear(Answer answer) {
    assertThat(answer.offer()).as("%s", answer).isEqualTo(Offer.UNCLEAR);
    assertThat(answer.reason()).isEqualTo(Reason.NONE);
    assertThat(answer.words()).isNotBlank().doesNotContain("http:", "127.0.0.1");
  }

  private static void assertUnavailable(ThrowingCallable ask) {
    assertThatThrownBy(ask)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE));
  }
}
