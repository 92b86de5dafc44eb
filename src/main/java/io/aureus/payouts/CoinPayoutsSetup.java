package io.aureus.payouts;

import io.aureus.chains.SpentCoins;
import io.aureus.chains.UnspentCoins;
import io.aureus.keys.Signer;
import io.aureus.keys.SpendingPolicy;
import io.aureus.wallets.Addresses;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The beans of this room that pay out coins. */
@Configuration(proxyBeanMethods = false)
class CoinPayoutsSetup {
  @Bean
  CoinWay coinWay(
      JdbcClient jdbc,
      PayoutRows rows,
      PayoutMoves moves,
      UnspentCoins unspent,
      SpentCoins spent,
      Addresses addresses,
      Signer signer,
      SpendingPolicy policy,
      GasPrices prices,
      PayoutsSettings settings,
      ObjectProvider<PayoutStep.Listener> listeners) {
    return CoinWay.of(
        jdbc,
        rows,
        moves,
        new Purse(unspent, addresses, signer),
        spent,
        signer,
        new CoinRates(prices, policy, settings),
        new PayoutHolds(rows, moves, settings),
        listeners.getIfAvailable(() -> step -> {}));
  }

  @Bean
  LostPayouts lostPayouts(JdbcClient jdbc, PayoutRows rows, PayoutMoves moves, SpentCoins spent) {
    return new LostDesk(jdbc, rows, spent, moves);
  }
}
