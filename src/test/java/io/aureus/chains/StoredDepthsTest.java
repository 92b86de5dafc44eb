package io.aureus.chains;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.TestDatabase;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How deep a transfer lies, by what is recorded; block 9 was read last. */
class StoredDepthsTest {
  private final TestDatabase database = TestDatabase.fresh();
  private final TransferDepths depths = new StoredDepths(database.jdbc());

  StoredDepthsTest() {
    database
        .jdbc()
        .sql("insert into chain_cursor values ('BTC', 9, 'h', now(), 9, now())")
        .update();
  }

  private long transfer(String txHash, String to, String state, @Nullable Long block) {
    return transfer(txHash, to, state, block, false);
  }

  private long transfer(
      String txHash, String to, String state, @Nullable Long block, boolean wasConfirmed) {
    return database
        .jdbc()
        .sql(
            """
            insert into transfer (chain, tx_hash, position, to_address, asset, contract, units,
              block_number, block_hash, block_time, first_seen_at, state,
              told_confirmed)
            values ('BTC', :hash, 'out:0', :to, 'BTC', '', 5, :block::bigint,
              case when :block::bigint is null then null else 'b' end, now(), now(), :state,
              :confirmed)
            returning id
            """)
        .param("hash", txHash)
        .param("to", to)
        .param("block", block)
        .param("state", state)
        .param("confirmed", wasConfirmed)
        .query(Long.class)
        .single();
  }

  @Test
  void whatWaitsHasNoDepthAndWhatIsMinedCountsItsOwnBlock() {
    long waits = transfer("a", "x", "mempool", null);
    long mined = transfer("b", "y", "mined", 8L);
    assertThat(depths.of(List.of(waits, mined))).containsEntry(waits, 0).containsEntry(mined, 2);
  }

  @Test
  void whatIsAwayHasNoDepthAndHidesNoOtherToItsAddress() {
    for (String away : List.of("evicted", "lost")) {
      long one = transfer(away, away, away, null);
      long other = transfer("beside " + away, away, "mined", 8L);
      assertThat(depths.of(List.of(one, other))).containsOnlyKeys(other);
    }
  }

  @Test
  void nothingIsSaidWhileOneThatWasConfirmedToItsAddressIsInNoBlock() {
    for (String away : List.of("mempool", "evicted", "lost")) {
      long one = transfer(away, away, away, null, true);
      long other = transfer("beside " + away, away, "mined", 8L);
      assertThat(depths.of(List.of(other))).isEmpty();
      assertThat(depths.of(List.of(one)).containsKey(one)).isEqualTo(away.equals("mempool"));
    }
  }

  @Test
  void onlyWhatWaitedAndWaitsNowhereIsForgotten() {
    long forgotten = transfer("a", "x", "evicted", null);
    List<Long> all =
        List.of(
            forgotten,
            transfer("b", "x", "mempool", null),
            transfer("c", "x", "lost", null),
            transfer("d", "x", "gone", null),
            transfer("e", "x", "mined", 8L));
    ForgottenTransfers transfers = new StoredForgotten(database.jdbc());
    assertThat(transfers.among(all)).containsExactly(forgotten);
    assertThat(transfers.among(List.of())).isEmpty();
  }
}
