package io.aureus.chains;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.money.Asset;
import io.aureus.money.Chain;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.TestDatabase;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which coins are told as ours. */
class UnspentCoinsTest {
  private static final Chain BTC = new Chain("BTC", "Bitcoin", "bitcoin", "regtest", 0, 2);
  private static final Asset COIN = new Asset("BTC", BTC, "BTC", 8, 8, "", "");

  private final TestDatabase database = TestDatabase.fresh();
  private final Watchlist watchlist =
      ChainStores.watchlist(database, new AdjustableClock(Instant.parse("2026-11-20T12:00:00Z")));
  private final UnspentCoins unspent = ChainStores.unspent(database);

  @Test
  void coinsOfMerchantsOwnWalletsCrowdNoneOfOursOut() {
    watchlist.watch("bitcoin", List.of("ours"));
    watchlist.watchSenders("bitcoin", List.of("theirs"));
    for (int i = 0; i < 30; i++) {
      transfer("theirs", i, 1_000_000 + i);
    }
    transfer("ours", 30, 5_000);
    transfer("ours", 31, 7_000);
    assertThat(unspent.of(COIN, 10))
        .extracting(one -> one.address() + " " + one.units())
        .containsExactly("ours 7000", "ours 5000");
    assertThat(unspent.of(COIN, 1)).hasSize(1);
  }

  @Test
  void whatAMinerPaidIsAmongThemWhenTheHundredthBlockMaySpendIt() {
    watchlist.watch("bitcoin", List.of("ours"));
    transfer("ours", 1, 5_000);
    database
        .jdbc()
        .sql("insert into coin_minted values ('BTC', ?, 200, 300)")
        .param("%064x".formatted(1))
        .update();
    database
        .jdbc()
        .sql(
            """
            insert into chain_cursor (chain, number, hash, time, head, caught_up_at)
            values ('BTC', 298, 'h', now(), 298, now())
            """)
        .update();
    assertThat(unspent.of(COIN, 10)).isEmpty();
    database.jdbc().sql("update chain_cursor set number = 299").update();
    assertThat(unspent.of(COIN, 10)).hasSize(1);
  }

  private void transfer(String to, int number, long units) {
    database
        .jdbc()
        .sql(
            """
            insert into transfer (chain, tx_hash, position, to_address, asset, contract, units,
              block_number, block_hash, block_time, first_seen_at, state, told_confirmed)
            values ('BTC', ?, 'out:0', ?, 'BTC', '', ?, 200, 'h', now(), now(), 'mined', true)
            """)
        .params("%064x".formatted(number), to, units)
        .update();
  }
}
