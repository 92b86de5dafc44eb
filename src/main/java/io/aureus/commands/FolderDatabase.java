package io.aureus.commands;

import io.aureus.database.DataFolder;
import io.aureus.database.DatabaseAddress;
import io.aureus.database.EmbeddedServer;
import io.aureus.database.FolderLock;
import io.aureus.database.StartRefused;
import java.nio.file.Files;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The database of a data folder, for a command that works beside a running instance or without. */
final class FolderDatabase {
  private FolderDatabase() {}

  static DataFolder folder(Options options) {
    return DataFolder.existing(options.data())
        .orElseThrow(
            () ->
                new StartRefused(
                    options.data() + " is no data folder of Aureus: name it with --data"));
  }

  /**
   * Starts the embedded server where it does not run; an outside one is taken from the settings.
   */
  static DataSource open(DataFolder folder, ClosingStack parts) {
    Optional<DataSource> outside = outside();
    if (outside.isPresent()) {
      return outside.get();
    }
    if (FolderLock.isHeld(folder)) {
      return source(
          EmbeddedServer.running(folder)
              .orElseThrow(
                  () ->
                      new StartRefused("the instance on " + folder.path() + " is still starting")));
    }
    parts.add(FolderLock.take(folder));
    return source(parts.add(EmbeddedServer.start(folder, SharedBeans.random())).address());
  }

  /** As {@link #open}, where there is a database yet. */
  static Optional<DataSource> atHand(DataFolder folder, ClosingStack parts) {
    boolean isThere = outside().isPresent() || Files.exists(folder.file("postgres"));
    return isThere ? Optional.of(open(folder, parts)) : Optional.empty();
  }

  /** The outside server, where the settings name one. */
  static Optional<DataSource> outside() {
    String outside = System.getenv().getOrDefault("AUREUS_DATABASE_URL", "");
    if (outside.isBlank()) {
      return Optional.empty();
    }
    DatabaseAddress told = DatabaseAddress.parse(outside);
    return Optional.of(
        source(
            new DatabaseAddress(
                told.url(),
                told("AUREUS_DATABASE_USER", told.user()),
                told("AUREUS_DATABASE_PASSWORD", told.password()))));
  }

  private static String told(String variable, String otherwise) {
    String value = System.getenv().getOrDefault(variable, "");
    return value.isBlank() ? otherwise : value;
  }

  static DataSource source(DatabaseAddress address) {
    return new DriverManagerDataSource(address.url(), address.user(), address.password());
  }
}
