package io.aureus.backup;

import io.aureus.database.StartRefused;
import io.aureus.keys.Passphrase;
import io.aureus.keys.PassphraseSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** The passphrase of back-ups: apart from that of the master key, so that either may be lost. */
public final class BackupPassphrase {
  private final PassphraseSource source;

  /**
   * @param environment the operator's settings
   * @param terminal asks a person
   */
  public BackupPassphrase(Environment environment, PassphraseSource.Terminal terminal) {
    BackupSettings settings =
        Binder.get(environment).bindOrCreate("aureus.backup", BackupSettings.class);
    this.source =
        new PassphraseSource(
            settings.passphrase(), settings.passphraseFile(), "aureus-backup-passphrase", terminal);
  }

  /** One to seal a new back-up with. */
  public Passphrase chosen() {
    return need(() -> source.chosen("New passphrase of this back-up"));
  }

  /** The one of a back-up that is there. */
  public Passphrase known() {
    return need(() -> source.find("Passphrase of the back-up"));
  }

  private static Passphrase need(Supplier<Optional<Passphrase>> found) {
    try {
      return found
          .get()
          .orElseThrow(
              () ->
                  new StartRefused(
                      "a passphrase for the back-up is needed, and there is no terminal to ask for"
                          + " it: give it by AUREUS_BACKUP_PASSPHRASE_FILE"));
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw new StartRefused(String.valueOf(e.getMessage()));
    }
  }
}
