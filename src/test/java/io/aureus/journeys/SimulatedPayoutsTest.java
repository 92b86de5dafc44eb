package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.EvmNode;
import io.aureus.testing.SimulatedNode;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

/** On the simulated node. */
class SimulatedPayoutsTest extends MoneyOutJourneys {
  @Override
  EvmNode node(long chainId) {
    return SimulatedNode.start(chainId, Clock.systemUTC());
  }

  @Test
  void aChainWhoseNodeIsDownHoldsUpNoOtherChainsPriceOfGas() {
    town().cutTheLine();
    try {
      Instant cut = pricedAt("ETH");
      awaitTrue(() -> pricedAt("BNB").isAfter(cut.plusSeconds(11)));
      assertThat(pricedAt("ETH")).isBefore(pricedAt("BNB").minusSeconds(9));
    } finally {
      town().mendTheLine();
    }
  }

  private Instant pricedAt(String chain) {
    return town()
        .database()
        .jdbc()
        .sql("select at from gas_price where chain = ?")
        .param(chain)
        .query((row, n) -> row.getObject(1, OffsetDateTime.class).toInstant())
        .single();
  }
}
