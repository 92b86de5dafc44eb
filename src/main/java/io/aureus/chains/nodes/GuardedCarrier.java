package io.aureus.chains.nodes;

import io.aureus.chains.nodes.NodeFailure.Kind;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * To nodes that somebody else than the operator names: a name is turned into addresses by a guard,
 * and the connection goes to the very addresses that it judged. No redirect is followed, no proxy
 * of the environment is used, no cookie kept, nothing repeated.
 */
final class GuardedCarrier implements RestCarrier {
  private static final int LONGEST_LINE = 16_384;
  private static final int MOST_HEADERS = 100;
  private static final Duration LONGER = Duration.ofSeconds(5);

  private final RpcEndpoint.Bounds bounds;
  private final ServerCertificates certificates;
  private final CloseableHttpClient http;

  GuardedCarrier(
      RpcEndpoint.Bounds bounds,
      ServerCertificates certificates,
      SSLContext tls,
      RestLine.Names names) {
    this.bounds = bounds;
    this.certificates = certificates;
    this.http = client(bounds.timeout(), tls, names);
  }

  @Override
  public RestLine.Answer send(Question question, Duration wait) throws NodeFailure {
    HttpUriRequestBase request = request(question);
    LongAnswers allowed = LongAnswers.now();
    FutureTask<RestLine.Answer> task = new FutureTask<>(() -> exchange(request, allowed));
    Thread.ofVirtual().name("guarded-rest").start(task);
    try {
      return task.get(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw BoundedHttp.slow(wait);
    } catch (InterruptedException e) {
      throw BoundedHttp.interrupted();
    } catch (ExecutionException e) {
      throw failure(e.getCause(), wait);
    } finally {
      // Closing would read the rest of an endless answer first.
      request.cancel();
      task.cancel(true);
    }
  }

  private RestLine.Answer exchange(HttpUriRequestBase request, @Nullable LongAnswers allowed)
      throws IOException, NodeFailure {
    ClassicHttpResponse response = http.executeOpen(host(request), request, null);
    int status = response.getCode();
    if (status == 429) {
      throw new NodeFailure(Kind.RATE_LIMITED, "says that we ask too often (HTTP 429)");
    }
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return new RestLine.Answer(status, "");
    }
    String text = new String(body(entity.getContent(), allowed), StandardCharsets.UTF_8);
    TokenBound.check(text);
    return new RestLine.Answer(status, text);
  }

  private byte[] body(InputStream in, @Nullable LongAnswers allowed)
      throws IOException, NodeFailure {
    int some = Math.toIntExact(lines().longest());
    byte[] body = in.readNBytes(some + 1);
    if (body.length <= some) {
      return body;
    }
    if (allowed == null) {
      throw tooMuch();
    }
    allowed.take();
    int most = Math.toIntExact(bounds.maxResponse());
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(body);
    all.write(in.readNBytes(Math.max(0, most + 1 - body.length)));
    if (all.size() > most) {
      throw tooMuch();
    }
    return all.toByteArray();
  }

  private static NodeFailure tooMuch() {
    return new NodeFailure(Kind.TOO_MUCH, "answered more than max-response allows");
  }

  @Override
  public RestStream.Limits lines() {
    long longest = Math.min(LongAnswers.SHORT, bounds.maxResponse());
    LongAnswers allowed = LongAnswers.now();
    return new RestStream.Limits(longest, () -> longer(allowed), 1, TokenBound::check);
  }

  private long longer(@Nullable LongAnswers allowed) throws NodeFailure {
    if (allowed == null) {
      throw tooMuch();
    }
    allowed.take();
    return bounds.maxResponse();
  }

  @Override
  public RestStream.Opened open(Question question) throws IOException {
    HttpUriRequestBase request = request(question);
    ClassicHttpResponse response = http.executeOpen(host(request), request, null);
    HttpEntity entity = response.getEntity();
    InputStream body = entity == null ? InputStream.nullInputStream() : entity.getContent();
    return new RestStream.Opened(response.getCode(), new Cut(body, request));
  }

  /** Its end is the end of the connection, whatever the node still had to say. */
  private static final class Cut extends FilterInputStream {
    private final HttpUriRequestBase request;

    Cut(InputStream in, HttpUriRequestBase request) {
      super(in);
      this.request = request;
    }

    @Override
    public void close() {
      request.cancel();
    }
  }

  @Override
  public NodeFailure failure(@Nullable Throwable cause, Duration wait) {
    if (cause instanceof NodeFailure told) {
      return told;
    }
    if (cause instanceof SSLException && !certificates.refused().isEmpty()) {
      return new NodeFailure(Kind.UNREACHABLE, certificates.refused());
    }
    if (cause instanceof UnknownHostException && cause.getMessage() != null) {
      return new NodeFailure(Kind.UNREACHABLE, "cannot be reached: " + cause.getMessage());
    }
    return BoundedHttp.failure(cause, wait);
  }

  private static HttpUriRequestBase request(Question question) {
    RestLine.Content content = question.content();
    HttpUriRequestBase request =
        new HttpUriRequestBase(content == null ? "GET" : "POST", question.uri());
    question.headers().forEach(request::setHeader);
    request.setHeader("User-Agent", "Aureus");
    if (content != null) {
      request.setEntity(new StringEntity(content.text(), ContentType.parse(content.type())));
    }
    return request;
  }

  private static HttpHost host(HttpUriRequestBase request) {
    return new HttpHost(
        request.getScheme(),
        request.getAuthority().getHostName(),
        request.getAuthority().getPort());
  }

  private static DnsResolver resolver(RestLine.Names names) {
    return new DnsResolver() {
      @Override
      public InetAddress[] resolve(String host) throws UnknownHostException {
        return names.resolve(host);
      }

      @Override
      public String resolveCanonicalHostname(String host) {
        return host;
      }
    };
  }

  private static CloseableHttpClient client(
      Duration timeout, SSLContext tls, RestLine.Names names) {
    Timeout silence = Timeout.of(timeout.plus(LONGER));
    Http1Config heads =
        Http1Config.custom().setMaxLineLength(LONGEST_LINE).setMaxHeaderCount(MOST_HEADERS).build();
    return HttpClients.custom()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(resolver(names))
                // The certificate is judged, and the name in it, by those who vouch for it.
                .setTlsSocketStrategy(
                    new DefaultClientTlsStrategy(
                        tls, HostnameVerificationPolicy.BUILTIN, NoopHostnameVerifier.INSTANCE))
                .setConnectionFactory(
                    ManagedHttpClientConnectionFactory.builder().http1Config(heads).build())
                .setMaxConnTotal(64)
                .setMaxConnPerRoute(64)
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(timeout))
                        .setSocketTimeout(silence)
                        .build())
                .build())
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(timeout))
                .setResponseTimeout(silence)
                .setRedirectsEnabled(false)
                .setAuthenticationEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .build())
        .setRoutePlanner(new DefaultRoutePlanner(null))
        // One connection per question: an old one could belong to an address judged long ago.
        .setConnectionReuseStrategy((request, response, context) -> false)
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .build();
  }
}
