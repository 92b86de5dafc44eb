package io.aureus.keys;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a passphrase comes from: a setting, a file, a credential that systemd hands over, or a
 * person at a terminal. Never from an argument: those every user of the machine can read.
 */
public final class PassphraseSource {
  /** Asks a person without showing what he types. */
  public interface Terminal {
    /**
     * @return null where nobody is there
     */
    char @Nullable [] ask(String words);
  }

  private final String told;
  private final String file;
  private final String credential;
  private final Terminal terminal;

  /**
   * @param told the passphrase itself; empty for none
   * @param file a file whose first line it is; empty for none
   * @param credential its name among systemd's credentials
   */
  public PassphraseSource(String told, String file, String credential, Terminal terminal) {
    this.told = told;
    this.file = file;
    this.credential = credential;
    this.terminal = terminal;
  }

  /** The terminal of this process, where it has one. */
  public static char @Nullable [] console(String words) {
    return Optional.ofNullable(System.console())
        .filter(Console::isTerminal)
        .map(console -> console.readPassword("%s: ", words))
        .orElse(null);
  }

  /** What is given without asking anybody. */
  public Optional<Passphrase> given() {
    if (!told.isEmpty()) {
      return Optional.of(new Passphrase(told));
    }
    if (!file.isBlank()) {
      return Optional.of(read(Path.of(file.strip())));
    }
    String folder = System.getenv().getOrDefault("CREDENTIALS_DIRECTORY", "");
    Path path = Path.of(folder, credential);
    return !folder.isBlank() && Files.isRegularFile(path)
        ? Optional.of(read(path))
        : Optional.empty();
  }

  /** What is given, else what a person types; empty where there is nobody to ask. */
  public Optional<Passphrase> find(String words) {
    return given().or(() -> typed(words));
  }

  /**
   * One that is to be set: typed twice, since nobody sees it.
   *
   * @throws IllegalArgumentException where it is too short, or both times are not the same
   */
  public Optional<Passphrase> chosen(String words) {
    Optional<Passphrase> given = given();
    if (given.isPresent()) {
      return given.map(Passphrase::strong);
    }
    Optional<Passphrase> first = typed(words).map(Passphrase::strong);
    if (first.isPresent() && !first.equals(typed(words + ", once more"))) {
      throw new IllegalArgumentException("the two were not the same: nothing was changed");
    }
    return first;
  }

  private Optional<Passphrase> typed(String words) {
    char[] letters = terminal.ask(words);
    if (letters == null) {
      return Optional.empty();
    }
    Passphrase passphrase = new Passphrase(new String(letters));
    Arrays.fill(letters, ' ');
    return Optional.of(passphrase);
  }

  private static Passphrase read(Path file) {
    try {
      MasterKey.refuseIfOthersMayRead(file, "passphrase");
      return new Passphrase(
          Files.readString(file, StandardCharsets.UTF_8).lines().findFirst().orElse(""));
    } catch (IOException e) {
      throw new IllegalStateException("cannot read the passphrase from " + file + ": " + e, e);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("the passphrase file " + file + " is empty", e);
    }
  }
}
