package io.aureus.keys;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.SignerWire.Answer;
import io.aureus.keys.SignerWire.Ask;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.NullNode;

/** Takes one connection after the other, and answers each on a thread of its own. */
final class SignerServer implements SignerPort {
  private static final Logger LOG = LoggerFactory.getLogger(SignerServer.class);
  private static final int AT_ONCE = 64;

  private final SignerCalls calls;

  SignerServer(SignerCalls calls) {
    this.calls = calls;
  }

  @Override
  public AutoCloseable open(Path socket) {
    Path path = socket.toAbsolutePath().normalize();
    if (answers(path)) {
      throw new IllegalStateException("another signer answers at " + path + " already");
    }
    try {
      ServerSocketChannel server = bound(path);
      Thread.ofPlatform().name("signer").start(() -> serve(server));
      return () -> {
        server.close();
        Files.deleteIfExists(path);
      };
    } catch (IOException e) {
      throw new IllegalStateException("cannot open the socket " + path + ": " + e, e);
    }
  }

  private static boolean answers(Path path) {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      return channel.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** It is made in a folder that nobody else may enter, and moved when its mode is set. */
  private static ServerSocketChannel bound(Path path) throws IOException {
    Path folder = path.getParent();
    if (folder == null) {
      throw new IOException("a socket needs a folder");
    }
    Path hidden = Files.createTempDirectory(folder, ".s");
    Path made = hidden.resolve("s");
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(made));
      Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
      Files.move(made, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    } finally {
      Files.deleteIfExists(made);
      Files.delete(hidden);
    }
  }

  private void serve(ServerSocketChannel server) {
    Semaphore free = new Semaphore(AT_ONCE);
    while (server.isOpen()) {
      try {
        free.acquire();
        SocketChannel channel = server.accept();
        Thread.ofVirtual()
            .start(
                () -> {
                  try (channel) {
                    answer(channel);
                  } catch (EOFException e) {
                    LOG.debug("a caller has gone", e);
                  } catch (IOException | JacksonException e) {
                    LOG.warn("a caller of the signer was not understood", e);
                  } finally {
                    free.release();
                  }
                });
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        free.release();
        LOG.warn("a connection to the signer failed", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void answer(SocketChannel channel) throws IOException {
    Ask ask = SignerWire.read(channel, Ask.class);
    Answer answer;
    try {
      Object done = calls.call(ask);
      answer = new Answer(SignerWire.JSON.valueToTree(done), "", "");
    } catch (Refusal e) {
      answer = refused(e.code(), e.words());
    } catch (RuntimeException e) {
      LOG.error("the signer failed at {}", ask.act(), e);
      answer = refused(ErrorCode.INTERNAL, "the signer failed; its log says why");
    }
    SignerWire.write(channel, answer);
  }

  private static Answer refused(ErrorCode code, String words) {
    return new Answer(NullNode.getInstance(), code.name(), words);
  }
}
