package io.aureus.commands;

import io.aureus.database.DataFolder;
import io.aureus.database.StartRefused;
import io.aureus.keys.MasterKeys;
import io.aureus.keys.Passphrase;
import io.aureus.keys.PassphraseSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * {@code aureus keys passphrase}: seals the master key under a passphrase, or under another one;
 * {@code aureus keys file} writes it plain again. A running instance goes on: it has the key.
 */
final class KeysCommand {
  int run(List<String> arguments) {
    Options options = Options.read(arguments, Set.of("data", "new-passphrase-file"), Set.of());
    if (options.words().size() != 1 || !Set.of("passphrase", "file").contains(word(options))) {
      throw new Misuse("what is to be done? There are: keys passphrase, keys file");
    }
    DataFolder folder = DataFolder.at(options.data());
    MasterKeys keys = Unlocking.keys(folder);
    Optional<Passphrase> passphrase = Optional.empty();
    if (word(options).equals("passphrase")) {
      PassphraseSource source =
          new PassphraseSource(
              "", options.text("new-passphrase-file").orElse(""), "", PassphraseSource::console);
      passphrase = Unlocking.orRefuse(() -> source.chosen("New passphrase of the master key"));
      if (passphrase.isEmpty()) {
        throw new Misuse("there is no terminal to ask at: give --new-passphrase-file FILE");
      }
    }
    Optional<Passphrase> chosen = passphrase;
    Unlocking.orRefuse(
        () -> {
          keys.change(chosen);
          return "";
        });
    note(folder, chosen.isPresent() ? "master key sealed" : "master key written plain");
    System.out.println(
        keys.file()
            + (chosen.isPresent()
                ? " opens with the passphrase alone. Copies of the file from before still open"
                    + " as before: destroy them."
                : " is plain again: whoever reads it has the key."));
    return Commands.WELL;
  }

  /** The key is changed by now: what is amiss with the database is told, and undoes nothing. */
  private static void note(DataFolder folder, String deed) {
    ClosingStack parts = new ClosingStack();
    try {
      FolderDatabase.atHand(folder, parts)
          .ifPresent(database -> CommandDeeds.write(database, deed, "master key", ""));
    } catch (StartRefused | DataAccessException | TransactionException e) {
      System.err.println("The audit log has no entry of this: " + e.getMessage());
    } finally {
      parts.close();
    }
  }

  private static String word(Options options) {
    return options.words().getFirst();
  }
}
