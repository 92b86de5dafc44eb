package io.aureus.wallets;

import io.aureus.chains.ChainStores;
import io.aureus.keys.Derivation;
import io.aureus.keys.MerchantAccount;
import io.aureus.keys.SignerFixture;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.TestDatabase;
import io.aureus.wallets.Receiving.Assignment;
import io.aureus.wallets.Receiving.Prepared;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Wallets that merchants bring, over a database of their own. */
abstract class OwnWalletFixture {
  static final Chain ETH = new Chain("ETH", "Ethereum", "evm", "mainnet", 1, 12);
  static final Chain BTC = new Chain("BTC", "Bitcoin", "bitcoin", "mainnet", 0, 2);
  static final MerchantId ANN = new MerchantId("mct-000000000001");
  static final MerchantId BEN = new MerchantId("mct-000000000002");

  /** The account of the words that every test chain knows. */
  static final String KEY = new MerchantAccount(0).xpub();

  static final String FIRST = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";
  static final String SECOND = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
  static final String THIRD = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
  static final Derivation OURS =
      (family, from, count) -> List.of("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed");

  final TestDatabase database = TestDatabase.fresh();
  final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-01-01T00:00:00Z"));
  final Receiving receiving = node(5);
  final SelfCustody wallets =
      WalletStores.selfCustody(database, clock, OURS, SignerFixture.on(database, clock));

  final Receiving node(int gapMost) {
    WalletsSettings settings =
        new WalletsSettings(8, 64, 8, Duration.ofMinutes(5), Duration.ZERO, 2, gapMost);
    OwnRows rows = new OwnRows(database.jdbc());
    OwnAddressRows addresses = new OwnAddressRows(database.jdbc());
    return new MerchantReceiving(
        new PooledReceiving(
            new AddressRows(database.jdbc()),
            job -> {},
            clock,
            settings,
            "test",
            List.of("evm", "bitcoin")),
        WalletStores.noInvoices(database, clock),
        new OwnAddresses(
            rows,
            addresses,
            ChainStores.watchlist(database, clock),
            settings,
            database.transactions(),
            clock),
        rows,
        addresses,
        new OwnMerchants(rows, clock),
        clock);
  }

  /** What an order of one coin would get. */
  static Prepared take(Receiving node, MerchantId merchant, Chain chain) {
    Asset coin = new Asset(chain.code(), chain, chain.code(), 8, 8, "", "");
    return node.take(
        new Receiving.Wanted(merchant, "1", 1, Amount.ofUnits(coin, 1), Instant.MAX, "words"));
  }

  final String order(String id) {
    Prepared prepared = take(receiving, ANN, ETH);
    assign(prepared, id);
    return prepared.address();
  }

  final void assign(Prepared prepared, String order) {
    database
        .transactions()
        .executeWithoutResult(
            status -> receiving.assign(List.of(new Assignment(prepared, order, 1))));
  }

  final List<String> watched() {
    return database
        .jdbc()
        .sql("select shown from watched_address where outgoing and others")
        .query(String.class)
        .list();
  }
}
