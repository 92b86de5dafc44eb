package io.aureus.chains.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.BitcoindNode;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Real bitcoind without a user and a password in its settings, as it is by default. */
class BitcoindCookieTest {
  @Test
  void isReadByItsCookieAndByTheNextOneAfterItHasStartedAgain() throws IOException {
    try (BitcoindNode node = BitcoindNode.withCookie();
        CoinObservation observation = CoinObservation.withCookie(node, node.cookie())) {
      observation.observe();
      assertThat(observation.cursor()).isEqualTo(node.height());
      String before = Files.readString(node.cookie());
      node.stop();
      node.startAgain();
      assertThat(Files.readString(node.cookie())).isNotEqualTo(before);
      // Old enough that it would say it still loads the chain, were there nothing newer.
      node.mine(1);
      observation.observe();
      assertThat(observation.health(0).words()).isEmpty();
      assertThat(observation.cursor()).isEqualTo(node.height());
    }
  }
}
