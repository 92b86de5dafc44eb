package io.aureus.journeys;

import io.aureus.testing.EvmNode;
import io.aureus.testing.SimulatedNode;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** On the simulated node. */
class SimulatedMissingGasTest extends MissingGasJourneys {
  @Override
  EvmNode node(long chainId) {
    return SimulatedNode.start(chainId, Clock.systemUTC());
  }

  @Test
  void whatWasMissingIsNotSaidAnyMoreOnceNoPayoutWaits() {
    JdbcClient jdbc = town().database().jdbc();
    jdbc.sql(
            """
            insert into sweep_lack values ('DAI-ERC20', 'gas of yesterday')
            on conflict (asset) do update set words = excluded.words
            """)
        .update();
    awaitTrue(
        () ->
            jdbc.sql("select words = '' from sweep_lack where asset = 'DAI-ERC20'")
                .query(Boolean.class)
                .single());
  }
}
