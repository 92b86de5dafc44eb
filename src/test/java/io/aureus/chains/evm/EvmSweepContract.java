package io.aureus.chains.evm;

import static org.assertj.core.api.Assertions.assertThat;

import com.esaulpaugh.headlong.abi.Address;
import io.aureus.chains.Network.Answer;
import io.aureus.chains.Network.Offer;
import io.aureus.chains.Network.Reason;
import io.aureus.chains.Network.Standing.Mined;
import io.aureus.chains.TransferFact;
import io.aureus.keys.SweeperContract;
import io.aureus.money.Asset;
import io.aureus.testing.EvmBench;
import io.aureus.testing.EvmKey;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One transaction that sweeps many addresses (EIP-7702), on whatever node. */
abstract class EvmSweepContract extends EvmSendFixture {
  private static final String NO_TOKEN = "0x" + "0".repeat(40);

  private final List<EvmKey> orders =
      List.of(EvmKey.of("order 1"), EvmKey.of("order 2"), EvmKey.of("order 3"));
  private String sweeper;
  private String shadow;

  /** The sender is the hot address, for which a sweeper is made. */
  @BeforeEach
  void setUpSweeper() {
    SweeperContract.Deployment deployment = SweeperContract.of(key.address()).byDeployer();
    sweeper = deployment.address().toLowerCase(Locale.ROOT);
    shadow = SweeperContract.shadow(sweeper);
    assertThat(accounts.code(chain, SweeperContract.DEPLOYER))
        .isEqualTo(SweeperContract.DEPLOYER_CODE);
    assertThat(accounts.code(chain, sweeper)).isEqualTo("0x");
    String hash =
        send(
            new EvmKey.Tx(
                CHAIN_ID,
                0,
                GWEI,
                FEE,
                2_000_000,
                String.valueOf(deployment.to()).toLowerCase(Locale.ROOT),
                BigInteger.ZERO,
                deployment.data()));
    node.mine(1);
    assertThat(mined(hash).succeeded()).isTrue();
    assertThat(accounts.code(chain, sweeper)).hasSizeGreaterThan(2);
  }

  @Test
  void ofATokenWithoutAContractNobodyHoldsAnything() {
    String nowhere = "0x" + "9".repeat(40);
    Asset absent = new Asset("ABSENT", chain, "ABSENT", 6, 4, nowhere, "USD");
    assertThat(accounts.held(absent, key.address())).isZero();
  }

  @Test
  void oneTransactionSweepsAToken() {
    orders.forEach(order -> node.payToken(usdt, order.address(), FIVE));
    node.mine(1);
    BigInteger coins = held(coin);
    BigInteger tokens = held(token);
    Mined mined = sweep(1, usdt, authorizations(0));
    assertThat(mined.succeeded()).isTrue();
    assertThat(held(coin).add(mined.fee())).isEqualTo(coins);
    assertThat(held(token)).isEqualTo(tokens.add(FIVE.multiply(BigInteger.valueOf(3))));
    for (EvmKey order : orders) {
      assertThat(accounts.held(token, order.address())).isZero();
      assertThat(accounts.nonce(chain, order.address())).isEqualTo(1);
      assertThat(accounts.code(chain, order.address()))
          .isEqualToIgnoringCase("0xef0100" + shadow.substring(2));
    }
  }

  @Test
  void whoHasDelegatedOnceIsSweptAgain() {
    sweep(1, usdt, authorizations(0));
    orders.forEach(order -> node.payToken(usdt, order.address(), FIVE));
    node.mine(1);
    BigInteger tokens = held(token);
    Mined mined = sweep(2, usdt, List.of());
    assertThat(mined.succeeded()).isTrue();
    assertThat(held(token)).isEqualTo(tokens.add(FIVE.multiply(BigInteger.valueOf(3))));
  }

  @Test
  void oneTransactionSweepsCoin() {
    orders.forEach(order -> node.pay(order.address(), FIVE));
    node.mine(1);
    BigInteger coins = held(coin);
    Mined mined = sweep(1, NO_TOKEN, authorizations(0));
    assertThat(held(coin).add(mined.fee()))
        .isEqualTo(coins.add(FIVE.multiply(BigInteger.valueOf(3))));
  }

  @Test
  void anAuthorizationOfAnotherNonceOrChainIsPassedOver() {
    orders.forEach(order -> node.payToken(usdt, order.address(), FIVE));
    node.mine(1);
    BigInteger tokens = held(token);
    Mined mined =
        sweep(
            1,
            usdt,
            List.of(
                orders.get(0).authorize(CHAIN_ID, shadow, 7),
                orders.get(1).authorize(CHAIN_ID + 1, shadow, 0),
                orders.get(2).authorize(0, shadow, 0)));
    assertThat(mined.succeeded()).isTrue();
    assertThat(held(token)).isEqualTo(tokens.add(FIVE));
    assertThat(accounts.code(chain, orders.get(0).address())).isEqualTo("0x");
    assertThat(accounts.nonce(chain, orders.get(1).address())).isZero();
  }

  @Test
  void aReorganisationUndoesASweep() {
    orders.forEach(order -> node.payToken(usdt, order.address(), FIVE));
    node.mine(1);
    BigInteger tokens = held(token);
    sweep(1, usdt, authorizations(0));
    node.reorg(1, false);
    assertThat(held(token)).isEqualTo(tokens);
    assertThat(accounts.code(chain, orders.getFirst().address())).isEqualTo("0x");
    assertThat(accounts.nonce(chain, orders.getFirst().address())).isZero();
  }

  @Test
  void theSweptAreSeenAsTransfersToTheHotAddress() {
    orders.forEach(order -> node.payToken(usdt, order.address(), FIVE));
    node.mine(1);
    observation.watch(key.address());
    Observation.Observed eth = observation.chain("ETH", CHAIN_ID, usdt, List.of(node.url()));
    run(eth);
    sweep(1, usdt, authorizations(0));
    node.mine(3);
    run(eth);
    assertThat(observation.facts())
        .filteredOn(fact -> fact.kind() == TransferFact.Kind.SEEN)
        .extracting(fact -> String.valueOf(fact.transfer().from()).toLowerCase(Locale.ROOT))
        .containsExactlyInAnyOrderElementsOf(orders.stream().map(EvmKey::address).toList());
  }

  private void run(Observation.Observed eth) {
    try {
      eth.job().run(observation.fence(eth));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private List<EvmKey.Authorization> authorizations(long nonce) {
    return orders.stream().map(order -> order.authorize(CHAIN_ID, shadow, nonce)).toList();
  }

  private Mined sweep(long nonce, String contract, List<EvmKey.Authorization> authorizations) {
    Address[] swept =
        orders.stream().map(order -> EvmBench.address(order.address())).toArray(Address[]::new);
    String data = EvmBench.call("sweepAll(address,address[])", EvmBench.address(contract), swept);
    long gas = SweeperContract.gasLimit(orders.size(), authorizations.size());
    EvmKey.Tx tx = new EvmKey.Tx(CHAIN_ID, nonce, GWEI, FEE, gas, sweeper, BigInteger.ZERO, data);
    String raw = authorizations.isEmpty() ? key.sign(tx) : key.sign(tx, authorizations);
    assertThat(network.offer(chain, raw)).isEqualTo(new Answer(Offer.TAKEN, Reason.NONE, ""));
    node.mine(1);
    return mined(EvmKey.hash(raw));
  }
}
