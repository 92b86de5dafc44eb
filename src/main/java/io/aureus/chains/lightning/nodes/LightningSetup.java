package io.aureus.chains.lightning.nodes;

import io.aureus.chains.ChainFamily;
import io.aureus.chains.ChainJournal;
import io.aureus.chains.ChainsSettings;
import io.aureus.chains.lightning.BroughtNodes;
import io.aureus.chains.lightning.LightningAccess;
import io.aureus.chains.lightning.NodeHosts;
import io.aureus.chains.lightning.NodeOpening;
import io.aureus.jobs.Job;
import io.aureus.jobs.Wakeups;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Names this sub-room's beans. */
@Configuration(proxyBeanMethods = false)
class LightningSetup {
  @Bean
  LightningAccess lightningAccess(ChainsSettings settings, Clock clock) {
    return new ConfiguredNodes(settings, clock);
  }

  @Bean
  NodeOpening nodeOpening(NodeHosts hosts, Clock clock) {
    return new GuardedOpening(hosts, clock);
  }

  @Bean
  Job readBroughtNodes(
      BroughtNodes brought,
      NodeOpening opening,
      Catalogue catalogue,
      LookRows looks,
      JdbcClient jdbc,
      TransactionTemplate transactions,
      Wakeups wakeups,
      Clock clock) {
    return new ReadBroughtNodes(
        brought,
        opening,
        catalogue,
        looks,
        new ChainJournal.Parts(jdbc, transactions, wakeups, clock));
  }

  @Bean
  LookRows lightningLooks(JdbcClient jdbc, Clock clock) {
    return new LookRows(jdbc, clock);
  }

  @Bean
  Job lookAtNodes(
      ChainsSettings settings,
      Catalogue catalogue,
      LightningAccess access,
      LookRows rows,
      TransactionTemplate transactions,
      Clock clock) {
    List<Chain> chains =
        catalogue.chains().stream()
            .filter(Chain::isLightning)
            .filter(chain -> settings.chains().containsKey(chain.code()))
            .toList();
    return new LookAtNodes(chains, access, rows, transactions, clock);
  }

  @Bean
  UnknownRows unknownSettlements(JdbcClient jdbc) {
    return new UnknownRows(jdbc);
  }

  @Bean
  ChainFamily lightningFamily(
      LightningAccess access,
      UnknownRows unknown,
      JdbcClient jdbc,
      TransactionTemplate transactions,
      Wakeups wakeups,
      Clock clock) {
    return new LightningFamily(
        access, unknown, new ChainJournal.Parts(jdbc, transactions, wakeups, clock));
  }
}
