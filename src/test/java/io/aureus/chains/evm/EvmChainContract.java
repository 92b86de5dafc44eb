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
import io.aureus.money.Asset;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What observing an Ethereum chain must find, on whatever node. */
abstract class EvmChainContract extends EvmChainFixture {
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
    observation.clock.advance(Duration.ofMinutes(10));
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
}
