package io.aureus.payouts;

import io.aureus.chains.ChainsSettings;
import io.aureus.chains.lightning.LightningAccess;
import io.aureus.keys.Signer;
import io.aureus.keys.SpendingPolicy;
import io.aureus.wallets.Receiving;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans that pay invoices of Lightning. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LightningPayoutSettings.class)
class InvoicesSetup {
  @Bean
  InvoiceDesk invoiceDesk(
      JdbcClient jdbc,
      PayoutRows rows,
      LightningAccess access,
      Receiving receiving,
      SpendingPolicy policy,
      PayeeServices services,
      LightningPayoutSettings own,
      Clock clock) {
    return new InvoiceDesk(
        new LightningRows(jdbc),
        rows,
        own,
        new InvoiceDesk.Outside(access, receiving, policy, services, clock));
  }

  @Bean
  InvoicePayouts invoicePayouts(Payouts payouts, PayoutRows rows, TransactionTemplate together) {
    return new InvoicePayouts(payouts, new StandingPayouts(rows), together);
  }

  @Bean
  InvoicePayments invoicePayments(JdbcClient jdbc, PayoutRows rows) {
    return new InvoicePaymentRows(jdbc, rows);
  }

  @Bean
  PayInvoices payInvoices(
      JdbcClient jdbc,
      PayoutRows rows,
      PayoutMoves moves,
      LightningAccess access,
      Signer signer,
      PayoutsSettings settings,
      LightningPayoutSettings own,
      ChainsSettings chains,
      ObjectProvider<PayoutStep.Listener> listeners) {
    PayoutStep.Listener steps = listeners.getIfAvailable(() -> step -> {});
    InvoiceSending sending =
        new InvoiceSending(
            rows,
            new LightningRows(jdbc),
            moves,
            settings,
            own,
            new InvoiceSending.Outside(access, signer, steps));
    return new PayInvoices(rows, moves, sending, settings, own.mustOutlast(chains), steps);
  }
}
