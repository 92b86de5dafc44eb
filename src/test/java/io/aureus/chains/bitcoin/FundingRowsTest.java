package io.aureus.chains.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.ChainStores;
import io.aureus.money.Chain;
import io.aureus.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** For how long the transactions are kept that merchants' coins come from. */
class FundingRowsTest {
  private static final Chain BTC = new Chain("BTC", "Bitcoin", "bitcoin", "regtest", 0, 2);

  private final TestDatabase database = TestDatabase.fresh();
  private final FundingRows rows = new FundingRows(database.jdbc(), "BTC");

  @Test
  void oneIsForgottenWhenADeepBlockSpentTheLastOfItsCoins() {
    transfer("a", 0);
    transfer("a", 1);
    transfer("b", 0);
    rows.insert(List.of(of("a", 10), of("b", 10), of("b", 10)));
    spent("a", 0, 20);
    spent("a", 1, 30);
    rows.forget(15, 25);
    assertThat(kept()).containsOnly(Map.entry("a", "0a0b"), Map.entry("b", "0a0b"));
    rows.forget(26, 29);
    assertThat(kept()).containsOnlyKeys("a", "b");
    rows.forget(30, 35);
    assertThat(kept()).containsOnlyKeys("b");
  }

  @Test
  void aReorganisationTakesThoseOfItsBlocks() {
    rows.insert(List.of(of("a", 10), of("b", 11)));
    rows.rewind(10);
    assertThat(kept()).containsOnlyKeys("a");
  }

  /** They would be held in memory at once, and a draft could not have them. */
  @Test
  void noneIsToldWhereTheyAreTooLargeTogether() {
    rows.insert(List.of(of("a", 10), of("b", 11), of("c", 12)));
    assertThat(kept()).isEmpty();
    assertThat(ChainStores.brought(database).funding(BTC, List.of("a", "c"), 4))
        .containsOnlyKeys("a", "c");
  }

  private Map<String, String> kept() {
    return ChainStores.brought(database).funding(BTC, List.of("a", "b", "c"), 4);
  }

  private static FundingRows.Funding of(String txid, long block) {
    return new FundingRows.Funding(txid, new byte[] {10, 11}, block);
  }

  private void transfer(String txid, int output) {
    database
        .jdbc()
        .sql(
            """
            insert into transfer (chain, tx_hash, position, to_address, asset, contract, units,
              block_number, block_hash, block_time, first_seen_at, state, told_confirmed)
            values ('BTC', ?, 'out:' || ?, 'theirs', 'BTC', '', 5000, 10, 'h', now(), now(),
              'mined', true)
            """)
        .params(txid, output)
        .update();
  }

  private void spent(String txid, int output, long block) {
    database
        .jdbc()
        .sql("insert into coin_spend values ('BTC', ?, 'out:' || ?, 'x', ?)")
        .params(txid, output, block)
        .update();
  }
}
