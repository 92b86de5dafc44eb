package io.aureus.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.audit.AuditCheck;
import io.aureus.chains.Holdings;
import io.aureus.chains.Network;
import io.aureus.ledger.JournalCheck;
import io.aureus.money.Catalogue;
import io.aureus.testing.RunningGateway;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** What {@code aureus verify} says, for stories of other rooms. */
public final class Verified {
  private Verified() {}

  /**
   * @param settings where the database and the nodes are
   */
  public static void everythingHolds(Map<String, Object> settings) {
    ClosingStack parts = new ClosingStack();
    try {
      hold(VerifyCommand.findings(settings, parts));
    } finally {
      parts.close();
    }
  }

  /** The same of a gateway that runs, by its own beans: no second program is started. */
  public static void everythingHolds(RunningGateway gateway) {
    Invariants invariants =
        new VerifyApplication()
            .invariants(
                gateway.bean(JdbcClient.class),
                gateway.bean(JournalCheck.class),
                gateway.bean(Holdings.class),
                gateway.bean(Network.class),
                gateway.bean(Catalogue.class),
                gateway.bean(PlatformTransactionManager.class));
    List<Finding> findings = new ArrayList<>(invariants.check());
    findings.add(AuditCommand.finding(gateway.bean(AuditCheck.class).run(null)));
    hold(findings);
  }

  private static void hold(List<Finding> findings) {
    // Each of them was checked: nothing holds of itself.
    assertThat(findings)
        .extracting(Finding::no)
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    assertThat(findings)
        .allSatisfy(finding -> assertThat(finding.holds()).as(finding.text()).isTrue());
  }
}
