package io.aureus.callbacks;

import java.util.List;
import java.util.Locale;

/**
 * Our own public address, which no callback may call: a merchant could make the gateway ask itself,
 * from an address that the operator's rules may trust. A shop that lives on the same host and port
 * can be allowed by its name.
 */
final class OwnAddress {
  /** Nothing is our own, as in the demo, whose shop runs on the same machine. */
  static final OwnAddress NONE = new OwnAddress("", AllowList.of(List.of()));

  private final String endpoint;
  private final AllowList allowed;

  private OwnAddress(String endpoint, AllowList allowed) {
    this.endpoint = endpoint;
    this.allowed = allowed;
  }

  /**
   * @param baseUrl what shops and payers reach us by
   */
  static OwnAddress of(String baseUrl, AllowList allowed) {
    return new OwnAddress(endpoint(CallbackUrl.parse(baseUrl)), allowed);
  }

  /** Judged by the letters of host and port: another name for this machine is not found. */
  boolean isAt(CallbackUrl url) {
    return endpoint(url).equals(endpoint) && !allowed.allowsName(url.host());
  }

  private static String endpoint(CallbackUrl url) {
    // A dot at a name's end changes nothing about where it leads.
    return url.endpoint().toLowerCase(Locale.ROOT).replace(".:", ":");
  }
}
