package io.aureus.commands;

import io.aureus.database.DataFolder;
import io.aureus.database.DatabaseAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The two gateways of a crash bench, each a process of its own, on one database. */
final class CrashGateways {
  private static final List<String> MACHINE = List.of("-XX:TieredStopAtLevel=1", "-Xmx256m");

  private CrashGateways() {}

  /**
   * Starts both, and returns once they answer: the first has made the tables and the merchant
   * before the second starts.
   *
   * @param settings of their chains
   */
  static List<CrashNode> start(
      Class<?> application,
      DataFolder folder,
      DatabaseAddress database,
      Map<String, Object> settings,
      ClosingStack parts) {
    Map<String, String> environment = environment(database, settings);
    List<CrashNode> nodes = new ArrayList<>();
    for (String name : List.of("1", "2")) {
      CrashNode node =
          parts.add(
              new CrashNode(
                  name,
                  () -> process(application, folder, environment, List.of()),
                  folder.file("gateway-" + name + ".log")));
      node.start();
      node.awaitReady();
      nodes.add(node);
    }
    return nodes;
  }

  /**
   * One of them, not started yet.
   *
   * @param more options of {@link CrashGateway}
   */
  static ProcessBuilder process(
      Class<?> application, DataFolder folder, Map<String, String> environment, List<String> more) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("bench", CrashGateway.WORD, "--data", folder.path().toString()));
    words.addAll(more);
    ProcessBuilder builder = OwnProcess.of(application, MACHINE, words);
    builder.environment().putAll(environment);
    return builder;
  }

  /** How such a process is told its settings. */
  static Map<String, String> environment(DatabaseAddress database, Map<String, Object> chains) {
    Map<String, Object> settings = new HashMap<>(chains);
    settings.put("aureus.database.url", database.url());
    settings.put("aureus.database.user", database.user());
    settings.put("aureus.database.password", database.password());
    settings.put("aureus.database.connections", "14");
    settings.put("aureus.jobs.lease", "3s");
    settings.put("aureus.jobs.longest-pause", "2s");
    settings.put("aureus.payouts.poll", "300ms");
    settings.put("aureus.api.rate-per-minute", "100000000");
    settings.put("aureus.api.rate-burst", "1000000");
    Map<String, String> environment = new HashMap<>();
    settings.forEach((key, value) -> environment.put(KnownSettings.variable(key), "" + value));
    return environment;
  }

  /** Prints what is wrong, or the good end. */
  static int end(List<String> wrong, String good) {
    wrong.stream().limit(50).forEach(words -> System.out.println("WRONG " + words));
    System.out.println(wrong.isEmpty() ? good : wrong.size() + " things are wrong.");
    return wrong.isEmpty() ? Commands.WELL : Commands.FAILED;
  }

  /** What {@code aureus verify} finds wrong; all of it is printed. */
  static List<String> verify(
      DataFolder folder, DatabaseAddress database, Map<String, Object> chains, ClosingStack parts) {
    Map<String, Object> settings = new HashMap<>(StartSettings.of(folder, database));
    settings.put("aureus.mode", "demo");
    settings.putAll(chains);
    List<String> wrong = new ArrayList<>();
    for (Finding finding : VerifyCommand.findings(settings, parts)) {
      System.out.println(finding.text());
      if (!finding.holds()) {
        wrong.add("verify, " + finding.no() + ": " + finding.rule());
      }
    }
    return wrong;
  }
}
