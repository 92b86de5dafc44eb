package io.aureus.commands;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the commands themselves are told.
 *
 * @param port where HTTP is answered, 0 for any free one, at most 65,535
 * @param data the data folder; {@code --data} wins
 */
@ConfigurationProperties("aureus")
record RunSettings(@DefaultValue("8080") int port, @DefaultValue("./data") String data) {
  RunSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("aureus.port must be 0 to 65535, not " + port);
    }
  }
}
