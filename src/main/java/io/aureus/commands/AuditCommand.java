package io.aureus.commands;

import io.aureus.audit.AuditCheck;
import io.aureus.audit.AuditCheck.Anchor;
import io.aureus.audit.AuditCheck.Report;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code aureus audit verify}: whether the log of what people and keys did is whole. */
final class AuditCommand {

  int run(List<String> arguments) {
    Options options = Options.read(arguments, Set.of("data", "anchor"), Set.of());
    if (!options.words().equals(List.of("verify"))) {
      throw new Misuse("what is to be done? There is: audit verify");
    }
    Anchor anchor = options.text("anchor").map(AuditCommand::anchor).orElse(null);
    ClosingStack parts = new ClosingStack();
    try {
      JdbcClient jdbc =
          JdbcClient.create(FolderDatabase.open(FolderDatabase.folder(options), parts));
      Report report = AuditCheck.of(jdbc).run(anchor);
      System.out.println(finding(report).text());
      if (report.isSound() && report.entries() > 0) {
        System.out.printf(
            "The last entry, to be kept outside of this machine: --anchor %d:%s%n",
            report.entries(), report.head());
      }
      return report.isSound() ? Commands.WELL : Commands.FAILED;
    } finally {
      parts.close();
    }
  }

  static Finding finding(Report report) {
    String figures =
        "%d entries whole%s, guard of the log %s%s"
            .formatted(
                report.entries(),
                report.fault().isEmpty() ? "" : "; " + report.fault(),
                report.isGuarded() ? "in force" : "MISSING",
                report.silent().isEmpty()
                    ? ""
                    : "; NOT WRITTEN DOWN, a trigger is missing or off: " + report.silent());
    return new Finding(
        12, "The audit log is one chain, in which nothing was altered", figures, report.isSound());
  }

  private static Anchor anchor(String text) {
    try {
      return Anchor.of(text);
    } catch (IllegalArgumentException e) {
      throw new Misuse("--anchor: " + e.getMessage());
    }
  }
}
