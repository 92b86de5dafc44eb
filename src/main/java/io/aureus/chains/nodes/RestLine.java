package io.aureus.chains.nodes;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
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

  private final URI base;
  private final Map<String, String> secrets;
  private final RpcEndpoint.Bounds bounds;
  private final ServerCertificates certificates;
  private final HttpClient http;

  /**
   * @param base what stands before every path, without a user, a query, or a slash at its end
   * @param pin the SHA-256 of the certificate in 64 hexadecimal digits; empty for the system's
   *     judgement
   * @param secrets the headers by which the node knows us
   */
  public RestLine(URI base, String pin, Map<String, String> secrets, RpcEndpoint.Bounds bounds) {
    this.base = base;
    this.secrets = Map.copyOf(secrets);
    this.bounds = bounds;
    try {
      certificates = new ServerCertificates(pin);
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, certificates.asList(), null);
      http =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(bounds.timeout())
              .sslContext(tls)
              .build();
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
    HttpRequest request = request(path, content).timeout(wait).build();
    HttpResponse<byte[]> response =
        BoundedHttp.send(http, request, wait, bounds.maxResponse(), cause -> failure(cause, wait));
    if (response.statusCode() == 429) {
      throw BoundedHttp.tooOften(response.headers());
    }
    return new Answer(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
  }

  /**
   * Asks for what is answered line by line, as it comes about.
   *
   * @param content null to {@code GET}
   */
  public RestStream stream(String path, @Nullable Content content) {
    return new RestStream(
        http, request(path, content).build(), bounds, cause -> failure(cause, bounds.timeout()));
  }

  private NodeFailure failure(@Nullable Throwable cause, Duration wait) {
    return cause instanceof SSLException && !certificates.refused().isEmpty()
        ? new NodeFailure(NodeFailure.Kind.UNREACHABLE, certificates.refused())
        : BoundedHttp.failure(cause, wait);
  }

  private HttpRequest.Builder request(String path, @Nullable Content content) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(base + path));
    secrets.forEach(builder::header);
    return content == null
        ? builder.GET()
        : builder
            .header("Content-Type", content.type())
            .POST(BodyPublishers.ofString(content.text()));
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
