package io.aureus.chains.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.CoinNode;
import io.aureus.testing.LitecoindNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Litecoin, whose headers show another kind of work, by an Electrum server before litecoind. */
class ElectrumLitecoindTest extends CoinChainFixture {
  private static CoinNode shared;
  private static ElectrumServer server;

  @BeforeAll
  static void start() {
    shared = LitecoindNode.start();
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
  void aPaymentIsSeenAndConfirmed() {
    node.pay(one, FIVE);
    observation.observe();
    assertThat(observation.told()).containsExactly("SEEN " + FIVE);
    mineAndObserve(3);
    assertThat(observation.told()).containsExactly("MOVED " + FIVE, "CONFIRMED " + FIVE);
  }
}
