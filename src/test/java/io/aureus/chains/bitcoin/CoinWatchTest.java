package io.aureus.chains.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.ChainStores;
import io.aureus.chains.Watchlist;
import io.aureus.testing.SimulatedCoinNode;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is watched, while other gateways on the same database give addresses out. */
class CoinWatchTest {
  private static final String OURS = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";

  private final SimulatedCoinNode node = SimulatedCoinNode.start("BTC", Clock.systemUTC());
  private Gate gate;
  private CoinObservation observation;

  @BeforeEach
  void start() throws Exception {
    node.mine(1);
    gate = new Gate(node.url());
    observation = new CoinObservation(node, CoinObservation.url(node, gate.url()));
    observation.observe();
  }

  @AfterEach
  void stop() {
    observation.close();
    gate.close();
    node.close();
  }

  @Test
  void anAddressThatAnotherGatewayWatchesWhileABlockTravelsIsFoundInIt() {
    Watchlist others = ChainStores.watchlist(observation.database, observation.clock);
    AtomicInteger asked = new AtomicInteger();
    node.pay(OURS, 7_000);
    node.mine(1);
    gate.instead =
        body -> {
          if (body.contains("\"getblock\"") && asked.getAndIncrement() == 0) {
            observation
                .database
                .transactions()
                .executeWithoutResult(status -> others.watch("bitcoin", List.of(OURS)));
          }
          return null;
        };
    observation.observe();
    assertThat(asked.get()).isEqualTo(1);
    assertThat(observation.told()).containsExactly("SEEN 7000");
  }
}
