package io.aureus.chains;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a server listens.
 *
 * @param tls whether the line is encrypted
 * @param pin the SHA-256 of the certificate that it must show, in hex of small letters; empty where
 *     the system's authorities are asked instead
 */
public record ElectrumAddress(boolean tls, String host, int port, String pin) {
  private static final Pattern PIN = Pattern.compile("sha256-[0-9a-f]{64}");

  /**
   * Reads {@code ssl://host:50002}, {@code ssl://host:50002#sha256-…} or {@code tcp://host:50001}.
   *
   * @throws IllegalArgumentException with what would be right
   */
  public static ElectrumAddress parse(String text) {
    try {
      URI uri = new URI(text.strip());
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      boolean tls = scheme.equals("ssl");
      if ((!tls && !scheme.equals("tcp")) || isMore(uri)) {
        throw wrong("each entry must be ssl://host:port or tcp://host:port");
      }
      return new ElectrumAddress(tls, uri.getHost(), uri.getPort(), pin(tls, uri.getFragment()));
    } catch (URISyntaxException e) {
      throw wrong("each entry must be ssl://host:port or tcp://host:port");
    }
  }

  private static boolean isMore(URI uri) {
    return uri.getHost() == null
        || uri.getPort() < 1
        || uri.getPort() > 65_535
        || uri.getUserInfo() != null
        || uri.getQuery() != null
        || (!uri.getPath().isEmpty() && !uri.getPath().equals("/"));
  }

  private static String pin(boolean tls, @Nullable String fragment) {
    if (fragment == null) {
      return "";
    }
    String pin = fragment.toLowerCase(Locale.ROOT).replace(":", "");
    if (!tls) {
      throw wrong("only ssl:// has a certificate; tcp:// takes no fingerprint");
    }
    if (!PIN.matcher(pin).matches()) {
      throw wrong("behind the # stands sha256- and the certificate's fingerprint, 64 hex digits");
    }
    return pin.substring("sha256-".length());
  }

  private static IllegalArgumentException wrong(String words) {
    return new IllegalArgumentException("aureus.chains.<code>.electrum: " + words);
  }

  /** Scheme, host and port: what people are shown. */
  public String label() {
    return (tls ? "ssl://" : "tcp://") + host + ":" + port;
  }
}
