package io.aureus.chains.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.ChainSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a publisher whose every byte is the test's. */
class DoorbellTest {
  private final Semaphore rings = new Semaphore(0);
  private ServerSocket server;
  private Doorbell bell;

  @BeforeEach
  void open() throws IOException {
    server = new ServerSocket(0);
    server.setSoTimeout(20_000);
    URI uri = URI.create("tcp://127.0.0.1:" + server.getLocalPort());
    bell = new Doorbell("BTC", List.of(uri), rings::release, Duration.ZERO);
    bell.listen();
    bell.listen();
  }

  @AfterEach
  void close() throws IOException {
    bell.close();
    server.close();
  }

  @Test
  void ringsForABlockAndForATransactionAndSkipsWhatTheySay() throws Exception {
    try (Socket one = greeted()) {
      mustRing(1);
      say(one, message("hashblock", 32));
      mustRing(1);
      Thread.sleep(400);
      say(one, message("rawtx", 70_000));
      mustRing(1);
      Thread.sleep(400);
      say(one, message("hashblock", 32));
      mustRing(1);
    }
  }

  @Test
  void manyTransactionsAtOnceRingOnce() throws Exception {
    try (Socket one = greeted()) {
      mustRing(1);
      Thread.sleep(400);
      for (int i = 0; i < 50; i++) {
        say(one, message("hashtx", 32));
      }
      mustRing(1);
      assertThat(rings.tryAcquire(3, 100, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  @Test
  void manyBlocksAtOnceRingOnce() throws Exception {
    try (Socket one = greeted()) {
      mustRing(1);
      for (int i = 0; i < 50; i++) {
        say(one, message("hashblock", 32));
      }
      mustRing(1);
      assertThat(rings.tryAcquire(3, 100, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  @Test
  void aLineThatBreaksAsSoonAsItStandsIsTriedLessAndLessOften() throws Exception {
    bell.close();
    server.close();
    server = new ServerSocket(0);
    server.setSoTimeout(20_000);
    URI uri = URI.create("tcp://127.0.0.1:" + server.getLocalPort());
    bell = new Doorbell("BTC", List.of(uri), rings::release);
    bell.listen();
    greeted().close();
    greeted().close();
    long broken = System.nanoTime();
    greeted().close();
    assertThat(Duration.ofNanos(System.nanoTime() - broken)).isGreaterThan(Duration.ofMillis(1500));
  }

  @Test
  void comesBackAfterALostLineAndAfterWhatIsNoMessage() throws Exception {
    greeted().close();
    mustRing(1);
    for (byte[] nonsense :
        new byte[][] {
          {0x40},
          {2, -1, -1, -1, -1, -1, -1, -1, -1},
          {2, 0, 0, 0, 1, 0, 0, 0, 0},
          {2, 0, 0, 0, 0, 0, 0, 2, 0}
        }) {
      try (Socket one = greeted()) {
        mustRing(1);
        say(one, nonsense);
        assertThat(one.getInputStream().readAllBytes()).isNotNull();
      }
    }
    try (Socket last = greeted()) {
      mustRing(1);
      say(last, message("hashblock", 32));
      mustRing(1);
    }
  }

  @Test
  void whoDoesNotSpeakZmqIsLeft() throws Exception {
    try (Socket web = server.accept()) {
      web.getOutputStream()
          .write("HTTP/1.1 400 Bad Request\r\n\r\n".repeat(4).getBytes(StandardCharsets.US_ASCII));
      web.getInputStream().readAllBytes();
    }
    assertThat(rings.tryAcquire()).isFalse();
    greeted().close();
    mustRing(1);
  }

  @Test
  void anAddressThatIsNoneIsRefused() {
    for (String wrong : List.of("127.0.0.1:28332", "http://a:1", "tcp://a", "tcp://", "ipc:///x")) {
      assertThatThrownBy(
              () -> ChainSettings.ofRinging(List.of("http://a"), List.of(wrong), "regtest"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("zmq");
    }
  }

  private void mustRing(int times) throws InterruptedException {
    assertThat(rings.tryAcquire(times, 20, TimeUnit.SECONDS)).isTrue();
  }

  private Socket greeted() throws IOException {
    Socket socket = server.accept();
    byte[] greeting = new byte[64];
    greeting[0] = (byte) 0xff;
    greeting[9] = 0x7f;
    greeting[10] = 3;
    greeting[11] = 1;
    System.arraycopy("NULL".getBytes(StandardCharsets.US_ASCII), 0, greeting, 12, 4);
    say(socket, greeting);
    say(socket, new byte[] {4, 6, 5, 'R', 'E', 'A', 'D', 'Y'});
    // Greeting, READY and four topics.
    socket.getInputStream().readNBytes(64 + 2 + 25 + 12 + 8 + 9 + 11);
    return socket;
  }

  private static void say(Socket socket, byte[] bytes) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(bytes);
    out.flush();
  }

  private static byte[] message(String topic, int length) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(1);
    out.write(topic.length());
    out.writeBytes(topic.getBytes(StandardCharsets.US_ASCII));
    out.write(3);
    out.writeBytes(java.nio.ByteBuffer.allocate(8).putLong(length).array());
    out.writeBytes(new byte[length]);
    out.writeBytes(new byte[] {0, 4, 1, 0, 0, 0});
    return out.toByteArray();
  }
}
