package io.aureus.payouts;

import io.aureus.chains.AccountNetwork;
import io.aureus.chains.Arrivals;
import io.aureus.chains.Network;
import io.aureus.chains.Watchlist;
import io.aureus.jobs.Wakeups;
import io.aureus.keys.Signer;
import io.aureus.keys.SpendingPolicy;
import io.aureus.ledger.Ledger;
import io.aureus.merchants.Credentials;
import io.aureus.merchants.Merchants;
import io.aureus.money.Catalogue;
import io.aureus.pricing.Quotes;
import io.aureus.wallets.Addresses;
import io.aureus.wallets.Custody;
import io.aureus.wallets.Receiving;
import io.aureus.wallets.SelfCustody;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans of this room. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PayoutsSettings.class)
class PayoutsSetup {
  @Bean
  PayoutRows payoutRows(JdbcClient jdbc, Catalogue catalogue) {
    return new PayoutRows(jdbc, catalogue);
  }

  @Bean
  PayoutMoves payoutMoves(
      JdbcClient jdbc,
      PayoutRows rows,
      Ledger ledger,
      List<PayoutMilestones> listeners,
      Clock clock,
      TransactionTemplate transactions) {
    return new PayoutMoves(rows, new StoryRows(jdbc), ledger, listeners, clock, transactions);
  }

  @Bean
  GasPrices gasPrices(JdbcClient jdbc, AccountNetwork network, Catalogue catalogue, Clock clock) {
    return new GasPrices(jdbc, network, catalogue, clock);
  }

  @Bean
  NetworkFees networkFees(
      GasPrices prices,
      CoinRates coins,
      CoinCount count,
      Quotes quotes,
      PayoutRows rows,
      PayoutsSettings settings,
      OwnPurse own) {
    return new NetworkFees(prices, coins, count, quotes, rows, settings, new OwnFees(own, coins));
  }

  @Bean
  Wallets wallets(Ledger ledger, Merchants merchants, Catalogue catalogue, Quotes quotes) {
    return new JournalWallets(ledger, merchants, catalogue, quotes);
  }

  @Bean
  Payouts payouts(
      PayoutRows rows,
      PayoutMoves moves,
      Catalogue catalogue,
      Addresses addresses,
      Receiving receiving,
      SelfCustody selfCustody,
      NetworkFees fees,
      Ledger ledger,
      Signer signer,
      SpendingPolicy policy,
      Credentials credentials,
      Wakeups wakeups,
      RandomGenerator random,
      OwnRecall recall,
      InvoiceDesk invoices,
      PayoutsSettings settings) {
    return new PayoutDesk(
        rows,
        moves,
        new Destinations(catalogue, addresses, signer, policy, ofAnOrder(receiving, selfCustody)),
        fees,
        new PayoutDesk.Outside(
            ledger, signer, policy, credentials::behind, wakeups, random, recall, invoices),
        settings);
  }

  private static Destinations.OfAnOrder ofAnOrder(Receiving receiving, SelfCustody wallets) {
    return (asset, address, merchant) -> {
      Receiving.Owner order = receiving.ordersOf(List.of(address)).get(address);
      return order != null
          && (order.custody() == Custody.CUSTODIAL
              || merchant.equals(
                  wallets.owners(asset.chain().family(), List.of(address)).get(address)));
    };
  }

  @Bean
  OwnPayouts ownPayouts(
      JdbcClient jdbc,
      PayoutRows rows,
      Batches batches,
      Catalogue catalogue,
      Signer signer,
      Addresses addresses) {
    return new StoredOwnPayouts(
        new OwnPayoutRows(jdbc, rows, catalogue),
        rows,
        batches,
        new BundleRows(jdbc),
        new Sources(signer, addresses));
  }

  @Bean(initMethod = "watch")
  HotAddresses hotAddresses(
      Signer signer, Watchlist watchlist, Catalogue catalogue, TransactionTemplate transactions) {
    return new HotAddresses(signer, watchlist, catalogue, transactions);
  }

  @Bean
  OnTheWay onTheWay(
      JdbcClient jdbc,
      PayoutRows rows,
      Ways ways,
      Signer signer,
      Addresses addresses,
      Network network) {
    return new StoredOnTheWay(
        new OnTheWayRows(jdbc, rows),
        new BundleRows(jdbc),
        ways,
        new Sources(signer, addresses),
        network);
  }

  @Bean
  AccountWay accountWay(
      JdbcClient jdbc,
      PayoutRows rows,
      Batches batches,
      PayoutMoves moves,
      AccountEvidence evidence,
      Addresses addresses,
      Signer signer,
      SpendingPolicy policy,
      Catalogue catalogue,
      AccountNetwork accounts,
      PayoutsSettings settings,
      ObjectProvider<PayoutStep.Listener> listeners) {
    return AccountWay.of(
        jdbc,
        rows,
        batches,
        moves,
        evidence,
        new Sources(signer, addresses),
        signer,
        new FeeCap(policy, catalogue),
        accounts,
        settings,
        listeners.getIfAvailable(() -> step -> {}));
  }

  @Bean
  Ways ways(AccountWay accounts, ConsolidationWay coins) {
    return new Ways(accounts, coins);
  }

  @Bean
  Batches batches(JdbcClient jdbc, AccountNetwork network) {
    return new Batches(jdbc, network);
  }

  @Bean
  OrderCoins orderCoins(
      JdbcClient jdbc, Arrivals arrivals, Addresses addresses, PayoutsSettings settings) {
    return new OrderCoins(arrivals, addresses, new SweepRows(jdbc), settings.bumpAfter());
  }

  @Bean
  SweepWays sweepWays(
      JdbcClient jdbc,
      AccountNetwork network,
      Signer signer,
      Catalogue catalogue,
      NetworkFees fees,
      SpendingPolicy policy,
      PayoutsSettings settings,
      Clock clock) {
    return new SweepWays(
        network,
        signer,
        catalogue,
        new Places(jdbc),
        new Sweepers(new SweepRows(jdbc), network, signer, settings, clock),
        new SweepCosts(fees, catalogue, settings),
        new FeeCap(policy, catalogue));
  }

  @Bean
  Sweeps sweeps(OrderCoins coins, SweepWays ways, Catalogue catalogue, Clock clock) {
    return new SweepPreviews(coins, ways, catalogue, clock);
  }

  @Bean
  SweepWriter sweepWriter(
      PayoutRows rows,
      Batches batches,
      PayoutMoves moves,
      RandomGenerator random,
      TransactionTemplate transactions) {
    return new SweepWriter(rows, batches, moves, random, transactions);
  }

  /** The signer names the cold address: it pays no other one, whatever is asked of it. */
  @Bean
  ColdStorage coldStorage(
      SpendingPolicy policy,
      Addresses addresses,
      Signer signer,
      Catalogue catalogue,
      PayoutsSettings settings,
      SweepWriter writer,
      PayoutMoves moves,
      Wakeups wakeups) {
    String address = settings.coldAbove().isEmpty() ? "" : policy.rules().coldAddress();
    if (!address.isEmpty()
        && (address.equals(signer.hotAddress("evm"))
            || !addresses.indexes("evm", List.of(address)).isEmpty())) {
      throw new IllegalArgumentException(
          "aureus.keys.policy.cold-address is an address of this gateway's own seed: " + address);
    }
    ColdLevels levels = ColdLevels.of(settings, catalogue, address);
    return new ColdStorage(levels, writer, moves, wakeups, settings.bumpAfter());
  }

  @Bean
  SweepPlanning sweepPlanning(
      JdbcClient jdbc,
      OrderCoins coins,
      SweepWays ways,
      SweepWriter writer,
      ColdStorage cold,
      PayoutMoves moves,
      Catalogue catalogue,
      PayoutsSettings settings,
      AccountNetwork network,
      Signer signer,
      Wakeups wakeups) {
    return new SweepPlanning(
        new SweepRows(jdbc),
        coins,
        ways,
        writer,
        cold,
        new Places(jdbc),
        moves,
        catalogue,
        settings,
        new SweepPlanning.Outside(network, signer, wakeups));
  }
}
