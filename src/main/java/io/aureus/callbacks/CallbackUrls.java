package io.aureus.callbacks;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Checks a callback URL when an order is made, by its letters alone: no name is looked up, so it
 * costs nothing. What the name leads to is judged at every call.
 */
public final class CallbackUrls {
  private static final Pattern LOCAL_NAME =
      Pattern.compile("(?:.*\\.)?(?:localhost|local|internal|localdomain)\\.?");
  private static final Pattern LITERAL = Pattern.compile("[0-9.]+|.*:.*");

  private final AllowList allowed;
  private final OwnAddress own;

  CallbackUrls(AllowList allowed, OwnAddress own) {
    this.allowed = allowed;
    this.own = own;
  }

  /**
   * @param field the name of the field for the message, e.g. {@code callback_url}
   * @param url not empty
   * @throws Refusal {@code BAD_REQUEST} with what is wrong with it
   */
  public void check(String field, String url) {
    CallbackUrl parsed;
    try {
      parsed = CallbackUrl.parse(url);
    } catch (IllegalArgumentException e) {
      throw new Refusal(ErrorCode.BAD_REQUEST, field + " " + e.getMessage());
    }
    if (own.isAt(parsed)) {
      throw new Refusal(
          ErrorCode.BAD_REQUEST,
          field + " must be an address of the shop, not of this payment gateway itself");
    }
    String host = parsed.host().toLowerCase(Locale.ROOT);
    if (!allowed.allowsName(host) && !mayBePublic(host)) {
      throw new Refusal(
          ErrorCode.BAD_REQUEST,
          field
              + " must be reachable from the internet; the operator can allow "
              + parsed.host()
              + " with the setting aureus.callbacks.allow");
    }
  }

  private boolean mayBePublic(String host) {
    if (!LITERAL.matcher(host).matches()) {
      return !LOCAL_NAME.matcher(host).matches()
          || (host.equals("localhost") && allowed.allows(InetAddress.getLoopbackAddress()));
    }
    try {
      InetAddress address = InetAddress.ofLiteral(host);
      return PublicAddresses.contains(address) || allowed.allows(address);
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
  }
}
