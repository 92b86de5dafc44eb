package io.aureus.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.AdjustableClock;
import io.aureus.testing.RunningGateway;
import io.aureus.testing.SimulatedNode;
import io.aureus.testing.TestDatabase;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Verify and what comes to an address of ours that no order was given. */
class UnclaimedTransfersTest {
  private final TestDatabase database = TestDatabase.fresh();
  private final InvariantRows rows = new InvariantRows(database.jdbc());

  @Test
  void whatIsBookedAsNobodysIsAccountedForAndWhatIsNotBookedIsLost() throws Exception {
    AdjustableClock clock = new AdjustableClock(Instant.now());
    try (SimulatedNode node = SimulatedNode.start(31_337, clock)) {
      node.mine(1);
      Map<String, Object> settings =
          Map.of(
              "aureus.chains.eth.rpc",
              node.url(),
              "aureus.chains.eth.poll",
              "100ms",
              "aureus.chains.eth.confirmations",
              2);
      try (RunningGateway gateway = RunningGateway.demo(database, settings)) {
        assertThat(gateway.url()).isNotEmpty();
        await("select exists (select 1 from receiving_address where order_id is null)");
        node.pay(freeAddress(), BigInteger.TEN);
        node.mine(3);
        await("select exists (select 1 from transfer where told_confirmed)");
        await("select not exists (select 1 from transfer_fact where done_at is null)");
      }
    }
    assertThat(rows.confirmedTransfers()).isEqualTo(1);
    assertThat(rows.transfersUnaccountedFor()).isEmpty();
    assertThat(rows.bookedWithoutPayment()).isEqualTo(1);
    confirmed("0xwithin", freeAddress());
    confirmed("0xlost", "0xB");
    assertThat(rows.transfersUnaccountedFor()).containsExactly("ETH 0xlost log:0");
    assertThat(rows.bookedWithoutPayment()).isEqualTo(1);
  }

  private String freeAddress() {
    return database
        .jdbc()
        .sql("select address from receiving_address where order_id is null limit 1")
        .query(String.class)
        .single();
  }

  /** A confirmed transfer of which nothing was booked. */
  private void confirmed(String hash, String from) {
    database
        .jdbc()
        .sql(
            """
            with lost as (
              insert into transfer (chain, tx_hash, position, from_address, to_address, asset,
                contract, units, block_number, block_hash, block_time, first_seen_at, state,
                told_confirmed)
              values ('ETH', ?, 'log:0', ?, '0xA', 'ETH', '', 10, 7, 'b', now(), now(),
                'mined', true) returning id)
            insert into transfer_fact (transfer_id, kind, at, done_at)
            select id, 'CONFIRMED', now(), now() from lost
            """)
        .params(hash, from)
        .update();
  }

  private void await(String question) throws InterruptedException {
    for (int i = 0; i < 300; i++) {
      if (database.jdbc().sql(question).query(Boolean.class).single()) {
        return;
      }
      Thread.sleep(Duration.ofMillis(100));
    }
    throw new AssertionError("still not: " + question);
  }
}
