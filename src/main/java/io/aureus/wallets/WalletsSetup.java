package io.aureus.wallets;

import io.aureus.chains.ChainProgress;
import io.aureus.chains.UsedAddresses;
import io.aureus.chains.Watchlist;
import io.aureus.chains.lightning.LightningAccess;
import io.aureus.chains.lightning.NodeLooks;
import io.aureus.chains.lightning.NodeOpening;
import io.aureus.jobs.Wakeups;
import io.aureus.keys.Derivation;
import io.aureus.keys.SecretBox;
import io.aureus.keys.Signer;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans of this room. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WalletsSettings.class)
class WalletsSetup {
  @Bean
  AddressRows addressRows(JdbcClient jdbc) {
    return new AddressRows(jdbc);
  }

  @Bean
  PooledReceiving addressPools(
      AddressRows rows,
      Wakeups wakeups,
      Clock clock,
      WalletsSettings settings,
      RandomGenerator random,
      Catalogue catalogue) {
    List<String> families =
        catalogue.chains().stream()
            .filter(chain -> !chain.isLightning())
            .map(Chain::family)
            .distinct()
            .toList();
    String node = HexFormat.of().toHexDigits(random.nextLong());
    return new PooledReceiving(rows, wakeups, clock, settings, node, families);
  }

  @Bean
  AddressRefill addressRefill(
      PooledReceiving receiving,
      AddressRows rows,
      Derivation derivation,
      Watchlist watchlist,
      TransactionTemplate transactions,
      Clock clock,
      WalletsSettings settings) {
    return new AddressRefill(receiving, rows, derivation, watchlist, transactions, clock, settings);
  }

  @Bean
  OwnMerchants ownMerchants(JdbcClient jdbc, Clock clock) {
    return new OwnMerchants(new OwnRows(jdbc), clock);
  }

  @Bean
  InvoiceRows orderInvoices(JdbcClient jdbc) {
    return new InvoiceRows(jdbc);
  }

  @Bean
  StoredOwnNodes ownNodes(
      JdbcClient jdbc,
      Catalogue catalogue,
      NodeOpening opening,
      NodeLooks looks,
      ChainProgress progress,
      SecretBox box,
      TransactionTemplate transactions,
      Clock clock) {
    return new StoredOwnNodes(
        new OwnNodeRows(jdbc, catalogue),
        new OwnNodeTrial(opening, looks, clock),
        new OwnNodeTrouble(progress, looks, clock),
        opening,
        box,
        transactions,
        clock);
  }

  @Bean
  InvoiceReceiving invoiceReceiving(
      LightningAccess access,
      OwnNodes own,
      InvoiceRows rows,
      Watchlist watchlist,
      WalletsSettings settings,
      RandomGenerator random,
      Clock clock) {
    return new InvoiceReceiving(access, own, rows, watchlist, settings, random, clock);
  }

  @Bean
  Receiving receiving(
      PooledReceiving pool,
      InvoiceReceiving invoices,
      OwnMerchants merchants,
      JdbcClient jdbc,
      Watchlist watchlist,
      WalletsSettings settings,
      TransactionTemplate transactions,
      Clock clock) {
    OwnRows wallets = new OwnRows(jdbc);
    OwnAddressRows rows = new OwnAddressRows(jdbc);
    OwnAddresses own = new OwnAddresses(wallets, rows, watchlist, settings, transactions, clock);
    return new MerchantReceiving(pool, invoices, own, wallets, rows, merchants, clock);
  }

  @Bean
  OwnPlaces ownPlaces(JdbcClient jdbc, Watchlist watchlist) {
    return new StoredOwnPlaces(jdbc, watchlist);
  }

  @Bean
  ChangeGaps changeGaps(
      JdbcClient jdbc, Watchlist watchlist, Catalogue catalogue, TransactionTemplate transactions) {
    return new ChangeGaps(new ChangeGap(jdbc, watchlist), catalogue, transactions);
  }

  @Bean
  SelfCustody selfCustody(
      JdbcClient jdbc,
      OwnMerchants merchants,
      Catalogue catalogue,
      Addresses addresses,
      Derivation derivation,
      Signer signer,
      Watchlist watchlist,
      UsedAddresses used,
      WalletsSettings settings,
      TransactionTemplate transactions,
      Clock clock) {
    return new OwnWallets(
        new OwnRows(jdbc),
        new OwnAddressRows(jdbc),
        merchants,
        new BroughtWallets(catalogue),
        new OwnWallets.Outside(addresses, derivation, signer, watchlist, used),
        settings,
        transactions,
        clock);
  }
}
