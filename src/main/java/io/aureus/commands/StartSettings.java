package io.aureus.commands;

import io.aureus.database.DataFolder;
import io.aureus.database.DatabaseAddress;
import io.aureus.database.StartRefused;
import java.util.Map;

/** What the commands decide for the application: these win over the operator's settings. */
final class StartSettings {
  private static final String MODE = "mode";

  private StartSettings() {}

  /**
   * Takes a data folder for a mode, for ever: a demo's orders were paid with nothing.
   *
   * @throws StartRefused where it belongs to the other mode
   */
  static void claim(DataFolder folder, String mode) {
    String before = folder.read(MODE).map(String::strip).orElse("");
    if (before.isEmpty()) {
      folder.writePrivately(MODE, mode + "\n");
    } else if (!before.equals(mode)) {
      throw new StartRefused(
          "%s holds the data of a %s: give another folder with --data"
              .formatted(folder.path(), before.equals("live") ? "live installation" : before));
    }
  }

  static boolean isDemo(DataFolder folder) {
    return folder.read(MODE).map(String::strip).orElse("").equals("demo");
  }

  static Map<String, Object> of(DataFolder folder) {
    return Map.of("aureus.mode", "live", "aureus.data", folder.path().toString());
  }

  /** With the embedded server. */
  static Map<String, Object> of(DataFolder folder, DatabaseAddress address) {
    return Map.of(
        "aureus.mode", "live",
        "aureus.data", folder.path().toString(),
        "aureus.database.url", address.url(),
        "aureus.database.user", address.user(),
        "aureus.database.password", address.password());
  }
}
