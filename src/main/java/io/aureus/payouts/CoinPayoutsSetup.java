package io.aureus.payouts;

import io.aureus.chains.ChainProgress;
import io.aureus.chains.CoinsNow;
import io.aureus.chains.Departures;
import io.aureus.chains.FeeRates;
import io.aureus.chains.Network;
import io.aureus.chains.SpentCoins;
import io.aureus.chains.UnspentCoins;
import io.aureus.keys.Signer;
import io.aureus.keys.SpendingPolicy;
import io.aureus.money.Catalogue;
import io.aureus.wallets.Addresses;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The beans of this room that pay out coins. */
@Configuration(proxyBeanMethods = false)
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
        new Purse(unspent, addresses, signer),
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
}
