package io.aureus.payouts;

import io.aureus.chains.ChainProgress;
import io.aureus.chains.CoinsNow;
import io.aureus.chains.Departures;
import io.aureus.chains.FeeRates;
import io.aureus.chains.Network;
import io.aureus.chains.SpentCoins;
import io.aureus.chains.UnspentCoins;
import io.aureus.jobs.Wakeups;
import io.aureus.keys.Signer;
import io.aureus.keys.SpendingPolicy;
import io.aureus.ledger.Ledger;
import io.aureus.money.Catalogue;
import io.aureus.wallets.Addresses;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans of this room that pay out coins. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConsolidationSettings.class)
class CoinPayoutsSetup {
  @Bean
  CoinPrices coinPrices(JdbcClient jdbc, FeeRates rates, Catalogue catalogue, Clock clock) {
    return new CoinPrices(jdbc, rates, catalogue, clock);
  }

  @Bean
  CoinRates coinRates(CoinPrices prices, SpendingPolicy policy, PayoutsSettings settings) {
    return new CoinRates(prices, policy, settings);
  }

  @Bean
  CoinWay coinWay(
      JdbcClient jdbc,
      PayoutRows rows,
      PayoutMoves moves,
      UnspentCoins unspent,
      SpentCoins spent,
      CoinEvidence evidence,
      Addresses addresses,
      Signer signer,
      CoinRates rates,
      PayoutsSettings settings,
      RandomGenerator random,
      ObjectProvider<PayoutStep.Listener> listeners) {
    return CoinWay.of(
        jdbc,
        rows,
        moves,
        new Purse(unspent, addresses, signer, new CoinNoteRows(jdbc)),
        spent,
        evidence,
        signer,
        rates,
        new PayoutHolds(rows, moves, settings),
        random,
        listeners.getIfAvailable(() -> step -> {}));
  }

  @Bean
  CoinEvidence coinEvidence(
      JdbcClient jdbc,
      PayoutRows rows,
      SpentCoins spent,
      CoinsNow coins,
      Network network,
      ChainProgress progress,
      Departures departures,
      Clock clock) {
    return new CoinEvidence(
        new CoinEvidence.Own(
            new DoubtRows(jdbc, rows),
            rows,
            new BundleRows(jdbc),
            new HandedRows(jdbc),
            new LostBundles(jdbc, spent)),
        new CoinEvidence.Outside(new RecentCoins(coins, clock), network, progress, departures));
  }

  @Bean
  LostPayouts lostPayouts(
      JdbcClient jdbc,
      PayoutRows rows,
      PayoutMoves moves,
      SpentCoins spent,
      CoinEvidence evidence) {
    return new LostDesk(jdbc, rows, spent, moves, evidence);
  }

  @Bean
  ConsolidationRule consolidationRule(
      JdbcClient jdbc,
      CoinRates rates,
      Ledger ledger,
      SpendingPolicy policy,
      ConsolidationSettings settings,
      Clock clock) {
    OperatorShare share = new OperatorShare(ledger, new ConsolidationRows(jdbc));
    return new ConsolidationRule(jdbc, rates, share, policy, settings, clock);
  }

  @Bean
  Consolidation consolidation(
      ConsolidationRule rule,
      CoinWay coins,
      Signer signer,
      SweepWriter writer,
      JdbcClient jdbc,
      PayoutMoves moves,
      TransactionTemplate transactions,
      Wakeups wakeups,
      PayoutsSettings settings,
      Catalogue catalogue) {
    return new Consolidation(
        rule,
        new CoinStore(coins, rule, signer),
        writer,
        new BundleRows(jdbc),
        moves,
        transactions,
        wakeups,
        settings.poll(),
        catalogue);
  }

  @Bean
  ConsolidationWay consolidationWay(
      CoinWay coins,
      JdbcClient jdbc,
      PayoutMoves moves,
      CoinRates rates,
      ConsolidationRule rule,
      Signer signer) {
    return new ConsolidationWay(coins, jdbc, moves, rates, rule, signer);
  }

  @Bean
  CoinStocks coinStocks(ConsolidationRule rule, CoinWay coins, Signer signer, Catalogue catalogue) {
    return new StoredCoinStocks(rule, new CoinStore(coins, rule, signer), catalogue);
  }

  @Bean
  CoinCount coinCount(
      CoinWay coins, UnspentCoins unspent, Addresses addresses, Signer signer, JdbcClient jdbc) {
    Purse purse = new Purse(unspent, addresses, signer, new CoinNoteRows(jdbc));
    return new CoinCount(coins, purse, new SweepRows(jdbc));
  }
}
