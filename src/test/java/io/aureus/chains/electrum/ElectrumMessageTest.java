package io.aureus.chains.electrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a stranger may send. */
class ElectrumMessageTest {
  private static ElectrumMessage read(String line) throws NodeFailure {
    return ElectrumMessage.read(line.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void anAnswerAnErrorAndANoticeAreToldApart() throws NodeFailure {
    ElectrumMessage.Answer answer =
        (ElectrumMessage.Answer) read("{\"id\":7,\"result\":{\"height\":3}}");
    assertThat(answer.id()).isEqualTo(7);
    assertThat(answer.result().path("height").asInt()).isEqualTo(3);
    assertThat(((ElectrumMessage.Answer) read("{\"id\":7,\"result\":null}")).failure()).isNull();
    ElectrumMessage.Answer refused =
        (ElectrumMessage.Answer)
            read("{\"id\":8,\"error\":{\"code\":2,\"message\":\"a\\n\\u0007b\"}}");
    assertThat(refused.failure()).hasMessage("answered error 2: a b");
    ElectrumMessage.Answer tired =
        (ElectrumMessage.Answer)
            read("{\"id\":8,\"error\":{\"code\":-101,\"message\":\"excessive resource usage\"}}");
    assertThat(tired.failure()).extracting(NodeFailure::kind).isEqualTo(Kind.RATE_LIMITED);
    ElectrumMessage.Notice notice =
        (ElectrumMessage.Notice) read("{\"method\":\"m\",\"params\":[1]}");
    assertThat(notice.method()).isEqualTo("m");
  }

  @Test
  void whateverTheBytesAreTheyAreReadOrRefused() {
    Random random = new Random(1);
    String sample =
        "{\"jsonrpc\":\"2.0\",\"id\":12,\"result\":[{\"tx_hash\":\"00ff\",\"height\":-1}]}";
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = sample.getBytes(StandardCharsets.UTF_8);
      if (i % 2 == 0) {
        for (int n = random.nextInt(1, 6); n > 0; n--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
      } else {
        bytes = new byte[random.nextInt(80)];
        random.nextBytes(bytes);
      }
      try {
        assertThat(ElectrumMessage.read(bytes)).isNotNull();
      } catch (NodeFailure e) {
        assertThat(e.isOfTheNode() || e.kind() == Kind.REFUSED).isTrue();
      }
    }
  }

  @Test
  void whatIsNestedBeyondReasonIsRefused() {
    assertThatThrownBy(() -> read("[".repeat(100_000)))
        .isInstanceOf(NodeFailure.class)
        .hasMessageContaining("no JSON");
    assertThatThrownBy(() -> read("{\"id\":1}")).hasMessageContaining("neither a result");
    assertThatThrownBy(() -> read("")).isInstanceOf(NodeFailure.class);
  }

  /** Gives a few bytes at once, as networks do. */
  private static final class Dripping extends InputStream {
    private final ByteArrayInputStream in;
    private final Random random;

    Dripping(byte[] bytes, long seed) {
      in = new ByteArrayInputStream(bytes);
      random = new Random(seed);
    }

    @Override
    public int read() {
      return in.read();
    }

    @Override
    public int read(byte[] target, int from, int length) {
      return in.read(target, from, Math.min(length, random.nextInt(1, 5_000)));
    }
  }

  @Test
  void linesComeAsTheyWereSentHoweverTheNetworkCutsThem() throws IOException {
    Random random = new Random(2);
    for (int seed = 0; seed < 30; seed++) {
      List<String> sent = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        sent.add("x".repeat(random.nextInt(3) == 0 ? random.nextInt(30_000) : random.nextInt(9)));
      }
      byte[] bytes = (String.join("\n", sent) + "\nhalf").getBytes(StandardCharsets.UTF_8);
      BoundedLines lines = new BoundedLines(new Dripping(bytes, seed), 30_000);
      for (String each : sent) {
        assertThat(lines.next()).isEqualTo(each.getBytes(StandardCharsets.UTF_8));
      }
      assertThat(lines.next()).isNull();
    }
  }

  @Test
  void aLineWithoutEndIsNotKept() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }
        };
    assertThatThrownBy(() -> new BoundedLines(endless, 100_000).next())
        .isInstanceOf(BoundedLines.TooLong.class)
        .hasMessage("a line of more than 100000 bytes");
  }
}
