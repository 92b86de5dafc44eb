package io.aureus.keys;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.SignerWire.Answer;
import io.aureus.keys.SignerWire.Ask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** Asks a signer in another process; a connection for each request. */
final class SignerLine {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path socket;

  SignerLine(Path socket) {
    this.socket = socket;
  }

  /**
   * @param with names and values in turn
   * @throws Refusal as the signer refuses; {@code UNAVAILABLE} where it does not answer
   */
  <T> T ask(String act, Class<T> type, Object... with) {
    ObjectNode named = SignerWire.JSON.createObjectNode();
    for (int i = 0; i < with.length; i += 2) {
      named.set(String.valueOf(with[i]), SignerWire.JSON.valueToTree(with[i + 1]));
    }
    Answer answer;
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      // A blocking channel has no time limit of its own: it ends when it is closed.
      CompletableFuture<Void> over =
          CompletableFuture.runAsync(
              () -> close(channel),
              CompletableFuture.delayedExecutor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
      SignerWire.write(channel, new Ask(act, named));
      answer = SignerWire.read(channel, Answer.class);
      over.cancel(false);
    } catch (IOException | JacksonException e) {
      throw new Refusal(
          ErrorCode.UNAVAILABLE,
          "the signer at %s does not answer (%s): start it with ./aureus signer"
              .formatted(socket, e.getClass().getSimpleName()),
          Duration.ofSeconds(15));
    }
    if (!answer.code().isEmpty()) {
      throw new Refusal(ErrorCode.valueOf(answer.code()), answer.words());
    }
    return SignerWire.JSON.treeToValue(answer.answer(), type);
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
