package io.aureus.chains.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.ChainStores;
import io.aureus.chains.Holdings;
import io.aureus.chains.Network;
import io.aureus.chains.TransferFact;
import io.aureus.chains.UnspentCoins;
import io.aureus.testing.BitcoindNode;
import io.aureus.testing.CoinNode;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bitcoin on a real bitcoind (regtest). */
class BitcoindChainTest extends CoinChainContract {
  static CoinNode shared;

  @BeforeAll
  static void start() {
    shared = BitcoindNode.start();
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
  void whatAMinerIsPaidIsSpendableAfterAHundredBlocksAndAReorganisationTakesItAway() {
    node.rpc("generatetoaddress", 1, one);
    node.pay(two, SIX);
    mineAndObserve(1);
    mineAndObserve(97);
    assertThat(observation.told()).contains("CONFIRMED " + SIX);
    UnspentCoins unspent = ChainStores.unspent(observation.database);
    assertThat(unspent.of(observation.coin, 10))
        .extracting(UnspentCoins.Output::address)
        .containsExactly(two);
    mineAndObserve(1);
    assertThat(unspent.of(observation.coin, 10))
        .extracting(UnspentCoins.Output::address)
        .containsExactlyInAnyOrder(one, two);
    reorgAndObserve(1, CoinNode.Fate.WAITING);
    reorgAndObserve(102, CoinNode.Fate.WAITING);
    assertThat(observation.database.jdbc().sql("select * from coin_minted").query().listOfRows())
        .isEmpty();
  }

  @Test
  void in15_anOutputOfNothingIsNoPaymentThoughABlockHasIt() {
    String ours = node.payerAddress();
    observation.watch(ours);
    String paid = node.pay(ours, SIX);
    mineAndObserve(1);
    long index = CoinRows.index(observation.facts().getFirst().transfer().position());
    List<Map<String, Object>> inputs = List.of(Map.of("txid", paid, "vout", index));
    List<Map<String, String>> outputs = List.of(Map.of(one, "0"), Map.of(two, "0.0599"));
    String unsigned = node.rpc("createrawtransaction", inputs, outputs).asString();
    String signed = node.rpc("signrawtransactionwithwallet", unsigned).path("hex").asString();
    node.rpc("generateblock", fresh(), List.of(signed));
    observation.observe();
    assertThat(observation.told()).containsExactly("SEEN 5990000");
  }

  @Test
  void whatLeavesAnAddressOfOursIsHeldNoMoreAndComesBackWithAReorganisation() {
    String ours = node.payerAddress();
    observation.watch(ours);
    String paid = node.pay(ours, SIX);
    mineAndObserve(1);
    long before = observation.cursor();
    String position = observation.facts().getFirst().transfer().position();
    long index = CoinRows.index(position);
    List<Map<String, Object>> inputs = List.of(Map.of("txid", paid, "vout", index));
    String unsigned = node.rpc("createrawtransaction", inputs, Map.of(one, "0.0599")).asString();
    String signed = node.rpc("signrawtransactionwithwallet", unsigned).path("hex").asString();
    Network network = observation.family().network(observation.observed());
    Holdings holdings = observation.family().holdings(observation.observed());
    assertThat(network.offer(observation.chain, signed).offer()).isEqualTo(Network.Offer.TAKEN);
    observation.observe();
    TransferFact seen = observation.facts().getFirst();
    assertThat(seen.transfer().from()).isEqualTo(ours);
    mineAndObserve(1);
    List<String> both = List.of(ours, one);
    assertThat(holdings.each(observation.coin, both, before + 1))
        .containsExactly(BigInteger.ZERO, BigInteger.valueOf(5_990_000));
    assertThat(holdings.each(observation.coin, both, before))
        .containsExactly(BigInteger.valueOf(SIX), BigInteger.ZERO);
    String txid = seen.transfer().txHash();
    Network.Standing standing = network.standing(observation.chain, txid);
    assertThat(((Network.Standing.Mined) standing).fee()).isEqualTo(BigInteger.valueOf(10_000));

    node.reorg(1, CoinNode.Fate.WAITING);
    observation.observe();
    assertThat(holdings.each(observation.coin, both, observation.cursor()))
        .containsExactly(BigInteger.valueOf(SIX), BigInteger.ZERO);
  }
}
