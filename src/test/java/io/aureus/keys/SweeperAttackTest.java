package io.aureus.keys;

import static io.aureus.keys.SweptChain.CHAIN_ID;
import static io.aureus.keys.SweptChain.FIVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.EvmBench;
import io.aureus.testing.EvmKey;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** What a stranger can do with the sweeper and with authorizations that he has seen: nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SweeperAttackTest {
  private SweptChain chain;
  private EvmBench bench;
  private String token;

  @BeforeAll
  void start() {
    chain = new SweptChain();
    bench = chain.bench;
    token = chain.node.deployToken("USDC", 6);
  }

  @AfterAll
  void stop() {
    chain.close();
  }

  @Test
  void aStrangerCannotSweepWhateverHeHasSeen() {
    List<EvmKey> orders = chain.paid(token, 2);
    List<EvmKey.Authorization> seen = chain.authorizations(orders);

    JsonNode receipt = chain.sweep(chain.stranger, token, orders, seen);
    // Now they have delegated, and he tries again.
    JsonNode again = chain.sweep(chain.stranger, token, orders, List.of());

    assertThat(EvmBench.succeeded(receipt)).isFalse();
    assertThat(EvmBench.succeeded(again)).isFalse();
    assertThat(chain.held(token, orders)).isEqualTo(FIVE.add(FIVE));
    assertThat(bench.tokens(token, chain.stranger.address())).isZero();
    assertThat(EvmBench.succeeded(chain.sweep(chain.hot, token, orders, List.of()))).isTrue();
    assertThat(chain.held(token, orders)).isZero();
  }

  @Test
  void nothingCalledAtAnAddressThatHasDelegatedMovesAnythingElsewhere() {
    List<EvmKey> orders = chain.paid(token, 1);
    chain.sweep(token, orders);
    chain.pay(token, orders);
    String order = orders.get(0).address();
    for (String call : everyCall(order)) {
      bench.send(chain.stranger, 3_000_000, order, call, List.of());
    }

    assertThat(bench.tokens(token, order)).isEqualTo(FIVE);
    assertThat(bench.tokens(token, chain.stranger.address())).isZero();
  }

  @Test
  void anAddressThatDelegatedToTheSweeperItselfIsSafeToo() {
    EvmKey order = chain.paid(token, 1).get(0);
    chain.node.pay(order.address(), FIVE);
    BigInteger before = bench.tokens(token, chain.hot.address());
    BigInteger coins = bench.coins(chain.hot.address());
    List<EvmKey.Authorization> lasting = List.of(order.authorize(CHAIN_ID, chain.sweeper, 0));
    bench.send(chain.stranger, 100_000, chain.stranger.address(), "0x", lasting);
    for (String call : everyCall(order.address())) {
      bench.send(chain.stranger, 3_000_000, order.address(), call, List.of());
    }

    assertThat(bench.tokens(token, chain.hot.address())).isEqualTo(before.add(FIVE));
    assertThat(bench.coins(chain.hot.address())).isEqualTo(coins.add(FIVE));
    assertThat(bench.coins(order.address())).isZero();
  }

  @Test
  void theShadowCanBeTakenBackByNobodyButTheSweeper() {
    String call = EvmBench.call("takeCodeBack()");
    for (String target : List.of(chain.sweeper, chain.shadow)) {
      bench.send(chain.stranger, 200_000, target, call, List.of());
    }
    assertThat(bench.codeAt(chain.sweeper)).isNotEqualTo("0x");

    List<EvmKey> orders = chain.paid(token, 1);
    chain.sweep(token, orders);
    assertThat(chain.held(token, orders)).isZero();
  }

  @Test
  void anAuthorizationForAnotherChainIsWorthNothing() {
    EvmKey order = chain.paid(token, 1).get(0);
    var elsewhere = List.of(order.authorize(CHAIN_ID + 1, chain.shadow, 0));

    chain.sweep(chain.hot, token, List.of(order), elsewhere);

    assertUntouched(order, 0);
  }

  @Test
  void anAuthorizationForThisChainIsWorthNothingWithItsChainChanged() {
    EvmKey order = chain.paid(token, 1).get(0);
    EvmKey.Authorization elsewhere = order.authorize(CHAIN_ID + 1, chain.shadow, 0);
    var forged =
        List.of(new EvmKey.Authorization(CHAIN_ID, chain.shadow, 0, elsewhere.signature()));

    chain.sweep(chain.hot, token, List.of(order), forged);

    assertUntouched(order, 0);
  }

  @Test
  void anAuthorizationWorksOnceAndOnlyWithItsNonce() {
    EvmKey order = chain.paid(token, 1).get(0);
    var early = List.of(order.authorize(CHAIN_ID, chain.shadow, 1));
    chain.sweep(chain.hot, token, List.of(order), early);
    assertUntouched(order, 0);

    var right = chain.authorizations(List.of(order));
    var away = List.of(order.authorize(CHAIN_ID, "0x" + "0".repeat(40), 1));
    bench.send(chain.hot, 100_000, chain.hot.address(), "0x", right);
    bench.send(chain.hot, 100_000, chain.hot.address(), "0x", away);
    chain.sweep(chain.hot, token, List.of(order), right);
    assertUntouched(order, 2);
  }

  @Test
  void authorizationsThatSomebodyElseUsedFirstDoNotStopTheSweep() {
    List<EvmKey> orders = chain.paid(token, 2);
    List<EvmKey.Authorization> seen = chain.authorizations(orders);
    bench.send(chain.stranger, 200_000, chain.stranger.address(), "0x", seen);

    JsonNode receipt = chain.sweep(chain.hot, token, orders, seen);

    assertThat(EvmBench.succeeded(receipt)).isTrue();
    assertThat(chain.held(token, orders)).isZero();
  }

  @Test
  void withTooLittleGasTheSweepFailsAsAWholeInsteadOfSkipping() {
    List<EvmKey> orders = chain.paid(token, 3);
    List<String> accounts = orders.stream().map(EvmKey::address).toList();
    String data = SweptChain.sweepAll(token, accounts);

    JsonNode receipt =
        bench.send(chain.hot, 400_000, chain.sweeper, data, chain.authorizations(orders));

    assertThat(EvmBench.succeeded(receipt)).isFalse();
    assertThat(chain.held(token, orders)).isEqualTo(FIVE.multiply(BigInteger.valueOf(3)));
  }

  private void assertUntouched(EvmKey order, long nonce) {
    assertThat(bench.tokens(token, order.address())).isEqualTo(FIVE);
    assertThat(bench.codeAt(order.address())).isEqualTo("0x");
    assertThat(bench.nonce(order.address())).isEqualTo(nonce);
  }

  /** All that the contract answers to. */
  private List<String> everyCall(String account) {
    return List.of(
        EvmBench.call("takeCodeBack()"),
        EvmBench.call("receiver()"),
        EvmBench.call("shadow()"),
        SweptChain.sweepAll(token, List.of(account)),
        SweptChain.sweepAll(null, List.of(account)),
        EvmBench.call("sweep(address)", EvmBench.address(token)),
        EvmBench.call("sweep(address)", EvmBench.address("0x" + "0".repeat(40))));
  }
}
