package io.aureus.web;

import java.net.URI;
import java.net.URISyntaxException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param baseUrl what shops and payers reach us by, e.g. {@code https://pay.shop.example}; without
 *     a slash at its end. Empty in the demo: its own port on this machine
 * @param metricsToken what a monitoring system shows to read {@code /metrics}, 16 characters or
 *     more; empty: there is no such page
 * @param bodyLimit the largest request body that the API takes, 1 KiB to 10 MiB
 */
@ConfigurationProperties("aureus.web")
record WebSettings(
    @DefaultValue("") String baseUrl,
    @DefaultValue("64KB") DataSize bodyLimit,
    @DefaultValue("") String metricsToken) {
  private static final DataSize LEAST = DataSize.ofKilobytes(1);
  private static final DataSize MOST = DataSize.ofMegabytes(10);

  WebSettings {
    if (!baseUrl.isEmpty()) {
      baseUrl = checked(baseUrl);
    }
    if (!metricsToken.isEmpty() && metricsToken.length() < 16) {
      throw new IllegalArgumentException(
          "aureus.web.metrics-token must have 16 characters or more");
    }
    if (bodyLimit.compareTo(LEAST) < 0 || bodyLimit.compareTo(MOST) > 0) {
      throw new IllegalArgumentException("aureus.web.body-limit must be from 1KB to 10MB");
    }
  }

  private static String checked(String given) {
    String bare = given.endsWith("/") ? given.substring(0, given.length() - 1) : given;
    try {
      URI uri = new URI(bare);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (web && uri.getHost() != null && uri.getRawQuery() == null && uri.getFragment() == null) {
        return bare;
      }
    } catch (URISyntaxException e) {
      // Said below, in words that name the setting.
    }
    throw new IllegalArgumentException(
        "aureus.web.base-url must be like https://pay.shop.example, but is " + given);
  }
}
