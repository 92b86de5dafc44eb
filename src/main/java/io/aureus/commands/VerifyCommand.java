package io.aureus.commands;

import io.aureus.audit.AuditCheck;
import io.aureus.database.DataFolder;
import io.aureus.database.DatabaseAddress;
import io.aureus.database.EmbeddedServer;
import io.aureus.database.FolderLock;
import io.aureus.database.StartRefused;
import io.aureus.sandbox.SimulatedEthereum;
import io.aureus.sandbox.SimulatedLightning;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * {@code aureus verify}: what must hold of orders, ledger and chain, with its figures. Reads only;
 * works beside a running instance, and without one.
 */
final class VerifyCommand {

  int run(List<String> arguments) {
    Options options = Options.read(arguments, Set.of("data"), Set.of());
    options.noWords();
    DataFolder folder =
        DataFolder.existing(options.data())
            .orElseThrow(
                () ->
                    new StartRefused(
                        options.data() + " is no data folder of Aureus: name it with --data"));
    ClosingStack parts = new ClosingStack();
    try {
      List<Finding> findings = findings(settings(folder, parts), parts);
      findings.forEach(finding -> System.out.println(finding.text()));
      long failed = findings.stream().filter(finding -> !finding.holds()).count();
      System.out.println(failed == 0 ? "All hold." : failed + " of them do not hold.");
      return failed == 0 ? Commands.WELL : Commands.FAILED;
    } finally {
      parts.close();
    }
  }

  /**
   * Looks at an installation.
   *
   * @param settings where its database and its nodes are
   */
  static List<Finding> findings(Map<String, Object> settings, ClosingStack parts) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("aureus.database.connections", "4");
    all.put("spring.flyway.enabled", "false");
    SpringApplication spring = Gateway.application(VerifyApplication.class, all);
    spring.setWebApplicationType(WebApplicationType.NONE);
    ConfigurableApplicationContext context = parts.add(spring.run());
    List<Finding> findings = new ArrayList<>(context.getBean(Invariants.class).check());
    findings.add(AuditCommand.finding(context.getBean(AuditCheck.class).run(null)));
    return List.copyOf(findings);
  }

  private static Map<String, Object> settings(DataFolder folder, ClosingStack parts) {
    boolean beside = FolderLock.isHeld(folder);
    if (!beside) {
      parts.add(FolderLock.take(folder));
    }
    Map<String, Object> settings = new HashMap<>(StartSettings.of(folder));
    if (System.getenv().getOrDefault("AUREUS_DATABASE_URL", "").isBlank()) {
      settings.putAll(StartSettings.of(folder, address(folder, beside, parts)));
    }
    if (StartSettings.isDemo(folder)) {
      settings.put("aureus.mode", "demo");
      SandboxFile nodes = nodes(folder, beside, parts);
      settings.putAll(DemoChain.settings(nodes.node()));
      settings.putAll(DemoCoins.settings(nodes.coinNodes()));
      settings.putAll(DemoLightning.settings(nodes.lightning().shop()));
    }
    return settings;
  }

  private static DatabaseAddress address(DataFolder folder, boolean beside, ClosingStack parts) {
    if (beside) {
      return EmbeddedServer.running(folder)
          .orElseThrow(
              () -> new StartRefused("the instance on " + folder.path() + " is still starting"));
    }
    return parts.add(EmbeddedServer.start(folder, SharedBeans.random())).address();
  }

  private static SandboxFile nodes(DataFolder folder, boolean beside, ClosingStack parts) {
    if (beside) {
      return SandboxFile.read(folder)
          .orElseThrow(() -> new StartRefused("the demo is still starting: try again"));
    }
    SimulatedEthereum node = parts.add(DemoChain.start(folder));
    Map<String, String> coins = DemoCoins.start(folder, parts).urls();
    SimulatedLightning lightning = parts.add(DemoLightning.start(folder));
    return new SandboxFile(node.url(), coins, SandboxFile.Lightning.of(lightning), List.of());
  }
}
