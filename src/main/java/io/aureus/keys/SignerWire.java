package io.aureus.keys;

import java.io.EOFException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How a gateway and a signer of its own talk: four bytes of length, then so much JSON. */
final class SignerWire {
  static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST = 4 << 20;

  private SignerWire() {}

  /**
   * @param act what is to be done
   * @param with what it is done with, by name
   */
  record Ask(String act, JsonNode with) {}

  /**
   * @param code empty where it was done; else of {@link io.aureus.errors.ErrorCode}
   * @param words why not
   */
  record Answer(JsonNode answer, String code, String words) {}

  /**
   * Terms without a choice of types.
   *
   * @param index null for the hot address
   */
  record TermsLine(
      @Nullable Long index, long nonce, long gasLimit, BigInteger maxFee, BigInteger priority) {
    static TermsLine of(Signer.Terms terms) {
      Long index =
          switch (terms.source()) {
            case Signer.Source.Hot() -> null;
            case Signer.Source.Receiving(long number) -> number;
          };
      return new TermsLine(
          index, terms.nonce(), terms.gasLimit(), terms.maxFee(), terms.priority());
    }

    Signer.Terms terms() {
      Signer.Source source =
          index == null ? new Signer.Source.Hot() : new Signer.Source.Receiving(index);
      return new Signer.Terms(source, nonce, gasLimit, maxFee, priority);
    }
  }

  static void write(SocketChannel channel, Object message) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(message);
    ByteBuffer frame = ByteBuffer.allocate(4 + bytes.length).putInt(bytes.length).put(bytes).flip();
    while (frame.hasRemaining()) {
      channel.write(frame);
    }
  }

  /**
   * @throws EOFException where the other side has closed
   * @throws IOException where the message is too long
   */
  static <T> T read(SocketChannel channel, Class<T> type) throws IOException {
    int length = bytes(channel, 4).getInt();
    if (length < 0 || length > MOST) {
      throw new IOException("a message of " + length + " bytes is too long");
    }
    return JSON.readValue(bytes(channel, length).array(), type);
  }

  private static ByteBuffer bytes(SocketChannel channel, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("the other side has closed");
      }
    }
    return buffer.flip();
  }
}
