package io.aureus.commands;

import io.aureus.chains.Holdings;
import io.aureus.chains.Network;
import io.aureus.chains.lightning.BroughtNode;
import io.aureus.chains.lightning.BroughtNodes;
import io.aureus.chains.lightning.NodeHosts;
import io.aureus.jobs.Wakeups;
import io.aureus.ledger.JournalCheck;
import io.aureus.money.Catalogue;
import java.net.UnknownHostException;
import java.util.List;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The few rooms that {@code aureus verify} needs: no job runs, no port is opened. */
@EnableAutoConfiguration
@ComponentScan({
  "io.aureus.database",
  "io.aureus.audit",
  "io.aureus.chains",
  "io.aureus.ledger",
  "io.aureus.commands"
})
class VerifyApplication {
  @Bean
  Wakeups wakeups() {
    return job -> {};
  }

  /** What is in merchants' own nodes is not in our custody, and nobody asks them here. */
  @Bean
  BroughtNodes noBroughtNodes() {
    return new BroughtNodes() {
      @Override
      public List<BroughtNode> toRead() {
        return List.of();
      }

      @Override
      public void forget() {
        // There is none.
      }
    };
  }

  @Bean
  NodeHosts noHosts() {
    return (host, isEncrypted) -> {
      throw new UnknownHostException("no merchant's node is asked while the books are verified");
    };
  }

  @Bean
  Invariants invariants(
      JdbcClient jdbc,
      JournalCheck journal,
      Holdings holdings,
      Network network,
      Catalogue catalogue,
      PlatformTransactionManager manager) {
    TransactionTemplate snapshot = new TransactionTemplate(manager);
    snapshot.setReadOnly(true);
    snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    PayoutInvariants payouts =
        new PayoutInvariants(new PayoutInvariantRows(jdbc), network, catalogue);
    return new Invariants(new InvariantRows(jdbc), payouts, journal, holdings, catalogue, snapshot);
  }
}
