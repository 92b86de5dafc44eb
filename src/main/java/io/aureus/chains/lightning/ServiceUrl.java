package io.aureus.chains.lightning;

import io.aureus.chains.lightning.LightningRefusal.Kind;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Addresses of services that speak LNURL: by https, or by http within Tor. */
final class ServiceUrl {
  private static final Pattern HOST =
      Pattern.compile(
          "(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?");

  private static final int LONGEST_HOST = 253;

  private ServiceUrl() {}

  /** A name with a dot that the Domain Name System could have, in small letters: no number. */
  static boolean isName(String host) {
    return host.length() <= LONGEST_HOST && HOST.matcher(host).matches();
  }

  static boolean isOnion(String host) {
    return host.endsWith(".onion");
  }

  /** Which scheme a service is asked by. */
  static String scheme(String host) {
    return isOnion(host) ? "http" : "https";
  }

  /**
   * Reads an address; a name is demanded in it, but where it leads is not looked up.
   *
   * @throws LightningRefusal where no service may have it
   */
  static URI read(String text) {
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      throw wrong("it leads to no web address");
    }
    if (url.getHost() == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
      throw wrong("it leads to no web address of a service");
    }
    String host = url.getHost().toLowerCase(Locale.ROOT);
    if (!isName(host)) {
      throw wrong("it leads to “%s”, which is no name of a service".formatted(host));
    }
    if (!scheme(host).equalsIgnoreCase(url.getScheme())) {
      throw wrong("it leads to %s:, and services are asked by https".formatted(url.getScheme()));
    }
    return url;
  }

  private static LightningRefusal wrong(String words) {
    return new LightningRefusal(Kind.FIELD, words);
  }
}
