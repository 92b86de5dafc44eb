package io.aureus.payouts;

import io.aureus.chains.AccountNetwork;
import io.aureus.chains.Arrivals;
import io.aureus.chains.BroughtCoins;
import io.aureus.chains.ChainProgress;
import io.aureus.chains.CoinsNow;
import io.aureus.chains.Departures;
import io.aureus.chains.Network;
import io.aureus.chains.SpentCoins;
import io.aureus.chains.lightning.LightningAccess;
import io.aureus.jobs.Wakeups;
import io.aureus.keys.Signer;
import io.aureus.wallets.Addresses;
import io.aureus.wallets.OwnPlaces;
import io.aureus.wallets.SelfCustody;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The beans for payouts that people sign, or whose doubts people settle. */
@Configuration(proxyBeanMethods = false)
class ByHandSetup {
  @Bean
  HandedOver handedOver(
      JdbcClient jdbc,
      PayoutRows rows,
      PayoutMoves moves,
      CoinHanding handing,
      OwnRivals rivals,
      OwnFinding finding,
      Wakeups wakeups) {
    CoinHanding.Tables tables = tables(jdbc);
    OwnSigning signing = new OwnSigning(rows, moves, tables, handing, rivals, finding, wakeups);
    return new HandedDesk(rows, tables, moves, signing, finding, wakeups);
  }

  private static CoinHanding.Tables tables(JdbcClient jdbc) {
    return new CoinHanding.Tables(
        new HandedRows(jdbc), new OwnDraftRows(jdbc), new OwnProofRows(jdbc));
  }

  @Bean
  CoinHanding.Outside coinHandingOutside(
      BroughtCoins coins, SpentCoins spent, Network network, CoinsNow now) {
    return new CoinHanding.Outside(coins, spent, network, now);
  }

  @Bean
  OwnRivals ownRivals(JdbcClient jdbc, CoinHanding.Outside outside) {
    return new OwnRivals(new OwnDraftRows(jdbc), outside);
  }

  @Bean
  OwnFinding ownFinding(
      JdbcClient jdbc,
      PayoutRows rows,
      PayoutMoves moves,
      OwnRivals rivals,
      Departures departures,
      CoinHanding.Outside own,
      SelfCustody selfCustody,
      ChainProgress progress) {
    return new OwnFinding(
        rows,
        moves,
        tables(jdbc),
        rivals,
        new OwnFinding.Outside(departures, own.coins(), selfCustody, progress, own.now()));
  }

  @Bean
  OwnRecall ownRecall(JdbcClient jdbc, OwnFinding finding, CoinHanding.Outside outside) {
    return new OwnRecall(new OwnDraftRows(jdbc), finding, outside);
  }

  @Bean
  HandedMoves handedMoves(
      JdbcClient jdbc, PayoutRows rows, PayoutMoves moves, PayoutsSettings settings) {
    return new HandedMoves(rows, new HandedRows(jdbc), moves, settings);
  }

  @Bean
  OwnPurse ownPurse(JdbcClient jdbc, BroughtCoins coins, OwnPlaces places) {
    return new OwnPurse(coins, places, new OwnDraftRows(jdbc), new CoinNoteRows(jdbc));
  }

  @Bean
  CoinHanding coinHanding(
      JdbcClient jdbc,
      PayoutRows rows,
      PayoutMoves moves,
      HandedMoves common,
      OwnPlaces places,
      OwnPurse purse,
      OwnFinding finding,
      CoinHanding.Outside outside,
      CoinRates rates) {
    CoinHanding.Tables tables = tables(jdbc);
    return new CoinHanding(
        moves,
        common,
        tables,
        new OwnDrafting(rows, moves, tables.drafts(), purse, places, rates),
        finding,
        outside);
  }

  @Bean
  Handing handing(
      JdbcClient jdbc,
      PayoutRows rows,
      PayoutMoves moves,
      HandedMoves common,
      CoinHanding coins,
      Departures departures,
      Arrivals arrivals,
      SelfCustody selfCustody,
      Network network,
      AccountNetwork accounts,
      ChainProgress progress) {
    HandedRows handed = new HandedRows(jdbc);
    return new Handing(
        handed,
        moves,
        common,
        new Offering(rows, handed, moves, selfCustody, arrivals, accounts),
        coins,
        new Handing.Outside(departures, selfCustody, network, accounts, progress));
  }

  @Bean
  AccountEvidence accountEvidence(
      JdbcClient jdbc,
      PayoutRows rows,
      Signer signer,
      Addresses addresses,
      AccountNetwork accounts,
      Network network,
      ChainProgress progress,
      Departures departures) {
    return new AccountEvidence(
        new AccountEvidence.Own(
            new DoubtRows(jdbc, rows),
            rows,
            new Places(jdbc),
            new SignedRows(jdbc),
            new HandedRows(jdbc),
            new Sources(signer, addresses)),
        new AccountEvidence.Outside(accounts, network, progress, departures));
  }

  @Bean
  Doubts doubts(
      JdbcClient jdbc,
      PayoutRows rows,
      PayoutMoves moves,
      AccountEvidence accounts,
      CoinEvidence coins,
      LostPayouts lost,
      LightningAccess lightning,
      Clock clock,
      Wakeups wakeups) {
    return new DoubtDesk(
        new DoubtRows(jdbc, rows),
        rows,
        new HandedRows(jdbc),
        moves,
        new Evidences(
            accounts, coins, new InvoiceEvidence(new LightningRows(jdbc), lightning, clock)),
        new DoubtDesk.Lost(new LostRows(jdbc), lost),
        new InvoiceProof(new LightningRows(jdbc), moves),
        wakeups);
  }
}
