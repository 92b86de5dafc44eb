package io.aureus.chains.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.CoinNode;
import io.aureus.testing.OwnCertificate;
import io.aureus.testing.SimulatedCoinNode;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encrypted connections to servers that made their own certificate. */
class ElectrumTlsTest {
  @TempDir Path folder;

  @Test
  void aCertificateThatNobodyVouchesForIsUsedOnlyWhereItIsPinned() throws Exception {
    OwnCertificate certificate = OwnCertificate.make(folder);
    String print = certificate.fingerprint();
    try (CoinNode node = SimulatedCoinNode.start("BTC", Clock.systemUTC());
        ElectrumServer server =
            ElectrumServer.encrypted(node, certificate.context().getServerSocketFactory())) {
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
