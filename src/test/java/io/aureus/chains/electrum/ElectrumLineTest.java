package io.aureus.chains.electrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.ElectrumAddress;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One connection, and servers that do not keep to the protocol. */
class ElectrumLineTest {
  private static final ElectrumLine.Bounds SHORT =
      new ElectrumLine.Bounds(Duration.ofMillis(300), 1_000);

  private final List<AutoCloseable> open = new ArrayList<>();

  private interface Talk {
    void with(Socket socket) throws IOException;
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  private ElectrumLine line(ElectrumLine.Bounds bounds, Talk talk) throws Exception {
    ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    open.add(server);
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                Socket socket = server.accept();
                open.add(socket);
                talk.with(socket);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    ElectrumAddress address = ElectrumAddress.parse("tcp://127.0.0.1:" + server.getLocalPort());
    ElectrumLine line = ElectrumLine.open(address, bounds, (method, params) -> {});
    open.add(line);
    return line;
  }

  private static Talk says(String text) {
    return says(1, text);
  }

  /** Answers once so many questions are there. */
  private static Talk says(int questions, String text) {
    return socket -> {
      InputStream in = socket.getInputStream();
      for (int i = 0; i < questions; i++) {
        while (in.read() != '\n') {
          // Until the question is whole.
        }
      }
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
    };
  }

  private static final ElectrumLine.Bounds USUAL =
      new ElectrumLine.Bounds(Duration.ofSeconds(20), 1_000);

  @Test
  void aServerThatDoesNotAnswerLosesItsConnection() throws Exception {
    ElectrumLine line = line(SHORT, socket -> {});
    assertThatThrownBy(() -> line.call("server.ping"))
        .isInstanceOf(NodeFailure.class)
        .hasMessage("did not answer within 300 ms");
    assertThat(line.isOpen()).isFalse();
    assertThatThrownBy(() -> line.call("server.ping")).isInstanceOf(NodeFailure.class);
  }

  @Test
  void aServerThatReadsNothingHoldsNobodyUp() throws Exception {
    ElectrumLine line = line(SHORT, socket -> {});
    List<List<Object>> many = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      many.add(List.of("x".repeat(100_000)));
    }
    assertThatThrownBy(() -> line.all("m", many))
        .isInstanceOf(NodeFailure.class)
        .hasMessageContaining("did not answer");
  }

  @Test
  void whatIsNoAnswerEndsTheConnectionAndIsSaid() throws Exception {
    assertThatThrownBy(() -> line(USUAL, says("what?\n")).call("m"))
        .hasMessage("sent a line that is no JSON");
    assertThatThrownBy(() -> line(USUAL, says("{\"id\":99,\"result\":1}\n")).call("m"))
        .hasMessage("answered what was not asked");
    assertThatThrownBy(() -> line(USUAL, says("x".repeat(10_000))).call("m"))
        .hasMessage("sent a line of more than 1000 bytes");
    assertThatThrownBy(
            () ->
                line(
                        USUAL,
                        socket -> {
                          says("{\"id\":1,\"res").with(socket);
                          socket.close();
                        })
                    .call("m"))
        .hasMessage("closed the connection");
  }

  @Test
  void answersInAnyOrderFindTheirQuestionsAndARefusalIsOneOfThem() throws Exception {
    String answers =
        "{\"id\":2,\"result\":\"two\"}\n{\"id\":1,\"error\":{\"code\":1,\"message\":\"no\"}}\n";
    ElectrumLine line = line(USUAL, says(2, answers));
    List<ElectrumLine.Told> told = line.all("m", List.of(List.of(1), List.of(2)));
    assertThat(told.get(0).failure()).extracting(NodeFailure::kind).isEqualTo(Kind.REFUSED);
    assertThat(told.get(1).get().asString()).isEqualTo("two");
    assertThat(line.isOpen()).isTrue();
  }
}
