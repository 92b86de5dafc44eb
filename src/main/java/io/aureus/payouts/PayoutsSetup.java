package io.aureus.payouts;

import io.aureus.chains.AccountNetwork;
import io.aureus.chains.Arrivals;
import io.aureus.chains.ChainProgress;
import io.aureus.chains.Network;
import io.aureus.chains.Watchlist;
import io.aureus.jobs.Wakeups;
import io.aureus.keys.Signer;
import io.aureus.keys.SpendingPolicy;
import io.aureus.ledger.Ledger;
import io.aureus.merchants.Merchants;
import io.aureus.money.Catalogue;
import io.aureus.pricing.Quotes;
import io.aureus.wallets.Addresses;
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
      PayoutRows rows,
      Ledger ledger,
      List<PayoutMilestones> listeners,
      Clock clock,
      TransactionTemplate transactions) {
    return new PayoutMoves(rows, ledger, listeners, clock, transactions);
  }

  @Bean
  GasPrices gasPrices(JdbcClient jdbc, AccountNetwork network, Catalogue catalogue, Clock clock) {
    return new GasPrices(jdbc, network, catalogue, clock);
  }

  @Bean
  NetworkFees networkFees(
      GasPrices prices, Quotes quotes, PayoutRows rows, PayoutsSettings settings) {
    return new NetworkFees(prices, quotes, rows, settings);
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
      NetworkFees fees,
      Ledger ledger,
      Signer signer,
      SpendingPolicy policy,
      Wakeups wakeups,
      RandomGenerator random) {
    return new PayoutDesk(
        rows,
        moves,
        new Destinations(catalogue, addresses, signer),
        fees,
        new PayoutDesk.Outside(ledger, signer, policy, wakeups, random));
  }

  @Bean(initMethod = "watch")
  HotAddresses hotAddresses(
      Signer signer, Watchlist watchlist, Catalogue catalogue, TransactionTemplate transactions) {
    return new HotAddresses(signer, watchlist, catalogue, transactions);
  }

  @Bean
  SweepPlanning sweepPlanning(
      JdbcClient jdbc,
      PayoutRows rows,
      PayoutMoves moves,
      NetworkFees fees,
      Catalogue catalogue,
      PayoutsSettings settings,
      Arrivals arrivals,
      Addresses addresses,
      AccountNetwork network,
      Signer signer,
      Wakeups wakeups,
      RandomGenerator random,
      TransactionTemplate transactions) {
    return new SweepPlanning(
        rows,
        new SweepRows(jdbc),
        new Places(jdbc),
        moves,
        fees,
        catalogue,
        settings,
        new SweepPlanning.Outside(arrivals, addresses, network, signer, wakeups, random),
        transactions);
  }

  @Bean
  SendPayouts sendPayouts(
      JdbcClient jdbc,
      PayoutRows rows,
      PayoutMoves moves,
      Addresses addresses,
      Signer signer,
      Network network,
      AccountNetwork accounts,
      ChainProgress progress,
      PayoutsSettings settings,
      ObjectProvider<PayoutStep.Listener> listeners) {
    PayoutStep.Listener steps = listeners.getIfAvailable(() -> step -> {});
    Places places = new Places(jdbc);
    SignedRows signed = new SignedRows(jdbc);
    Sources sources = new Sources(signer, addresses);
    Building building = new Building(rows, places, moves, sources, signer, accounts, settings);
    Signing signing = new Signing(rows, places, signed, moves, signer, sources, steps);
    Following following =
        new Following(
            rows,
            signed,
            signing,
            moves,
            new Following.Outside(network, accounts, progress, steps),
            settings);
    return new SendPayouts(rows, moves, building, signing, following, settings, steps);
  }
}
