package io.aureus.callbacks;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where services of Lightning addresses and LNURLs may be. Payers choose them too, and read what
 * they answer, so that the list of callbacks does not hold for them.
 *
 * @param allow blocks, addresses and host names that are not public, and may be asked all the same
 */
@ConfigurationProperties("aureus.payees")
record PayeeSettings(@DefaultValue List<String> allow) {
  PayeeSettings {
    allow = List.copyOf(allow);
    try {
      AllowList.of(allow);
    } catch (IllegalArgumentException e) {
      String words = String.valueOf(e.getMessage());
      throw new IllegalArgumentException(words.replace("callbacks.allow", "payees.allow"), e);
    }
  }
}
