package io.aureus.callbacks;

import io.aureus.merchants.MerchantId;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URL that is called exactly as it was given: nothing of it is decoded, encoded or reordered. A
 * fragment is left out, as no client sends it; a missing path is sent as {@code /}.
 *
 * @param origin scheme and authority as given, e.g. {@code https://Shop.example:443}
 * @param host without brackets
 * @param port as given, or the scheme's own
 * @param target what stands in the request line: path and query as given
 */
record CallbackUrl(String origin, String scheme, String host, int port, String target) {
  static final int LONGEST = 2048;

  private static final Pattern SHAPE =
      Pattern.compile("(?i)(https?)://([^/?#]*+)([^?#]*+)(\\?[^#]*+)?(?:#.*)?");
  private static final Pattern AUTHORITY =
      Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([A-Za-z0-9._-]+))(?::([0-9]{1,5}))?");
  private static final Pattern NUMBER = Pattern.compile("(?:[0-9]++|0[xX][0-9a-fA-F]*+)\\.?");

  /**
   * @throws IllegalArgumentException with words for the merchant: what is wrong and what would be
   *     right
   */
  static CallbackUrl parse(String text) {
    require(text.length() <= LONGEST, "must not be longer than " + LONGEST + " characters");
    require(
        text.chars().allMatch(c -> c >= '!' && c <= '~'),
        "must have no spaces and only ASCII characters: percent-encode the others");
    Matcher shape = SHAPE.matcher(text);
    require(shape.matches(), "must begin with http:// or https://");
    String authority = part(shape, 2);
    require(!authority.contains("@"), "must not carry a user name or password before the host");
    Matcher parts = AUTHORITY.matcher(authority);
    require(parts.matches(), "must name a host, and a port only as digits");
    String scheme = part(shape, 1).toLowerCase(Locale.ROOT);
    boolean named = parts.group(1) == null;
    String host = part(parts, named ? 2 : 1);
    require(
        !named || !endsInANumber(host) || Cidr.isDottedQuad(host),
        "must write an IPv4 address as four decimal numbers, e.g. 203.0.113.7");
    int port = part(parts, 3).isEmpty() ? defaultPort(scheme) : Integer.parseInt(part(parts, 3));
    require(port >= 1 && port <= 65535, "must have a port between 1 and 65535");
    String path = part(shape, 3).isEmpty() ? "/" : part(shape, 3);
    String origin = part(shape, 1) + "://" + authority;
    return new CallbackUrl(origin, scheme, host, port, path + part(shape, 4));
  }

  /**
   * Whose turn a call waits for. A URL that cannot be called gets its row and its failed tries:
   * never a failed order.
   */
  static String lane(MerchantId merchant, String url) {
    try {
      return merchant + " " + parse(url).endpoint();
    } catch (IllegalArgumentException unusable) {
      return merchant + " (no host)";
    }
  }

  /** The URL as it is requested, which is what the signature covers. */
  String requested() {
    return origin + target;
  }

  /** One more parameter at the end of the query; both must be URL-safe already. */
  CallbackUrl with(String name, String value) {
    String joint = target.contains("?") ? "&" : "?";
    boolean joined = target.endsWith("?") || (target.contains("?") && target.endsWith("&"));
    return new CallbackUrl(
        origin, scheme, host, port, target + (joined ? "" : joint) + name + "=" + value);
  }

  /** Whether the port stands in the URL; where it does not, it is not sent either. */
  boolean hasPort() {
    return origin.matches(".*:[0-9]+");
  }

  /** Host and port in one spelling, for counting calls. */
  String endpoint() {
    String bare = host.toLowerCase(Locale.ROOT);
    return (bare.contains(":") ? "[" + bare + "]" : bare) + ":" + port;
  }

  private static boolean endsInANumber(String host) {
    int lastDot = host.lastIndexOf('.', host.length() - 2);
    return NUMBER.matcher(host.substring(lastDot + 1)).matches();
  }

  private static int defaultPort(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }

  private static String part(Matcher matcher, int group) {
    String found = matcher.group(group);
    return found == null ? "" : found;
  }

  private static void require(boolean fine, String words) {
    if (!fine) {
      throw new IllegalArgumentException(words);
    }
  }
}
