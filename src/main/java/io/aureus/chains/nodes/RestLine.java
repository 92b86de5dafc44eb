package io.aureus.chains.nodes;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * REST with one node: every answer is bounded in time and in size, no redirect is followed, and the
 * certificate is the pinned one or one that the system's authorities vouch for.
 */
public final class RestLine {
  private static final Pattern ODD = Pattern.compile("[\\p{Cntrl}\\s]+");
  private static final int SHOWN = 200;

  /** What the node answered, whatever the status. */
  public record Answer(int status, String body) {}

  /**
   * What is sent with a question.
   *
   * @param type of its content
   */
  public record Content(String type, String text) {}

  /** Turns a host's name into addresses, and refuses those that may not be asked. */
  public interface Names {
    /**
     * @throws UnknownHostException in words for whoever named the host
     */
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  private final URI base;
  private final Map<String, String> secrets;
  private final RpcEndpoint.Bounds bounds;
  private final RestCarrier carrier;

  /**
   * To a node that the operator names.
   *
   * @param base what stands before every path, without a user, a query, or a slash at its end
   * @param pin the SHA-256 of the certificate in 64 hexadecimal digits; empty for the system's
   *     judgement
   * @param secrets the headers by which the node knows us
   */
  public RestLine(URI base, String pin, Map<String, String> secrets, RpcEndpoint.Bounds bounds) {
    this(base, pin, secrets, bounds, null);
  }

  /**
   * The same to a node that somebody else names.
   *
   * @param names that judge where it is; null for the operator's own
   */
  public RestLine(
      URI base,
      String pin,
      Map<String, String> secrets,
      RpcEndpoint.Bounds bounds,
      @Nullable Names names) {
    this.base = base;
    this.secrets = Map.copyOf(secrets);
    this.bounds = bounds;
    try {
      ServerCertificates certificates = new ServerCertificates(pin);
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, certificates.asList(), null);
      carrier =
          names == null
              ? new PlainCarrier(bounds, certificates, tls)
              : new GuardedCarrier(bounds, certificates, tls, names);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java speaks TLS", e);
    }
  }

  /** Scheme, host and port: what may be shown. */
  public String label() {
    String port = base.getPort() < 0 ? "" : ":" + base.getPort();
    return base.getScheme() + "://" + base.getHost() + port;
  }

  public RpcEndpoint.Bounds bounds() {
    return bounds;
  }

  /** Asks for what is there. */
  public Answer get(String path) throws NodeFailure {
    return send(path, null, bounds.timeout());
  }

  /** Asks for something to be done. */
  public Answer post(String path, Content content) throws NodeFailure {
    return send(path, content, bounds.timeout());
  }

  /**
   * The same with another wait.
   *
   * @param content null to {@code GET}
   */
  public Answer send(String path, @Nullable Content content, Duration wait) throws NodeFailure {
    return carrier.send(question(path, content), wait);
  }

  /**
   * Asks for what is answered line by line, as it comes about.
   *
   * @param content null to {@code GET}
   */
  public RestStream stream(String path, @Nullable Content content) {
    RestCarrier.Question question = question(path, content);
    return new RestStream(
        () -> carrier.open(question),
        carrier.lines(),
        cause -> carrier.failure(cause, bounds.timeout()));
  }

  private RestCarrier.Question question(String path, @Nullable Content content) {
    return new RestCarrier.Question(URI.create(base + path), secrets, content);
  }

  /** A node's own words as people may see them: short, in one line, and without our secrets. */
  public String shown(String words) {
    String clean = words;
    for (String secret : secrets.values()) {
      clean = clean.replace(secret, "<key>");
    }
    clean = ODD.matcher(clean).replaceAll(" ").strip();
    return clean.substring(0, Math.min(SHOWN, clean.length()));
  }
}
