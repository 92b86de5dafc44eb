package io.aureus.callbacks;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What merchants' own nodes of Lightning may be.
 *
 * @param allow blocks, addresses and host names that are not public, and where such a node may be
 */
@ConfigurationProperties("aureus.own-nodes")
record OwnNodeSettings(@DefaultValue List<String> allow) {
  OwnNodeSettings {
    allow = List.copyOf(allow);
    try {
      AllowList.of(allow);
    } catch (IllegalArgumentException e) {
      String words = String.valueOf(e.getMessage());
      throw new IllegalArgumentException(words.replace("callbacks.allow", "own-nodes.allow"), e);
    }
  }
}
