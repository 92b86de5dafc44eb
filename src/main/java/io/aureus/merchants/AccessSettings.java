package io.aureus.merchants;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How requests and people are let in.
 *
 * @param signatureWindow how far a signed request's {@code Date} may be from our clock, 30 s to 15
 *     min
 * @param cache how old an answer about a merchant or a key may be, 0 to 1 min; also how long a
 *     revoked key may still work on other nodes
 * @param accessToken how long the access token of Get API-Key is good for, 1 min to 30 days
 * @param keptNames what no merchant may have before the @ of a Lightning address, in small letters
 */
@ConfigurationProperties("aureus.merchants")
record AccessSettings(
    @DefaultValue("5m") Duration signatureWindow,
    @DefaultValue("5s") Duration cache,
    @DefaultValue("12h") Duration accessToken,
    @DefaultValue({"admin", "administrator", "support", "help", "info", "security", "billing"})
        Set<String> keptNames) {

  AccessSettings {
    // The memory of used signatures is kept in quarters of an hour: see UsedSignatures.
    require("signature-window", signatureWindow, Duration.ofSeconds(30), Duration.ofMinutes(15));
    require("cache", cache, Duration.ZERO, Duration.ofMinutes(1));
    require("access-token", accessToken, Duration.ofMinutes(1), Duration.ofDays(30));
    keptNames = Set.copyOf(keptNames);
    for (String name : keptNames) {
      if (!name.equals(name.toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException(
            "aureus.merchants.kept-names must be in small letters, not " + name);
      }
    }
  }

  private static void require(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "aureus.merchants." + name + " must be from " + least + " to " + most + ", not " + value);
    }
  }
}
