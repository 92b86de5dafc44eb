package io.aureus.chains.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.CoinNode;
import io.aureus.testing.SimulatedCoinNode;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an Electrum server knows of addresses that nobody watches yet. */
class ElectrumUsedAddressesTest extends CoinChainFixture {
  private static CoinNode shared;
  private static ElectrumServer server;

  @BeforeAll
  static void start() {
    shared = SimulatedCoinNode.start("BTC", Clock.systemUTC());
    server = ElectrumServer.before(shared);
  }

  @AfterAll
  static void stop() {
    server.close();
    shared.close();
  }

  @Override
  CoinNode node() {
    return shared;
  }

  @Override
  String[] urls() {
    return new String[] {server.url()};
  }

  @Test
  void anAddressThatWasPaidBeforeIsToldAsUsed() {
    String used = fresh();
    String unused = fresh();
    node.pay(used, FIVE);
    node.mine(1);
    assertThat(among(used, unused)).containsExactly(used);
    node.pay(unused, FIVE);
    assertThat(among(used, unused)).containsExactlyInAnyOrder(used, unused);
  }

  private List<String> among(String... addresses) {
    return List.copyOf(observation.family().used(observation.observed(), List.of(addresses)));
  }
}
