package io.aureus.database;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which PostgreSQL we speak to.
 *
 * @param url {@code postgres://user:password@host:port/name} or a JDBC URL; empty for the embedded
 *     server
 * @param user takes the place of the URL's user where it is set
 * @param password takes the place of the URL's password where it is set
 * @param durable false to accept a server that may lose what it acknowledged: for tests only
 * @param connections how many connections are held at most, 4 to 500
 */
@ConfigurationProperties("aureus.database")
record DatabaseSettings(
    @DefaultValue("") String url,
    @DefaultValue("") String user,
    @DefaultValue("") String password,
    @DefaultValue("true") boolean durable,
    @DefaultValue("20") int connections) {
  DatabaseSettings {
    if (connections < 4 || connections > 500) {
      throw new IllegalArgumentException(
          "aureus.database.connections must be 4 to 500, not " + connections);
    }
  }

  DatabaseAddress address() {
    DatabaseAddress told = DatabaseAddress.parse(url);
    return new DatabaseAddress(
        told.url(),
        user.isEmpty() ? told.user() : user,
        password.isEmpty() ? told.password() : password);
  }

  @Override
  public String toString() {
    return "DatabaseSettings[connections=" + connections + "]";
  }
}
