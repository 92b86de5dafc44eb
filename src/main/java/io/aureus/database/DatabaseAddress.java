package io.aureus.database;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Where PostgreSQL answers and as whom we speak to it.
 *
 * @param url a JDBC URL without credentials
 */
public record DatabaseAddress(String url, String user, String password) {

  /**
   * Reads {@code postgres://user:password@host:port/name?parameters}, {@code postgresql://…}, or a
   * JDBC URL that carries its user and password as parameters or not at all.
   *
   * @throws StartRefused with words that do not repeat the password
   */
  public static DatabaseAddress parse(String text) {
    if (text.startsWith("jdbc:postgresql://")) {
      return new DatabaseAddress(text, "", "");
    }
    if (!text.startsWith("postgres://") && !text.startsWith("postgresql://")) {
      throw new StartRefused(
          "AUREUS_DATABASE_URL must begin with postgres:// or jdbc:postgresql://, as in"
              + " postgres://aureus:password@db.example:5432/aureus");
    }
    try {
      URI uri = new URI(text);
      String host = uri.getHost();
      String path = uri.getRawPath();
      if (host == null || path == null || path.length() < 2) {
        throw new StartRefused(
            "AUREUS_DATABASE_URL needs a host and a database name, as in"
                + " postgres://aureus:password@db.example:5432/aureus");
      }
      String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
      String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
      String[] who = (uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo()).split(":", 2);
      return new DatabaseAddress(
          "jdbc:postgresql://" + host + port + path + query,
          decoded(who[0]),
          who.length > 1 ? decoded(who[1]) : "");
    } catch (URISyntaxException e) {
      throw new StartRefused(
          "AUREUS_DATABASE_URL is not a URL: "
              + e.getReason()
              + " at character "
              + e.getIndex()
              + "; special characters of the password must be percent-encoded");
    }
  }

  /** Hides the password, and the URL's parameters, which may hold one. */
  @Override
  public String toString() {
    return url.split("\\?", 2)[0];
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
