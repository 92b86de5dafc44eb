package io.aureus.wallets;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.ChainStores;
import io.aureus.chains.Watchlist;
import io.aureus.keys.SignerFixture;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Catalogue;
import io.aureus.money.CatalogueFile;
import io.aureus.money.Chain;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.LeaseFence;
import io.aureus.testing.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a merchant's wallet pays of its own change alone must be seen as well. */
class ChangeGapTest {
  private static final MerchantId ANN = new MerchantId("mct-000000000001");
  private static final Catalogue CATALOGUE =
      CatalogueFile.read(Map.of("BTC", new CatalogueFile.Choice("mainnet", 0, Map.of())));
  private static final Chain BTC = CATALOGUE.chain("BTC").orElseThrow();

  /** The account of the examples in BIP84. */
  private static final String ACCOUNT =
      "zpub6rFR7y4Q2AijBEqTUquhVz398htDFrtymD9xYYfG1m4wAcvPhXNfE3EfH1r1ADqtfSdVCToUG868RvUUkgDKf3"
          + "1mGDtKsAYz2oz2AGutZYs";

  private static final String FIRST = "bc1q8c6fshw2dlwun7ekn9qwf37cu2rn755upcp6el";

  private final TestDatabase database = TestDatabase.fresh();
  private final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-11-20T12:00:00Z"));
  private final Watchlist watchlist = ChainStores.watchlist(database, clock);
  private final OwnPlaces places = new StoredOwnPlaces(database.jdbc(), watchlist);
  private final ChangeGaps job =
      new ChangeGaps(new ChangeGap(database.jdbc(), watchlist), CATALOGUE, database.transactions());

  @Test
  void addressesForChangeAreWatchedBeyondTheLastUsedOneAndUsedOnesAreGivenToNoDraft() {
    long wallet = bring();
    watchMore();
    assertThat(watched()).hasSize(ChangeGap.SIZE).contains(FIRST);
    watchMore();
    assertThat(watched()).hasSize(ChangeGap.SIZE);
    // Its own program sends change to the eighth.
    paid(7);
    watchMore();
    assertThat(watched()).hasSize(8 + ChangeGap.SIZE);
    OwnPlaces.Place taken = change(wallet, "one");
    assertThat(taken.isChange()).isTrue();
    assertThat(taken.index()).isEqualTo(8);
    assertThat(change(wallet, "one")).isEqualTo(taken);
    assertThat(change(wallet, "two").index()).isEqualTo(9);
    assertThat(watched()).hasSize(10 + ChangeGap.SIZE);
    assertThat(places.of(ANN, BTC)).hasSize(10 + ChangeGap.SIZE);
  }

  @Test
  void afterARestoreWhatTheMachineBeforeMayHaveTakenIsWatchedAndNotTakenAgain() {
    long wallet = bring();
    watchMore();
    assertThat(change(wallet, "one").index()).isZero();
    new RestoredWallets(database.jdbc(), (family, from, count) -> List.of(), watchlist)
        .skipOwn(100);
    assertThat(change(wallet, "two").index()).isEqualTo(ChangeGap.SIZE + 1);
    assertThat(watched()).hasSize(2 * ChangeGap.SIZE + 2);
  }

  private long bring() {
    return WalletStores.selfCustody(
            database,
            clock,
            (family, from, count) -> List.of("ours"),
            SignerFixture.on(database, clock))
        .adopt(ANN, "bitcoin", ACCOUNT, "person:1")
        .id();
  }

  private void watchMore() {
    job.run(LeaseFence.take(database, job.name()));
  }

  private OwnPlaces.Place change(long wallet, String takenFor) {
    return database.transactions().execute(status -> places.change(wallet, BTC, takenFor));
  }

  private List<String> watched() {
    return database
        .jdbc()
        .sql("select address from watched_address where outgoing and others")
        .query(String.class)
        .list();
  }

  private void paid(int position) {
    database
        .jdbc()
        .sql(
            """
            insert into transfer (chain, tx_hash, position, to_address, asset, contract, units,
              block_number, block_hash, block_time, first_seen_at, state)
            select 'BTC', 'aa', 'out:0', address, 'BTC', '', 1000, 5, 'h', now(), now(), 'mined'
            from own_change where position = ?
            """)
        .param(position)
        .update();
  }
}
