package io.aureus.commands;

import io.aureus.database.DataFolder;
import io.aureus.database.StartRefused;
import io.aureus.keys.MasterKeys;
import io.aureus.keys.OpenedKey;
import io.aureus.keys.PassphraseSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.core.env.StandardEnvironment;

/** Opens the master key before anything else is started: a wrong passphrase must cost nothing. */
final class Unlocking {
  private Unlocking() {}

  static MasterKeys keys(DataFolder folder) {
    return orRefuse(
        () ->
            new MasterKeys(
                new StandardEnvironment(),
                folder.path(),
                PassphraseSource::console,
                SharedBeans.random()));
  }

  /** Empty where the folder has no key yet. */
  static Optional<OpenedKey> of(DataFolder folder) {
    MasterKeys keys = keys(folder);
    return orRefuse(keys::open);
  }

  /** What an operator can mend is said in words alone. */
  static <T> T orRefuse(Supplier<T> work) {
    try {
      return work.get();
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw new StartRefused(String.valueOf(e.getMessage()));
    }
  }
}
