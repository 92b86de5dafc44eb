package io.aureus.chains.nodes;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** To nodes that the operator names: whatever their names lead to. */
final class PlainCarrier implements RestCarrier {
  private static final int AHEAD = 16;

  private final RpcEndpoint.Bounds bounds;
  private final ServerCertificates certificates;
  private final HttpClient http;

  PlainCarrier(RpcEndpoint.Bounds bounds, ServerCertificates certificates, SSLContext tls) {
    this.bounds = bounds;
    this.certificates = certificates;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(bounds.timeout())
            .sslContext(tls)
            .build();
  }

  @Override
  public RestLine.Answer send(Question question, Duration wait) throws NodeFailure {
    HttpRequest request = request(question).timeout(wait).build();
    HttpResponse<byte[]> response =
        BoundedHttp.send(http, request, wait, bounds.maxResponse(), cause -> failure(cause, wait));
    if (response.statusCode() == 429) {
      throw BoundedHttp.tooOften(response.headers());
    }
    return new RestLine.Answer(
        response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
  }

  @Override
  public RestStream.Limits lines() {
    return new RestStream.Limits(bounds.maxResponse(), bounds::maxResponse, AHEAD, line -> {});
  }

  @Override
  public RestStream.Opened open(Question question) throws IOException, InterruptedException {
    HttpResponse<InputStream> answer =
        http.send(request(question).build(), HttpResponse.BodyHandlers.ofInputStream());
    return new RestStream.Opened(answer.statusCode(), answer.body());
  }

  @Override
  public NodeFailure failure(@Nullable Throwable cause, Duration wait) {
    return cause instanceof SSLException && !certificates.refused().isEmpty()
        ? new NodeFailure(NodeFailure.Kind.UNREACHABLE, certificates.refused())
        : BoundedHttp.failure(cause, wait);
  }

  private static HttpRequest.Builder request(Question question) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(question.uri());
    question.headers().forEach(builder::header);
    RestLine.Content content = question.content();
    return content == null
        ? builder.GET()
        : builder
            .header("Content-Type", content.type())
            .POST(BodyPublishers.ofString(content.text()));
  }
}
