package io.aureus.callbacks;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.net.URIAuthority;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Makes one HTTP call and tells what came of it; it never throws for what a shop does. No redirect
 * is followed, no proxy of the environment is used, no cookie kept, nothing repeated, and neither a
 * slow nor an endless answer holds it longer than the deadline.
 */
final class Sender implements Closeable {
  private static final int READ_AT_MOST = 64 * 1024;
  private static final int EXCERPT = 1024;
  private static final int EVERY_CALL_AT_ONCE = 10_000;

  private final CloseableHttpClient client;
  private final Duration deadline;
  private final ScheduledThreadPoolExecutor deadlines;

  Sender(GuardedResolver resolver, Duration deadline) {
    this.deadline = deadline;
    deadlines =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("callback-deadlines").factory());
    deadlines.setRemoveOnCancelPolicy(true);
    client = client(resolver, DefaultClientTlsStrategy.createDefault(), deadline);
  }

  Outcome send(CallbackRequest call) {
    long start = System.nanoTime();
    HttpUriRequestBase request = request(call);
    AtomicBoolean late = new AtomicBoolean();
    ScheduledFuture<?> alarm =
        deadlines.schedule(
            () -> {
              late.set(true);
              request.cancel();
            },
            deadline.toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      return exchange(call, request, start);
    } catch (Exception e) {
      Outcome failed = failed(e, late.get(), millisSince(start));
      // An exception may tell what the shop's server said.
      String words = clean(failed.excerpt(), call);
      return new Outcome(0, failed.latencyMillis(), words, failed.mayHaveArrived());
    } finally {
      alarm.cancel(false);
    }
  }

  @Override
  public void close() throws IOException {
    deadlines.shutdownNow();
    client.close();
  }

  private Outcome exchange(CallbackRequest call, HttpUriRequestBase request, long start)
      throws IOException {
    CallbackUrl url = call.url();
    HttpHost host = new HttpHost(url.scheme(), url.host(), url.port());
    ClassicHttpResponse response = client.executeOpen(host, request, null);
    try {
      int status = response.getCode();
      String excerpt = excerpt(response.getEntity(), call);
      return new Outcome(status, millisSince(start), excerpt, true);
    } finally {
      // Closing would read the rest of an endless answer first.
      request.cancel();
      closeQuietly(response);
    }
  }

  private static HttpUriRequestBase request(CallbackRequest call) {
    CallbackUrl url = call.url();
    HttpUriRequestBase request =
        new HttpUriRequestBase(call.method(), URI.create(url.scheme() + "://host.invalid/"));
    request.setAuthority(new URIAuthority(url.host(), url.hasPort() ? url.port() : -1));
    // As given: whatever the client would make of a URI is not what the signature covers.
    request.setPath(url.target());
    call.headers().forEach(request::setHeader);
    request.setHeader("User-Agent", "Aureus");
    request.setHeader("Accept", "*/*");
    if (call.method().equals("POST")) {
      request.setEntity(
          new ByteArrayEntity(
              call.body().getBytes(StandardCharsets.UTF_8),
              ContentType.create("application/json")));
    }
    return request;
  }

  /** The status is the answer; a body that breaks off or drips changes nothing about it. */
  private static String excerpt(@Nullable HttpEntity entity, CallbackRequest call) {
    if (entity == null) {
      return "";
    }
    byte[] head = new byte[EXCERPT];
    int kept = 0;
    int read = 0;
    byte[] buffer = new byte[8192];
    try (InputStream in = new Unclosed(entity.getContent())) {
      int count = in.read(buffer);
      while (count >= 0 && read < READ_AT_MOST) {
        int more = Math.min(count, EXCERPT - kept);
        System.arraycopy(buffer, 0, head, kept, more);
        kept += more;
        read += count;
        count = in.read(buffer);
      }
    } catch (IOException brokenOff) {
      // What came until then is the excerpt.
    }
    return clean(new String(head, 0, kept, StandardCharsets.UTF_8), call);
  }

  /** Fit for a text column and a page, and without the secrets that a shop may echo. */
  private static String clean(String text, CallbackRequest call) {
    String cleaned = printable(text);
    for (String secret : call.secrets()) {
      cleaned = withoutBeginning(cleaned.replace(secret, "***"), secret);
    }
    return cleaned;
  }

  /** What was kept may end in the middle of a secret. */
  private static String withoutBeginning(String text, String secret) {
    for (int length = secret.length() - 1; length > 3; length--) {
      if (text.endsWith(secret.substring(0, length))) {
        return text.substring(0, text.length() - length) + "***";
      }
    }
    return text;
  }

  private Outcome failed(Exception e, boolean late, long millis) {
    if (e instanceof UnknownHostException) {
      return Outcome.notSent(millis, words(e.getMessage()));
    }
    if (e instanceof ConnectTimeoutException) {
      return Outcome.notSent(millis, "no connection within the time allowed");
    }
    if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
      return Outcome.notSent(millis, "the connection was refused");
    }
    if (late || e instanceof SocketTimeoutException) {
      return new Outcome(0, millis, "no answer within " + deadline.toMillis() + " ms", true);
    }
    if (e instanceof SSLException) {
      return Outcome.notSent(millis, words("TLS: " + e.getMessage()));
    }
    return new Outcome(0, millis, words("the connection broke: " + e.getMessage()), true);
  }

  private static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "?");
  }

  private static String words(@Nullable String text) {
    // A broken answer's own bytes may be in it, and a text column takes no NUL.
    String known = text == null ? "unknown" : printable(text);
    return known.length() > EXCERPT ? known.substring(0, EXCERPT) : known;
  }

  private static long millisSince(long start) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  static void closeQuietly(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException alreadyCut) {
      // The connection was cut on purpose.
    }
  }

  /** A client that does nothing by itself, and reaches hosts by the resolver alone. */
  static CloseableHttpClient client(
      GuardedResolver resolver, TlsSocketStrategy trust, Duration deadline) {
    Timeout whole = Timeout.of(deadline);
    Timeout perAddress = Timeout.of(deadline.dividedBy(GuardedResolver.MOST_ADDRESSES));
    return HttpClients.custom()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(resolver)
                .setTlsSocketStrategy(trust)
                // How many calls are made at a time is the courier's to decide.
                .setMaxConnTotal(EVERY_CALL_AT_ONCE)
                .setMaxConnPerRoute(EVERY_CALL_AT_ONCE)
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(perAddress)
                        .setSocketTimeout(whole)
                        .build())
                .build())
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setResponseTimeout(whole)
                .setRedirectsEnabled(false)
                .setAuthenticationEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .build())
        .setRoutePlanner(new DefaultRoutePlanner(null))
        // One connection per call: an old one could belong to an address judged long ago.
        .setConnectionReuseStrategy((request, response, context) -> false)
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .disableDefaultUserAgent()
        .build();
  }

  /** Leaves the stream open: closing it would read it to its end. */
  static final class Unclosed extends FilterInputStream {
    Unclosed(InputStream in) {
      super(in);
    }

    @Override
    public void close() {
      // The connection is cut instead.
    }
  }
}
