package io.aureus.dashboard;

import io.aureus.books.Books;
import io.aureus.callbacks.CallbackTests;
import io.aureus.callbacks.Deliveries;
import io.aureus.chains.ChainProgress;
import io.aureus.chains.Explorers;
import io.aureus.chains.lightning.LightningAccess;
import io.aureus.chains.lightning.NodeLooks;
import io.aureus.chains.lightning.UnknownSettlements;
import io.aureus.ledger.ChainSide;
import io.aureus.ledger.JournalPages;
import io.aureus.merchants.Credentials;
import io.aureus.merchants.DepthBounds;
import io.aureus.merchants.Merchants;
import io.aureus.merchants.People;
import io.aureus.money.Catalogue;
import io.aureus.orders.InvoiceBook;
import io.aureus.orders.OrderBook;
import io.aureus.orders.OrderTrials;
import io.aureus.orders.RefundLinks;
import io.aureus.orders.RiskNow;
import io.aureus.payouts.HandedOver;
import io.aureus.payouts.Payouts;
import io.aureus.wallets.OrderInvoices;
import io.aureus.wallets.OwnNodes;
import io.aureus.web.Measures;
import io.aureus.web.Pages;
import java.time.Clock;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The beans of the dashboard room. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DashboardSettings.class)
class DashboardSetup {

  @Bean
  MoneyProof moneyProof(
      People people,
      DashboardSettings settings,
      @Value("${aureus.mode:live}") String mode,
      Clock clock) {
    return new MoneyProof(
        people, settings.moneyNeedsApp(mode), settings.moneyAfterEnrolling(mode), clock);
  }

  @Bean
  Shells shells(Merchants merchants, MoneyProof moneyProof, Catalogue catalogue) {
    return new Shells(merchants, moneyProof, catalogue);
  }

  @Bean
  Deeds deeds(Pages pages) {
    return new Deeds(pages);
  }

  /** A bean, so that Spring Boot makes no user of its own with a password in the log. */
  @Bean
  SignInCheck signInCheck(People people) {
    return new SignInCheck(people);
  }

  @Bean
  SignedInActor signedInActor() {
    return new SignedInActor();
  }

  @Bean
  PayoutPages payoutPages(
      Payouts payouts,
      HandedOver handedOver,
      Deliveries deliveries,
      People people,
      Explorers explorers) {
    return new PayoutPages(payouts, handedOver, deliveries, people, explorers);
  }

  @Bean
  RefundViews refundViews(RefundLinks links, RandomGenerator random) {
    return new RefundViews(links, random);
  }

  @Bean
  DepthsPages depthsPages(
      Merchants merchants, DepthBounds bounds, Catalogue catalogue, RiskNow riskNow) {
    return new DepthsPages(merchants, bounds, catalogue, riskNow);
  }

  @Bean
  FirstSteps firstSteps(
      Merchants merchants,
      Credentials credentials,
      CallbackTests tests,
      Deliveries deliveries,
      OrderBook orders,
      JdbcClient jdbc) {
    FirstStepsRows rows = new FirstStepsRows(jdbc);
    return new FirstSteps(merchants, credentials, tests, deliveries, orders, rows);
  }

  @Bean
  Downloads downloads() {
    return new Downloads();
  }

  /** In the demo {@code aureus sink} waits for callbacks. */
  @Bean
  CallbacksPages callbacksPages(
      Credentials credentials,
      Merchants merchants,
      People people,
      @Value("${aureus.mode:live}") String mode) {
    String prefilled = mode.equals("demo") ? "http://127.0.0.1:9090/callback" : "";
    return new CallbacksPages(credentials, merchants, people, prefilled);
  }

  @Bean
  OrderPages orderPages(
      OrderBook orders,
      Deliveries deliveries,
      RefundViews refunds,
      Explorers explorers,
      OrderInvoices invoices,
      JournalPages journal,
      Optional<OrderTrials> trials) {
    return new OrderPages(orders, deliveries, refunds, explorers, invoices, journal, trials);
  }

  @Bean
  LightningStanding lightningStanding(
      Catalogue catalogue,
      LightningAccess access,
      NodeLooks looks,
      InvoiceBook invoices,
      DashboardSettings settings) {
    return new LightningStanding(catalogue, access, looks, invoices, settings.lightningInbound());
  }

  @Bean
  Measures lightningMeasures(LightningStanding standing) {
    return new LightningMeasures(standing);
  }

  @Bean
  LightningPages lightningPages(
      ChainProgress progress,
      ChainSide journal,
      Books books,
      Merchants merchants,
      UnknownSettlements unknown) {
    return new LightningPages(progress, journal, books, merchants, unknown);
  }

  @Bean
  OwnNodePages ownNodePages(OwnNodes nodes, NodeLooks looks, ChainProgress progress) {
    return new OwnNodePages(nodes, looks, progress);
  }

  @Bean
  UnspentViews unspentViews(
      OrderBook orders,
      Payouts payouts,
      Merchants merchants,
      Catalogue catalogue,
      Explorers explorers) {
    return new UnspentViews(orders, payouts, merchants, catalogue, explorers);
  }
}
