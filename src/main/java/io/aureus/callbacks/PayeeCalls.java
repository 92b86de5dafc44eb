package io.aureus.callbacks;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.payouts.PayeeServices;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/**
 * Asks services that pay out for somebody, by https and by their names. Each host is judged as one
 * of a callback is, also where a redirect leads; neither a slow nor an endless answer holds it
 * longer than the deadline. What is said of a failure tells nothing of the operator's network.
 */
final class PayeeCalls implements PayeeServices, Closeable {
  /** A service may show a picture in its terms. */
  static final int READ_AT_MOST = 256 * 1024;

  /** Who asks us waits for two answers, and must not believe that we are gone. */
  static final Duration PATIENCE = Duration.ofSeconds(8);

  /** A service that never answers holds a place for as long as we wait. */
  private static final int MOST_FOR_MERCHANTS = 100;

  private static final int MOST_FOR_PAYERS = 50;
  private static final int MOST_OF_A_MERCHANT = 10;
  private static final int MOST_OF_A_LINK = 2;
  private static final int MOST_OF_A_HOST = 20;
  private static final int REDIRECTS = 3;
  private static final int HTTPS = 443;
  private static final Set<Integer> MOVED = Set.of(301, 302, 303, 307, 308);
  private static final Pattern NAME =
      Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,62}");

  /**
   * The ways to the world: the machine's own, but for tests.
   *
   * @param names how names are looked up
   * @param trust whose certificates are good
   * @param port of https where an address names none
   */
  record Reach(GuardedResolver.Names names, TlsSocketStrategy trust, int port) {
    static Reach usual() {
      return new Reach(InetAddress::getAllByName, DefaultClientTlsStrategy.createDefault(), HTTPS);
    }
  }

  private final CloseableHttpClient client;
  private final int port;
  private final OwnAddress own;
  private final Duration deadline;
  private final Places places = new Places();
  private final ScheduledThreadPoolExecutor deadlines;

  PayeeCalls(Reach reach, AllowList allowed, OwnAddress own, Duration deadline) {
    GuardedResolver resolver = new GuardedResolver(reach.names(), allowed, deadline);
    this.client = Sender.client(resolver, reach.trust(), deadline);
    this.port = reach.port();
    this.own = own;
    this.deadline = deadline;
    deadlines =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("payee-deadlines").factory());
    deadlines.setRemoveOnCancelPolicy(true);
  }

  @Override
  public Answer ask(Asker asker, URI url) {
    Map<String, Integer> wanted = wanted(asker, url);
    if (!places.take(wanted)) {
      throw unavailable("cannot be asked now: too many others are");
    }
    try {
      return followed(url, System.nanoTime() + deadline.toNanos());
    } finally {
      places.give(wanted.keySet());
    }
  }

  /** Payers have places of their own: no merchant can keep them from their refunds. */
  private static Map<String, Integer> wanted(Asker asker, URI url) {
    String host = "host " + String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
    return asker.link().isEmpty()
        ? Map.of(
            "merchants",
            MOST_FOR_MERCHANTS,
            "merchant " + asker.merchant(),
            MOST_OF_A_MERCHANT,
            host,
            MOST_OF_A_HOST)
        : Map.of(
            "payers",
            MOST_FOR_PAYERS,
            "payers of " + asker.merchant(),
            MOST_OF_A_MERCHANT,
            "link " + asker.link(),
            MOST_OF_A_LINK,
            "payers' " + host,
            MOST_OF_A_HOST);
  }

  private Answer followed(URI url, long end) {
    URI at = url;
    for (int hop = 0; hop <= REDIRECTS; hop++) {
      Said said = said(judged(at), end);
      if (said.moved() == null) {
        return new Answer(said.status(), said.body());
      }
      at = moved(at, said.moved());
    }
    throw refused("leads from one place to the next without an end");
  }

  /** A redirect's target, or the answer. */
  private record Said(int status, String body, @Nullable String moved) {}

  private CallbackUrl judged(URI url) {
    CallbackUrl parsed;
    try {
      parsed = CallbackUrl.parse(url.toASCIIString());
    } catch (IllegalArgumentException e) {
      throw refused("cannot be asked: its web address " + e.getMessage());
    }
    String host = parsed.host().toLowerCase(Locale.ROOT);
    if (host.endsWith(".onion")) {
      throw refused("is within Tor, which this gateway does not reach");
    }
    if (!parsed.scheme().equals("https") || !NAME.matcher(host).matches()) {
      throw refused("is not asked: right is one by https and with a name of its own");
    }
    if (own.isAt(parsed)) {
      throw refused("is this payment gateway itself");
    }
    return parsed;
  }

  private static URI moved(URI from, String location) {
    try {
      return from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw refused("leads to no web address");
    }
  }

  private Said said(CallbackUrl url, long end) {
    HttpUriRequestBase request = request(url);
    long left = Math.max(0, end - System.nanoTime());
    ScheduledFuture<?> alarm = deadlines.schedule(request::cancel, left, TimeUnit.NANOSECONDS);
    try {
      return exchange(url, request);
    } catch (GuardedResolver.NotPublic e) {
      throw refused("is at no public address");
    } catch (UnknownHostException e) {
      throw unavailable("was not found");
    } catch (IOException | RuntimeException e) {
      if (e instanceof Refusal refusal) {
        throw refusal;
      }
      throw unavailable("does not answer");
    } finally {
      alarm.cancel(false);
    }
  }

  private Said exchange(CallbackUrl url, HttpUriRequestBase request) throws IOException {
    HttpHost host = new HttpHost(url.scheme(), url.host(), url.hasPort() ? url.port() : port);
    ClassicHttpResponse response = client.executeOpen(host, request, null);
    try {
      Header location = response.getFirstHeader(HttpHeaders.LOCATION);
      if (location != null && MOVED.contains(response.getCode())) {
        return new Said(response.getCode(), "", location.getValue());
      }
      return new Said(response.getCode(), body(response), null);
    } finally {
      // Closing would read the rest of an endless answer first.
      request.cancel();
      Sender.closeQuietly(response);
    }
  }

  private static String body(ClassicHttpResponse response) throws IOException {
    if (response.getEntity() == null) {
      return "";
    }
    try (InputStream in = new Sender.Unclosed(response.getEntity().getContent())) {
      byte[] bytes = in.readNBytes(READ_AT_MOST + 1);
      if (bytes.length > READ_AT_MOST) {
        throw refused("says more than anybody would read");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private static HttpUriRequestBase request(CallbackUrl url) {
    HttpUriRequestBase request =
        new HttpUriRequestBase("GET", URI.create(url.scheme() + "://host.invalid/"));
    request.setAuthority(new URIAuthority(url.host(), url.hasPort() ? url.port() : -1));
    request.setPath(url.target());
    request.setHeader("User-Agent", "Aureus");
    request.setHeader("Accept", "application/json");
    return request;
  }

  @Override
  public void close() throws IOException {
    deadlines.shutdownNow();
    client.close();
  }

  private static Refusal refused(String words) {
    return new Refusal(ErrorCode.BAD_REQUEST, "the receiver's service " + words);
  }

  private static Refusal unavailable(String words) {
    return new Refusal(ErrorCode.UNAVAILABLE, "the receiver's service " + words);
  }
}
