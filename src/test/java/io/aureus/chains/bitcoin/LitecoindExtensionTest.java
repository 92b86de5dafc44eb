package io.aureus.chains.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.TransferFact;
import io.aureus.testing.CoinNode;
import io.aureus.testing.LitecoindNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Litecoin's extension blocks (MWEB) as litecoind makes them: every block has one, coins go in and
 * come out, and the mempool holds transactions that only the extension knows.
 */
class LitecoindExtensionTest extends CoinChainFixture {
  private static final BlockScan.Interest NOTHING =
      new BlockScan.Interest() {
        @Override
        public void inScripts(KeyList scripts, IntConsumer each) {}

        @Override
        public void inSpent(KeyList points, IntConsumer each) {}
      };

  private static LitecoindNode shared;

  @BeforeAll
  static void start() {
    shared = LitecoindNode.startWithExtension();
  }

  @AfterAll
  static void stop() {
    shared.close();
  }

  @Override
  CoinNode node() {
    return shared;
  }

  @Test
  void in1_aUsualPaymentBesideOneIntoTheExtensionIsSeenAndConfirmed() {
    String into = shared.pegIn(SIX);
    node.pay(one, FIVE);
    observation.observe();
    assertThat(observation.told()).containsExactly("SEEN " + FIVE);
    mineAndObserve(1);
    assertThat(newest().transactions()).extracting(CoinTransaction::txid).contains(into);
    mineAndObserve(2);
    assertThat(observation.told()).containsExactly("MOVED " + FIVE, "CONFIRMED " + FIVE);
    assertThat(observation.health(0).healthy()).isTrue();
  }

  @Test
  void whatComesOutOfTheExtensionIsSeenInItsBlock() {
    String out = shared.pegOut(one, FIVE);
    observation.observe();
    assertThat(node.rpc("getrawmempool").toString()).contains(out);
    assertThat(observation.told()).isEmpty();
    mineAndObserve(1);
    List<TransferFact> facts = observation.facts();
    assertThat(facts).extracting(TransferFact::kind).containsExactly(TransferFact.Kind.SEEN);
    assertThat(facts.getFirst().transfer().txHash())
        .isEqualTo(newest().transactions().getLast().txid());
    assertThat(facts.getFirst().transfer().position()).isEqualTo("out:1");
    // What wallets are given of it is without flag and extension: others could not read these.
    byte[] stripped = newest().transactions().getLast().stripped();
    assertThat(CoinTransaction.parse(stripped).txid())
        .isEqualTo(facts.getFirst().transfer().txHash());
    assertThat(stripped[4]).isNotZero();
    mineAndObserve(2);
    assertThat(observation.told()).containsExactly("CONFIRMED " + FIVE);
  }

  @Test
  void whatCameOutIsToldAsSpendableWhenTheNodeLetsItBeSpent() {
    String address = node.payerAddress();
    observation.watch(address);
    shared.pegOut(address, FIVE);
    mineAndObserve(1);
    String hog = observation.facts().getFirst().transfer().txHash();
    for (int depth = 1; depth <= 7; depth++) {
      boolean isToldUs = !observation.unspent().of(observation.coin, 10).isEmpty();
      boolean mayBeSpent =
          node.rpc("testmempoolaccept", List.of(spending(hog))).path(0).path("allowed").asBoolean();
      assertThat(isToldUs).as("at depth %d", depth).isEqualTo(mayBeSpent).isEqualTo(depth >= 6);
      mineAndObserve(1);
    }
  }

  private String spending(String txid) {
    Map<String, Object> input = Map.of("txid", txid, "vout", 1);
    Map<String, BigDecimal> to = Map.of(node.payerAddress(), new BigDecimal("0.049"));
    String unsigned = node.rpc("createrawtransaction", List.of(input), to).asString();
    return node.rpc("signrawtransactionwithwallet", unsigned).path("hex").asString();
  }

  /** The node puts what came out back into the mempool, and mines the same transaction again. */
  @Test
  void whatCameOutAndIsReorganisedAwayIsOnePaymentInItsNewBlock() {
    shared.pegOut(one, FIVE);
    mineAndObserve(1);
    assertThat(observation.told()).containsExactly("SEEN " + FIVE);
    node.rpc("invalidateblock", node.rpc("getbestblockhash").asString());
    mineAndObserve(2);
    assertThat(observation.told()).containsExactly("MOVED " + FIVE);
    mineAndObserve(1);
    assertThat(observation.told()).containsExactly("CONFIRMED " + FIVE);
    assertThat(observation.transfers()).isEqualTo(1);
  }

  /** In another company the one transaction that brings everything out of a block is another. */
  @Test
  void whatCameOutAndIsMinedAgainInOtherCompanyIsThePaymentInPlaceOfTheFirst() {
    shared.pegOut(one, FIVE);
    mineAndObserve(1);
    assertThat(observation.told()).containsExactly("SEEN " + FIVE);
    node.rpc("invalidateblock", node.rpc("getbestblockhash").asString());
    shared.pegIn(SIX);
    mineAndObserve(2);
    assertThat(observation.told()).containsExactlyInAnyOrder("REPLACED " + FIVE, "SEEN " + FIVE);
    mineAndObserve(1);
    assertThat(observation.told()).containsExactly("CONFIRMED " + FIVE);
  }

  @Test
  void everyBlockIsReadAsTheNodeReadsIt() {
    shared.pegIn(SIX);
    node.mine(1);
    shared.pegIn(SIX);
    node.mine(1);
    shared.pegOut(two, FIVE);
    node.pay(one, FIVE);
    node.mine(1);
    for (int height = 430; height <= node.height(); height++) {
      String hash = node.rpc("getblockhash", height).asString();
      byte[] bytes = Digests.bytes(node.rpc("getblock", hash, 0).asString());
      List<String> ids =
          node.rpc("getblock", hash).path("tx").valueStream().map(JsonNode::asString).toList();
      assertThat(CoinBlock.parse(bytes).transactions())
          .extracting(CoinTransaction::txid)
          .isEqualTo(ids);
      // It is proved by its header as well.
      assertThat(BlockScan.scan(bytes, NOTHING).transactions()).isEmpty();
    }
    observation.startAgain();
    observation.observe();
    assertThat(observation.cursor()).isEqualTo(node.height());
  }

  private CoinBlock newest() {
    String hash = node.rpc("getbestblockhash").asString();
    return CoinBlock.parse(node.rpc("getblock", hash, 0).asString());
  }
}
