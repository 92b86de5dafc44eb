package io.aureus.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Whether a server keeps what it has acknowledged: asked of the server itself. */
final class Durability {
  /** The oldest major version that every statement of ours runs on. */
  static final int OLDEST_MAJOR = 15;

  private Durability() {}

  /**
   * @return warnings that the operator should read
   * @throws StartRefused where an acknowledged commit could be lost, or the server is too old
   */
  static List<String> check(Connection connection) throws SQLException {
    int major = connection.getMetaData().getDatabaseMajorVersion();
    if (major < OLDEST_MAJOR) {
      throw new StartRefused(
          "PostgreSQL %d is too old: %d or newer is needed".formatted(major, OLDEST_MAJOR));
    }
    for (String name : List.of("fsync", "synchronous_commit")) {
      if (show(connection, name).equals("off")) {
        throw new StartRefused(
            "PostgreSQL runs with %s=off: a crash would lose orders that were acknowledged. "
                    .formatted(name)
                + "Set it to on and restart the server.");
      }
    }
    List<String> warnings = new ArrayList<>();
    if (show(connection, "full_page_writes").equals("off")) {
      warnings.add(
          "PostgreSQL runs with full_page_writes=off: after a power cut its files may be torn,"
              + " unless the file system writes pages whole (ZFS does)");
    }
    return warnings;
  }

  static String show(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("show " + name)) {
      row.next();
      return row.getString(1);
    }
  }
}
