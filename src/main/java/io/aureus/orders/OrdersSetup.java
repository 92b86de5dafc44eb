package io.aureus.orders;

import io.aureus.chains.ChainProgress;
import io.aureus.chains.Explorers;
import io.aureus.chains.ForgottenTransfers;
import io.aureus.chains.MempoolTrust;
import io.aureus.chains.TransferDepths;
import io.aureus.chains.TransferInbox;
import io.aureus.chains.Watchlist;
import io.aureus.chains.lightning.LightningAccess;
import io.aureus.chains.lightning.NodeLooks;
import io.aureus.jobs.GroupCommit;
import io.aureus.jobs.Job;
import io.aureus.keys.Signer;
import io.aureus.ledger.Ledger;
import io.aureus.merchants.DepthBounds;
import io.aureus.merchants.LightningNames;
import io.aureus.merchants.Merchants;
import io.aureus.money.Catalogue;
import io.aureus.payouts.Payouts;
import io.aureus.pricing.Quotes;
import io.aureus.wallets.Addresses;
import io.aureus.wallets.OrderInvoices;
import io.aureus.wallets.OwnNodes;
import io.aureus.wallets.Receiving;
import io.aureus.wallets.SelfCustody;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Names the beans of the orders room. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OrderSettings.class)
class OrdersSetup {
  private static final int ROWS_A_COMMIT = 128;

  @Bean
  Depths depths(ChainProgress progress, ForgottenTransfers forgotten) {
    return new ReadDepths(progress, forgotten);
  }

  @Bean
  Lookout lookout(ChainProgress progress, Explorers explorers, Catalogue catalogue, Clock clock) {
    return new ReadLookout(progress, explorers, catalogue, clock);
  }

  @Bean
  EarlyRows earlyRows(JdbcClient jdbc, DepthBounds bounds) {
    return new EarlyRows(jdbc, bounds);
  }

  @Bean
  RiskNow riskNow(EarlyRows early, Clock clock) {
    return merchant -> early.atRisk(merchant, clock.instant().minus(EarlyPayments.LOSSES));
  }

  @Bean
  EarlyPayments earlyPayments(
      EarlyRows early,
      OrderRows rows,
      OrderChanges changes,
      MempoolTrust trust,
      TransferDepths transferDepths,
      Catalogue catalogue,
      TransactionTemplate transactions,
      Clock clock) {
    return new EarlyPayments(
        early, rows, changes, trust, transferDepths, catalogue, transactions, clock);
  }

  @Bean
  OrderRows orderRows(JdbcClient jdbc, Catalogue catalogue) {
    return new OrderRows(jdbc, catalogue);
  }

  @Bean
  CheckoutTokens checkoutTokens(JdbcClient jdbc, RandomGenerator random, Clock clock) {
    return new CheckoutTokens(jdbc, random, clock);
  }

  @Bean
  TokenPurge tokenPurge(CheckoutTokens tokens, Clock clock) {
    return new TokenPurge(tokens, clock);
  }

  @Bean
  OrderChanges orderChanges(OrderRows rows, Ledger ledger, OrderMilestones milestones) {
    return new OrderChanges(rows, ledger, milestones);
  }

  @Bean
  AwaitedCoins awaitedCoins(Watchlist watchlist) {
    return new AwaitedCoins(watchlist);
  }

  @Bean(destroyMethod = "close")
  GroupCommit<NewOrderRow, Boolean> orderCommits(
      OrderSettings settings,
      TransactionTemplate transactions,
      JdbcTemplate jdbc,
      Receiving receiving,
      AwaitedCoins awaited) {
    GroupCommit.Limits limits =
        new GroupCommit.Limits(
            settings.queue(), ROWS_A_COMMIT, settings.writers(), Duration.ofSeconds(2));
    return GroupCommit.start(
        "orders", limits, transactions, new NewOrderRows(jdbc, receiving, awaited)::write);
  }

  @Bean
  OrderOpening orderOpening(
      Merchants merchants,
      Catalogue catalogue,
      Quotes quotes,
      DepthBounds bounds,
      Receiving receiving,
      OrderSettings settings,
      Clock clock,
      CheckoutTokens tokens,
      OrderRows rows,
      JdbcClient jdbc,
      GroupCommit<NewOrderRow, Boolean> commits) {
    return new OrderOpening(
        merchants,
        catalogue,
        quotes,
        new QuoteDepths(quotes, bounds),
        receiving,
        settings,
        clock,
        tokens,
        new ExistingOrders(jdbc, rows),
        commits);
  }

  @Bean
  LightningAddresses lightningAddresses(
      LightningNames names,
      Merchants merchants,
      Catalogue catalogue,
      LightningAccess nodes,
      OwnNodes own,
      Quotes quotes,
      OrderOpening opening,
      OrderInvoices invoices,
      OrderSettings settings) {
    return new LightningAddresses(
        names, merchants, catalogue, nodes, own, quotes, opening, invoices, settings.address());
  }

  @Bean
  InvoiceBeside invoiceBeside(
      Catalogue catalogue, ChainProgress progress, OwnNodes own, NodeLooks looks, Quotes quotes) {
    return new InvoiceBeside(catalogue, progress, own, looks, quotes);
  }

  @Bean
  OrderDesk orderDesk(
      OrderOpening opening,
      OrderRows rows,
      OrderChanges changes,
      CheckoutTokens tokens,
      Merchants merchants,
      Quotes quotes,
      InvoiceBeside beside,
      Receiving receiving,
      AwaitedCoins awaited,
      OrderSettings settings,
      TransactionTemplate transactions,
      Clock clock) {
    return new TransactionalOrderDesk(
        opening,
        rows,
        changes,
        tokens,
        merchants,
        quotes,
        beside,
        receiving,
        awaited,
        settings,
        transactions,
        clock);
  }

  @Bean
  OrderBook orderBook(JdbcClient jdbc, Catalogue catalogue, OrderRows rows, CheckoutTokens tokens) {
    return new PostgresOrderBook(jdbc, rows, new RefundRows(jdbc, catalogue), tokens);
  }

  @Bean
  OrderLists orderLists(JdbcClient jdbc, OrderRows rows, Receiving receiving) {
    return new OrderListRows(jdbc, rows, receiving);
  }

  @Bean
  InvoiceBook invoiceBook(JdbcClient jdbc, Clock clock) {
    return new InvoiceBookRows(jdbc, clock);
  }

  @Bean
  RefundLinkRows refundLinkRows(JdbcClient jdbc, Catalogue catalogue) {
    return new RefundLinkRows(jdbc, catalogue);
  }

  @Bean
  RefundDesk refunds(
      OrderRows rows,
      OrderChanges changes,
      RefundLinkRows links,
      Quotes quotes,
      Payouts payouts,
      Ledger ledger,
      TransactionTemplate transactions,
      Clock clock) {
    return new RefundDesk(
        rows, changes, links, new RefundPlan(quotes), payouts, ledger, transactions, clock);
  }

  @Bean
  StoredRefundLinks refundLinks(
      OrderRows rows,
      OrderChanges changes,
      RefundLinkRows links,
      CheckoutTokens tokens,
      Payouts payouts,
      OrderSettings settings,
      TransactionTemplate transactions,
      Clock clock) {
    return new StoredRefundLinks(
        rows, changes, links, tokens, payouts, settings.refundLinkLifetime(), transactions, clock);
  }

  @Bean
  RefundProgress refundProgress(OrderRows rows, OrderChanges changes, Clock clock) {
    return new RefundProgress(rows, changes, clock);
  }

  @Bean
  Job transferSettlement(
      TransferInbox inbox,
      Receiving receiving,
      Addresses addresses,
      SelfCustody selfCustody,
      Signer signer,
      OrderRows rows,
      OrderChanges changes,
      Ledger ledger,
      TransferDepths depths,
      Catalogue catalogue,
      TransactionTemplate transactions,
      Clock clock) {
    return new TransferSettlement(
        inbox,
        receiving,
        rows,
        changes,
        new StillThere(depths, changes),
        new StrayPayments(ledger, catalogue, addresses, selfCustody, signer),
        catalogue,
        transactions,
        clock);
  }

  @Bean
  Job windowEnds(
      JdbcClient jdbc,
      OrderRows rows,
      OrderChanges changes,
      ChainProgress progress,
      TransferInbox inbox,
      TransactionTemplate transactions,
      Clock clock) {
    return new WindowEnds(jdbc, rows, changes, progress, inbox, transactions, clock);
  }

  @Bean
  @ConditionalOnProperty(name = "aureus.mode", havingValue = "demo")
  SandboxWindow sandboxWindow(JdbcClient jdbc, Clock clock) {
    return new SandboxWindow(jdbc, clock);
  }
}
