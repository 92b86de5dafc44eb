package io.aureus.wallets;

import io.aureus.chains.ChainStores;
import io.aureus.chains.lightning.InvoicePaying;
import io.aureus.chains.lightning.LightningAccess;
import io.aureus.chains.lightning.LightningNode;
import io.aureus.keys.Derivation;
import io.aureus.keys.Signer;
import io.aureus.money.Catalogue;
import io.aureus.money.CatalogueFile;
import io.aureus.money.Chain;
import io.aureus.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;

/** Receiving addresses, for tests of rooms that give them to orders. */
public final class WalletStores {
  private static final Catalogue CATALOGUE =
      CatalogueFile.read(
          Map.of(
              "ETH", new CatalogueFile.Choice("mainnet", 0, Map.of()),
              "BTC", new CatalogueFile.Choice("mainnet", 0, Map.of()),
              "LTC", new CatalogueFile.Choice("mainnet", 0, Map.of())));

  private static final WalletsSettings SETTINGS =
      new WalletsSettings(8, 64, 8, Duration.ofMinutes(5), Duration.ZERO, 20, 1000);

  private WalletStores() {}

  /** With empty pools: it knows what {@link #give} stored. */
  public static Receiving receiving(TestDatabase database, Clock clock) {
    OwnRows wallets = new OwnRows(database.jdbc());
    OwnAddressRows rows = new OwnAddressRows(database.jdbc());
    OwnAddresses own =
        new OwnAddresses(
            wallets,
            rows,
            ChainStores.watchlist(database, clock),
            SETTINGS,
            database.transactions(),
            clock);
    return new MerchantReceiving(
        pools(database, clock),
        noInvoices(database, clock),
        own,
        wallets,
        rows,
        new OwnMerchants(wallets, clock),
        clock);
  }

  /** Where no node of Lightning is named. */
  static InvoiceReceiving noInvoices(TestDatabase database, Clock clock) {
    return invoices(
        database,
        clock,
        chain -> {
          throw new IllegalStateException("no node of " + chain.code());
        });
  }

  /**
   * @param nodes who makes the invoices of a chain
   */
  static InvoiceReceiving invoices(
      TestDatabase database, Clock clock, Function<Chain, LightningNode> nodes) {
    return invoices(database, clock, nodes, new NoOwnNodes());
  }

  static InvoiceReceiving invoices(
      TestDatabase database, Clock clock, Function<Chain, LightningNode> nodes, OwnNodes own) {
    LightningAccess access =
        new LightningAccess() {
          @Override
          public LightningNode node(Chain chain) {
            return nodes.apply(chain);
          }

          @Override
          public Optional<InvoicePaying> paying(Chain chain) {
            return Optional.empty();
          }
        };
    return new InvoiceReceiving(
        access,
        own,
        new InvoiceRows(database.jdbc()),
        ChainStores.watchlist(database, clock),
        SETTINGS,
        new SplittableRandom(73),
        clock);
  }

  private static PooledReceiving pools(TestDatabase database, Clock clock) {
    return new PooledReceiving(
        new AddressRows(database.jdbc()),
        job -> {},
        clock,
        SETTINGS,
        "test",
        List.of("evm", "bitcoin", "litecoin"));
  }

  /** The same as the list of all addresses. */
  public static Addresses addresses(TestDatabase database, Clock clock) {
    return pools(database, clock);
  }

  /** Wallets that merchants brought; a test's own key must not be of these stand-ins. */
  public static SelfCustody selfCustody(
      TestDatabase database, Clock clock, Derivation derivation, Signer signer) {
    OwnRows wallets = new OwnRows(database.jdbc());
    return new OwnWallets(
        wallets,
        new OwnAddressRows(database.jdbc()),
        new OwnMerchants(wallets, clock),
        new BroughtWallets(CATALOGUE),
        new OwnWallets.Outside(
            addresses(database, clock),
            derivation,
            signer,
            ChainStores.watchlist(database, clock),
            ChainStores.used(database)),
        SETTINGS,
        database.transactions(),
        clock);
  }

  /** Stores an address that an order has. */
  public static void give(
      TestDatabase database, Clock clock, String address, long index, String orderId) {
    database
        .jdbc()
        .sql(
            """
            insert into receiving_address
                   (family, derivation_index, block, address, order_id, quote_no, given_at)
            values ('evm', ?, 0, ?, ?, 1, ?)
            """)
        .params(index, address, orderId, clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }
}
