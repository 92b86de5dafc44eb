package io.aureus.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The connections to PostgreSQL, checked before anything uses them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseSettings.class)
class DatabaseSetup {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseSetup.class);

  @Bean(destroyMethod = "close")
  DataSource dataSource(DatabaseSettings settings, @Value("${aureus.mode:live}") String mode) {
    if (mode.equals("live") && !settings.durable()) {
      throw new StartRefused(
          "aureus.database.durable=false is for tests only: a crash would lose orders that were"
              + " acknowledged. Leave it out.");
    }
    DatabaseAddress address = settings.address();
    HikariConfig config = new HikariConfig();
    config.setPoolName("aureus");
    config.setJdbcUrl(address.url());
    if (!address.user().isEmpty()) {
      config.setUsername(address.user());
      config.setPassword(address.password());
    }
    config.setMaximumPoolSize(settings.connections());
    config.setMinimumIdle(Math.min(4, settings.connections()));
    config.setConnectionTimeout(10_000);
    config.setAutoCommit(true);
    config.addDataSourceProperty("ApplicationName", "aureus");
    // Dead peers must not hold a connection for ever: a lease may depend on it.
    config.addDataSourceProperty("socketTimeout", "120");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.setInitializationFailTimeout(-1);
    HikariDataSource pool = new HikariDataSource(config);
    try (Connection connection = pool.getConnection()) {
      if (settings.durable()) {
        Durability.check(connection).forEach(LOG::warn);
      }
      return pool;
    } catch (SQLException e) {
      pool.close();
      throw new StartRefused("no connection to PostgreSQL at " + address + ": " + reason(e));
    } catch (StartRefused e) {
      pool.close();
      throw e;
    }
  }

  /** The server's own words lie below those of the pool. */
  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  @Bean
  FlywayMigrationStrategy migrationStrategy() {
    return Schema::bringUpToDate;
  }
}
