package io.aureus.chains.evm;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.AccountNetwork;
import io.aureus.chains.Network;
import io.aureus.chains.Network.Answer;
import io.aureus.chains.Network.Offer;
import io.aureus.chains.Network.Reason;
import io.aureus.chains.Network.Standing;
import io.aureus.chains.Network.Standing.Mined;
import io.aureus.chains.Network.Standing.Unknown;
import io.aureus.chains.Network.Standing.Waiting;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import io.aureus.testing.EvmKey;
import io.aureus.testing.EvmNode;
import io.aureus.testing.FaultyRelay;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A sender with coin and tokens on a node, and a relay before the node that can misbehave. */
abstract class EvmSendFixture {
  static final long CHAIN_ID = 31337;
  static final String ONE = "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed";
  static final BigInteger GWEI = BigInteger.TEN.pow(9);
  static final BigInteger FEE = GWEI.multiply(BigInteger.valueOf(20));
  static final BigInteger COIN = BigInteger.TEN.pow(18);
  static final BigInteger FIVE = BigInteger.valueOf(5_000_000);

  final EvmKey key = EvmKey.of("a sender");
  EvmNode node;
  FaultyRelay relay;
  Observation observation;
  String usdt;
  Chain chain;
  Asset coin;
  Asset token;
  Network network;
  AccountNetwork accounts;

  /** Starts a new chain on a node of the kind that is tested. */
  abstract EvmNode startNode(long chainId);

  @BeforeEach
  void setUp() {
    node = startNode(CHAIN_ID);
    usdt = node.deployToken("USDT", 6);
    node.pay(key.address(), COIN);
    node.payToken(usdt, key.address(), FIVE);
    node.mine(2);
    relay = FaultyRelay.before(node.url());
    observation = new Observation();
    sendThrough(relay.url());
  }

  @AfterEach
  void tearDown() {
    observation.close();
    relay.close();
    node.close();
  }

  /** From now on these are the chain's nodes. */
  final void sendThrough(String... urls) {
    Observation.Observed eth = observation.chain("ETH", CHAIN_ID, usdt, List.of(urls));
    chain = eth.chain().chain();
    coin = eth.chain().assets().get(0);
    token = eth.chain().assets().get(1);
    network = observation.family().network(eth.chain());
    accounts = observation.family().accounts(eth.chain());
  }

  /** A transfer of 0.01 coin to {@link #ONE}. */
  EvmKey.Tx transfer(long nonce) {
    BigInteger value = COIN.divide(BigInteger.valueOf(100));
    return new EvmKey.Tx(CHAIN_ID, nonce, GWEI, FEE, 21_000, ONE, value, "0x");
  }

  EvmKey.Tx tokenTransfer(long nonce, BigInteger units) {
    String data = EvmKey.transfer(ONE, units);
    return new EvmKey.Tx(CHAIN_ID, nonce, GWEI, FEE, 90_000, usdt, BigInteger.ZERO, data);
  }

  /** Offers what must be taken; answers its hash. */
  String send(EvmKey.Tx tx) {
    String raw = key.sign(tx);
    assertThat(network.offer(chain, raw)).isEqualTo(new Answer(Offer.TAKEN, Reason.NONE, ""));
    return EvmKey.hash(raw);
  }

  void assertRefused(EvmKey.Tx tx, Reason reason) {
    String raw = key.sign(tx);
    Answer answer = network.offer(chain, raw);
    assertThat(answer.offer()).as("%s", answer).isEqualTo(Offer.REFUSED);
    assertThat(answer.reason()).as("%s", answer).isEqualTo(reason);
    assertThat(answer.words()).isNotBlank().doesNotContain("http", "127.0.0.1");
    assertUnknown(EvmKey.hash(raw));
  }

  Standing standing(String hash) {
    return network.standing(chain, hash);
  }

  void assertUnknown(String hash) {
    assertThat(standing(hash)).isEqualTo(new Unknown());
  }

  void assertWaiting(String hash) {
    assertThat(standing(hash)).isEqualTo(new Waiting());
  }

  Mined mined(String hash) {
    Standing standing = standing(hash);
    assertThat(standing).isInstanceOf(Mined.class);
    return (Mined) standing;
  }

  BigInteger held(Asset asset) {
    return accounts.held(asset, key.address());
  }
}
