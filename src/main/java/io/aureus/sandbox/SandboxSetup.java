package io.aureus.sandbox;

import io.aureus.money.Catalogue;
import io.aureus.orders.OrderBook;
import io.aureus.orders.OrderTrials;
import io.aureus.orders.SandboxWindow;
import io.aureus.wallets.OrderInvoices;
import java.time.Clock;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of this room. Live mode has none. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "aureus.mode", havingValue = "demo")
class SandboxSetup {

  /**
   * @param nodes handed in by the command that started them; a demo without them has no panel
   */
  @Bean
  OrderTrials orderTrials(
      ObjectProvider<SimulatedNodes> nodes,
      OrderBook book,
      OrderInvoices invoices,
      SandboxWindow window,
      Catalogue catalogue,
      Clock clock) {
    SimulatedNodes none =
        new SimulatedNodes(new SimulatedNodes.Addresses(Map.of(), Map.of(), "", ""));
    return new SimulatedTrials(
        nodes.getIfAvailable(() -> none),
        new SimulatedTrials.Gateway(book, invoices, window),
        catalogue,
        new TrialDiary(clock));
  }
}
