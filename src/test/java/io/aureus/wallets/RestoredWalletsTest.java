package io.aureus.wallets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.ChainStores;
import io.aureus.keys.Derivation;
import io.aureus.money.Catalogue;
import io.aureus.money.CatalogueFile;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.LeaseFence;
import io.aureus.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RestoredWalletsTest {
  private static final WalletsSettings SETTINGS =
      new WalletsSettings(20, 2000, 8, Duration.ofMinutes(5), Duration.ZERO, 20, 1000);
  private static final Derivation SAME = seed("same");

  private final TestDatabase database = TestDatabase.fresh();
  private final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-01-01T00:00:00Z"));

  @Test
  void everyFamilyOfTheProgramGoesOnAfterTheSkippedAddresses() throws Exception {
    refill(SAME, "bitcoin");
    long prepared = next("bitcoin");
    skip(SAME, catalogue("BTC", "ETH"), 1_500);
    assertThat(next("bitcoin")).isEqualTo(prepared + 1_500);
    assertThat(next("evm")).as("switched on since, or now").isEqualTo(1_500);
    assertThat(next("litecoin")).as("may be switched on later").isEqualTo(1_500);
    assertThat(watched("bitcoin")).isEqualTo(prepared + 1_500);
    assertThat(watched("evm")).isEqualTo(1_500);
    assertThat(watched("litecoin")).as("nobody knows its network yet").isZero();
  }

  @Test
  void whatWasSkippedOfAFamilyIsWatchedOnceItIsSwitchedOn() throws Exception {
    skip(SAME, catalogue("ETH"), 40);
    PooledReceiving receiving = refill(SAME, "litecoin");
    assertThat(watched("litecoin")).isGreaterThanOrEqualTo(60);
    assertThat(
            database
                .jdbc()
                .sql("select address from watched_address where family = 'litecoin'")
                .query(String.class)
                .list())
        .contains("same-litecoin-0", "same-litecoin-39", "same-litecoin-40");
    assertThat(receiving.take(catalogue("LTC").chain("LTC").orElseThrow()).index()).isEqualTo(40);
  }

  @Test
  void anotherKindOfAddressOrAnotherSignerIsRefusedByTheNamesOfItsSettings() throws Exception {
    refill(SAME, "bitcoin");
    assertThatThrownBy(() -> skip(seed("other"), catalogue("BTC"), 10))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("address 0 of bitcoin in the back-up, same-bitcoin-0")
        .hasMessageContaining("AUREUS_KEYS_ADDRESSES_BITCOIN")
        .hasMessageContaining("AUREUS_KEYS_SIGNER")
        .hasMessageContaining("AUREUS_CHAINS_…_NETWORK");
    refill(SAME, "evm");
    Derivation half =
        (family, from, count) ->
            (family.equals("evm") ? seed("other") : SAME).addresses(family, from, count);
    assertThatThrownBy(() -> skip(half, catalogue("BTC", "ETH"), 10))
        .hasMessageContaining("address 0 of evm")
        .hasMessageContaining("AUREUS_KEYS_SIGNER")
        .message()
        .doesNotContain("ADDRESSES_");
  }

  /** A back-up of a restored installation is restored: nothing is known of what never was on. */
  @Test
  void aFamilyThatWasNeverOnIsSkippedOnceMore() {
    skip(SAME, catalogue("ETH"), 10);
    skip(SAME, catalogue("ETH"), 10);
    assertThat(next("litecoin")).isEqualTo(20);
    assertThat(watched("evm")).isEqualTo(20);
  }

  private static Derivation seed(String name) {
    return (family, from, count) ->
        LongStream.range(from, from + count)
            .mapToObj(index -> name + "-" + family + "-" + index)
            .toList();
  }

  private static Catalogue catalogue(String... chains) {
    CatalogueFile.Choice choice = new CatalogueFile.Choice("mainnet", 0, Map.of());
    return CatalogueFile.read(
        List.of(chains).stream()
            .collect(java.util.stream.Collectors.toMap(code -> code, code -> choice)));
  }

  private void skip(Derivation derivation, Catalogue catalogue, int margin) {
    new RestoredWallets(database.jdbc(), derivation, ChainStores.watchlist(database, clock))
        .skip(catalogue, margin);
  }

  private PooledReceiving refill(Derivation derivation, String family) throws Exception {
    AddressRows rows = new AddressRows(database.jdbc());
    PooledReceiving receiving =
        new PooledReceiving(rows, job -> {}, clock, SETTINGS, "one", List.of(family));
    new AddressRefill(
            receiving,
            rows,
            derivation,
            ChainStores.watchlist(database, clock),
            database.transactions(),
            clock,
            SETTINGS)
        .run(LeaseFence.take(database, "test-" + family));
    return receiving;
  }

  private long next(String family) {
    return number("select next_index from wallet where family = ?", family);
  }

  private long watched(String family) {
    return number("select count(*) from watched_address where family = ?", family);
  }

  private long number(String sql, String family) {
    return database.jdbc().sql(sql).param(family).query(Long.class).single();
  }
}
