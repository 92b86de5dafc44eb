package io.aureus.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A merchant names a host, and the gateway must not be led into its operator's network. */
class OwnNodeHostsTest {
  private static OwnNodeHosts hosts(String leadsTo, String... allowed) {
    return new OwnNodeHosts(
        AllowList.of(List.of(allowed)), host -> new InetAddress[] {InetAddress.ofLiteral(leadsTo)});
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1", "10.1.2.3", "169.254.169.254", "192.168.1.1", "::1", "fd00::1"})
  void refusesWhatIsNotPublicWithOrWithoutTls(String leadsTo) {
    for (boolean isEncrypted : new boolean[] {true, false}) {
      assertThatThrownBy(() -> hosts(leadsTo).resolve("node.example", isEncrypted))
          .isInstanceOf(UnknownHostException.class)
          .hasMessageContaining("aureus.own-nodes.allow")
          .hasMessageNotContaining(leadsTo);
    }
  }

  @Test
  void takesAPublicOneWithTlsAlone() throws UnknownHostException {
    assertThat(hosts("8.8.8.8").resolve("node.example", true)).hasSize(1);
    assertThatThrownBy(() -> hosts("8.8.8.8").resolve("node.example", false))
        .hasMessageContaining("use https");
  }

  @Test
  void takesWhatTheOperatorLists() throws UnknownHostException {
    assertThat(hosts("10.1.2.3", "10.1.0.0/16").resolve("node.example", false)).hasSize(1);
    assertThat(hosts("10.1.2.3", "node.example").resolve("node.example", false)).hasSize(1);
    assertThatThrownBy(() -> hosts("10.2.2.3", "10.1.0.0/16").resolve("node.example", false))
        .hasMessageContaining("not a public address");
  }

  @Test
  void aWrongEntryIsRefusedByItsOwnSettingsName() {
    assertThatThrownBy(() -> new OwnNodeSettings(List.of("not a host")))
        .hasMessageContaining("aureus.own-nodes.allow");
  }
}
