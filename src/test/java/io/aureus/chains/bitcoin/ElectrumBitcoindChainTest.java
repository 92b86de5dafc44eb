package io.aureus.chains.bitcoin;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Bitcoin by an Electrum server before a real bitcoind (regtest). */
class ElectrumBitcoindChainTest extends BitcoindChainTest {
  private static ElectrumServer server;

  @BeforeAll
  static void startServer() {
    server = ElectrumServer.before(shared);
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Override
  String[] urls() {
    return new String[] {server.url()};
  }
}
