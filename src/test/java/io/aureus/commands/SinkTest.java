package io.aureus.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.callbacks.CallbackSignature;
import io.aureus.database.StartRefused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SinkTest {
  private static final DemoAccess ACCESS =
      new DemoAccess("", "", "", "", "", "", "", "TOKEN00000000000000001", "a callback secret");
  private static final String DATE = "2026-03-01T10:00:00Z";
  private static final String ID = "ca1f0db3-0a3d-47c5-94ed-c94193aa1934";
  private static final String BODY = "{\"status\":\"SUCCESS\"}";

  private final List<String> printed = new CopyOnWriteArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private Sink sink;

  @BeforeEach
  void start() throws IOException {
    sink = start(new Sink.Manner(200, false), Optional.of(ACCESS));
  }

  @AfterEach
  void stop() {
    sink.close();
    http.close();
  }

  @Test
  void aGoodCallbackIsShownAndFoundGood() throws Exception {
    assertThat(send(ACCESS, BODY, BODY).statusCode()).isEqualTo(200);
    assertThat(text())
        .contains("#1 POST http://127.0.0.1:" + sink.port() + "/callback?id=1&b=%20")
        .contains(BODY)
        .contains("Aureus-Event: order.success")
        .contains("= Callback-Token good")
        .contains("= Signature good")
        .contains("= Aureus-Signature good")
        .contains("answered with HTTP 200");
  }

  @Test
  void aTamperedBodyShowsInTheSignatureThatCoversIt() throws Exception {
    send(ACCESS, BODY, BODY.replace("SUCCESS", "OVERDUE"));
    assertThat(text()).contains("= Signature good").contains("= Aureus-Signature WRONG");
  }

  @Test
  void anotherSecretShows() throws Exception {
    send(new DemoAccess("", "", "", "", "", "", "", "OTHER", "another secret"), BODY, BODY);
    assertThat(text())
        .contains("= Callback-Token WRONG")
        .contains("= Signature WRONG")
        .contains("= Aureus-Signature WRONG");
  }

  @Test
  void aBareRequestIsShownWithWhatItLacks() throws Exception {
    HttpRequest bare =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sink.port() + "/x")).build();
    http.send(bare, HttpResponse.BodyHandlers.discarding());
    assertThat(text()).contains("#1 GET").contains("= Callback-Token MISSING");
  }

  @Test
  void aRepeatIsTold() throws Exception {
    send(ACCESS, BODY, BODY);
    send(ACCESS, BODY, BODY);
    assertThat(text()).contains("= the same delivery as #1");
  }

  @Test
  void itAnswersWithTheStatusItIsTold() throws Exception {
    sink.close();
    sink = start(new Sink.Manner(503, false), Optional.empty());
    assertThat(send(ACCESS, BODY, BODY).statusCode()).isEqualTo(503);
    assertThat(text()).contains("signatures not checked").contains("answered with HTTP 503");
  }

  @Test
  void itHangsWhereItIsTold() throws Exception {
    sink.close();
    sink = start(new Sink.Manner(200, true), Optional.of(ACCESS));
    assertThatThrownBy(() -> send(ACCESS, BODY, BODY)).isInstanceOf(HttpTimeoutException.class);
    assertThat(text()).contains("= not answered");
  }

  @Test
  void aTakenPortIsSaidInWords() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<String> arguments = List.of("--port", String.valueOf(taken.getLocalPort()));
      assertThatThrownBy(() -> new SinkCommand().run(arguments))
          .isInstanceOf(StartRefused.class)
          .hasMessage("port " + taken.getLocalPort() + " is in use: give another one with --port");
    }
  }

  @Test
  void wrongOptionsAreRefused() {
    assertThatThrownBy(() -> new SinkCommand().run(List.of("--status", "99")))
        .isInstanceOf(Misuse.class)
        .hasMessage("--status must be a number from 200 to 599");
    assertThatThrownBy(() -> new SinkCommand().run(List.of("--colour"))).isInstanceOf(Misuse.class);
  }

  private Sink start(Sink.Manner manner, Optional<DemoAccess> access) throws IOException {
    return Sink.start(0, manner, () -> access, printed::add);
  }

  private String text() {
    return String.join("", printed);
  }

  /** Signs {@code signed} and sends {@code sent}. */
  private HttpResponse<String> send(DemoAccess as, String signed, String sent)
      throws IOException, InterruptedException {
    String url = "http://127.0.0.1:" + sink.port() + "/callback?id=1&b=%20";
    CallbackSignature.Sent parts =
        new CallbackSignature.Sent(DATE, ID, "order.success", "POST", url);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(2))
            .header("Date", DATE)
            .header("Callback-Token", as.callbackToken())
            .header("Signature", CallbackSignature.legacy(as.callbackSecret(), DATE, url))
            .header("Aureus-Delivery-Id", ID)
            .header("Aureus-Event", "order.success")
            .header(
                "Aureus-Signature",
                CallbackSignature.whole(
                    as.callbackSecret(), parts, signed.getBytes(StandardCharsets.UTF_8)))
            .POST(HttpRequest.BodyPublishers.ofString(sent))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
