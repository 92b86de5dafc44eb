package io.aureus.chains.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.CoinNode;
import io.aureus.testing.SimulatedCoinNode;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encrypted connections to servers that made their own certificate. */
class ElectrumTlsTest {
  private static final char[] PASSWORD = "a test's".toCharArray();

  @TempDir Path folder;

  private KeyStore selfSigned() throws Exception {
    Path file = folder.resolve("server.p12");
    Process made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=somebody",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .start();
    String words = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(made.waitFor()).as(words).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  private static ServerSocketFactory sockets(KeyStore store) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context.getServerSocketFactory();
  }

  @Test
  void aCertificateThatNobodyVouchesForIsUsedOnlyWhereItIsPinned() throws Exception {
    KeyStore store = selfSigned();
    String print =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256")
                    .digest(store.getCertificate("server").getEncoded()));
    try (CoinNode node = SimulatedCoinNode.start("BTC", Clock.systemUTC());
        ElectrumServer server = ElectrumServer.encrypted(node, sockets(store))) {
      node.mine(1);
      try (CoinObservation unknown = new CoinObservation(node, server.url())) {
        unknown.observe();
        assertThat(unknown.cursor()).isEqualTo(-1);
        assertThat(unknown.health(0).words())
            .contains("no authority vouches for", "#sha256-" + print);
      }
      try (CoinObservation other =
          new CoinObservation(node, server.url() + "#sha256-" + "00".repeat(32))) {
        other.observe();
        assertThat(other.cursor()).isEqualTo(-1);
        assertThat(other.health(0).words()).contains("another certificate", "sha256-" + print);
      }
      assertThat(server.called).isEmpty();
      try (CoinObservation pinned = new CoinObservation(node, server.url() + "#sha256-" + print)) {
        pinned.observe();
        assertThat(pinned.cursor()).isEqualTo(node.height());
        assertThat(pinned.health(0).healthy()).isTrue();
      }
    }
  }
}
