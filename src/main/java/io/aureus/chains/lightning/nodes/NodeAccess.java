package io.aureus.chains.lightning.nodes;

import io.aureus.chains.lightning.InvoicePaying;
import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.nodes.RestLine;
import io.aureus.chains.nodes.RpcEndpoint;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a node is reached.
 *
 * @param uri scheme, host and port, and a path where a proxy has one; {@code http} or {@code https}
 * @param pin the SHA-256 of its certificate in 64 hexadecimal digits; empty where the system's
 *     authorities vouch for it
 * @param secret LND: a macaroon in hexadecimal; Core Lightning: a rune; phoenixd: its password;
 *     Electrum: {@code user:password}
 * @param network that it has to be of
 * @param bounds of each answer
 * @param waits for what takes longer
 * @param clock for how long something has been in doubt
 * @param names that judge where a node is that the operator did not name; null for his own
 */
public record NodeAccess(
    URI uri,
    String pin,
    String secret,
    LightningNetwork network,
    RpcEndpoint.Bounds bounds,
    Waits waits,
    Clock clock,
    RestLine.@Nullable Names names) {

  private static final Pattern PIN = Pattern.compile("([0-9a-f]{64})?");
  private static final Pattern SECRET = Pattern.compile("[\\x21-\\x7e]{1,4096}");

  /**
   * How long nodes are waited for.
   *
   * @param settlement until one comes, where there is none yet; in whole seconds
   * @param quiet after one, until it is taken that no more are ready
   * @param paying that a node may try to pay, in whole seconds
   */
  public record Waits(Duration settlement, Duration quiet, Duration paying) {
    public static final Waits USUAL =
        new Waits(Duration.ofSeconds(10), Duration.ofMillis(200), InvoicePaying.TRIES);
  }

  /** Of a node that the operator names. */
  public NodeAccess(
      URI uri,
      String pin,
      String secret,
      LightningNetwork network,
      RpcEndpoint.Bounds bounds,
      Waits waits,
      Clock clock) {
    this(uri, pin, secret, network, bounds, waits, clock, null);
  }

  /**
   * @throws IllegalArgumentException in words without the secret
   */
  public NodeAccess {
    boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!isHttp || uri.getHost() == null || uri.getUserInfo() != null || uri.getQuery() != null) {
      throw new IllegalArgumentException(
          "a node's URL is http(s)://host:port, without a user and without a question mark");
    }
    if (!PIN.matcher(pin).matches() || (!pin.isEmpty() && !"https".equals(uri.getScheme()))) {
      throw new IllegalArgumentException(
          "a certificate is pinned by 64 hexadecimal digits, and only with https");
    }
    if (!SECRET.matcher(secret).matches()) {
      throw new IllegalArgumentException(
          "a macaroon, rune or password is one line without spaces, and not empty");
    }
  }

  /** Questions to it, by which it knows us. */
  RestLine line(Map<String, String> secrets) {
    return new RestLine(base(), pin, secrets, bounds, names);
  }

  /** What stands before the paths of the node's interface. */
  URI base() {
    String text = uri.toString();
    return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
  }

  @Override
  public String toString() {
    return "NodeAccess[" + uri.getHost() + ", " + network + "]";
  }
}
