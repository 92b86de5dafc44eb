package io.aureus.commands;

import io.aureus.database.StartRefused;
import io.aureus.merchants.LostApp;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * {@code aureus people reset-app}: takes a person's authenticator app off. A command, and no page:
 * whoever types it is on the machine. The triggers of the audit log write what it did.
 */
final class PeopleCommand {
  private static final String RENEW = "new-password";

  int run(List<String> arguments) {
    Options options = Options.read(arguments, Set.of("data"), Set.of(RENEW));
    List<String> words = options.words();
    if (words.size() != 2 || !words.getFirst().equals("reset-app")) {
      throw new Misuse(
          "what is to be done? There is: people reset-app EMAIL [--new-password] [--data DIR]");
    }
    ClosingStack parts = new ClosingStack();
    try {
      DataSource database = FolderDatabase.open(FolderDatabase.folder(options), parts);
      String told =
          new TransactionTemplate(new JdbcTransactionManager(database))
              .execute(
                  status ->
                      reset(JdbcClient.create(database), words.getLast(), options.has(RENEW)));
      System.out.println(Objects.requireNonNull(told));
      return Commands.WELL;
    } finally {
      parts.close();
    }
  }

  /** In the current transaction. */
  static String reset(JdbcClient jdbc, String email, boolean renews) {
    jdbc.sql("select set_config('aureus.actor', 'operator', true)").query(String.class).single();
    LostApp lost = new LostApp(jdbc, SharedBeans.random());
    long person =
        lost.person(email)
            .orElseThrow(() -> new StartRefused("nobody here has the address " + email));
    StringBuilder told = new StringBuilder();
    told.append(
        lost.takeOff(person)
            ? "The authenticator app is taken off, and its recovery codes are void."
            : "There was no authenticator app to take off.");
    // An app that a thief set up came with a session of his.
    jdbc.sql("delete from dashboard_session where lower(principal_name) = lower(?)")
        .param(email.strip())
        .update();
    told.append(" The person is signed out everywhere.");
    told.append(
        renews
            ? "\nThe new password, shown this once: " + lost.newPassword(person, email)
            : " The password stays as it was: if somebody else may know it, do this again with"
                + " --new-password.");
    told.append(
        "\nSet up an app again under Security. It moves money after the time of"
            + " aureus.dashboard.money-after-enrolling.");
    return told.toString();
  }
}
