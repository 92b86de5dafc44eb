package io.aureus.chains.electrum;

import io.aureus.chains.ElectrumAddress;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.chains.nodes.ServerCertificates;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Opens the connection to a server, encrypted where its address says so. */
final class ElectrumSocket {
  private ElectrumSocket() {}

  /**
   * @param plain what is to be closed: closing an encrypted one could wait for whoever writes
   * @param socket to be read from and written to
   */
  record Opened(Socket plain, Socket socket) {}

  /**
   * @param wait for the connection, and for each answer of the TLS handshake
   * @throws NodeFailure where it cannot be reached, or shows a certificate that is not trusted
   */
  static Opened open(ElectrumAddress address, Duration wait) throws NodeFailure {
    Socket plain = new Socket();
    try {
      plain.connect(
          new InetSocketAddress(address.host(), address.port()), Math.toIntExact(wait.toMillis()));
      plain.setTcpNoDelay(true);
      plain.setSoTimeout(Math.toIntExact(wait.toMillis()));
      Socket socket = address.tls() ? encrypted(address, plain) : plain;
      // From here on silence is usual: whoever asks bounds the wait for the answer.
      socket.setSoTimeout(0);
      return new Opened(plain, socket);
    } catch (IOException e) {
      close(plain);
      throw e instanceof SocketTimeoutException
          ? new NodeFailure(Kind.TIMEOUT, "did not answer within " + wait.toMillis() + " ms")
          : new NodeFailure(
              Kind.UNREACHABLE, "cannot be reached (" + e.getClass().getSimpleName() + ")");
    } catch (NodeFailure e) {
      close(plain);
      throw e;
    }
  }

  private static Socket encrypted(ElectrumAddress address, Socket plain)
      throws IOException, NodeFailure {
    try {
      ServerCertificates certificates = new ServerCertificates(address.pin());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, certificates.asList(), null);
      SSLSocket socket =
          (SSLSocket)
              context.getSocketFactory().createSocket(plain, address.host(), address.port(), true);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      handshake(socket, certificates);
      return socket;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java speaks TLS", e);
    }
  }

  private static void handshake(SSLSocket socket, ServerCertificates certificates)
      throws IOException, NodeFailure {
    try {
      socket.startHandshake();
    } catch (IOException e) {
      if (!certificates.refused().isEmpty()) {
        throw new NodeFailure(Kind.UNREACHABLE, certificates.refused());
      }
      throw e;
    }
  }

  static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }
}
