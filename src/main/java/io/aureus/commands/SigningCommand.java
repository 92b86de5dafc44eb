package io.aureus.commands;

import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * {@code aureus signing resume}: takes the kill switch back where the keys are in the gateway. It
 * is a command, and no page, since it loosens: whoever types it is on the machine.
 */
final class SigningCommand {

  int run(List<String> arguments) {
    Options options = Options.read(arguments, Set.of("data"), Set.of());
    if (!options.words().equals(List.of("resume"))) {
      throw new Misuse("what is to be done? There is: signing resume");
    }
    ClosingStack parts = new ClosingStack();
    try {
      int resumed =
          JdbcClient.create(FolderDatabase.open(FolderDatabase.folder(options), parts))
              .sql(
                  """
                  update signing_stop set stopped = false, reason = '',
                    changed_by = 'operator at the machine', changed_at = now()
                  where stopped
                  """)
              .update();
      System.out.println(resumed == 1 ? "Signing is resumed." : "Signing was not stopped.");
      return Commands.WELL;
    } finally {
      parts.close();
    }
  }
}
