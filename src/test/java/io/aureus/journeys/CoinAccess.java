package io.aureus.journeys;

import io.aureus.chains.bitcoin.ElectrumServer;
import io.aureus.testing.CoinNode;
import io.aureus.testing.Line;
import io.aureus.testing.RunningGateway;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** By what a gateway reads a chain of coins: the node itself, or an Electrum server before it. */
final class CoinAccess implements AutoCloseable {
  private final Line line;
  private final Runnable end;
  private final Map<String, Object> settings = new HashMap<>();

  private CoinAccess(String url, Runnable end) {
    this.line = new Line(url);
    this.end = end;
  }

  static CoinAccess byNode(CoinNode node) {
    CoinAccess access = new CoinAccess(node.url(), () -> {});
    String user = node.user() + ":" + node.password();
    access.settings.put(
        chain(node) + ".rpc", access.line.url().replace("http://", "http://" + user + "@"));
    return access;
  }

  /** No node is known then, neither of any other chain. */
  static CoinAccess byElectrum(CoinNode node) {
    ElectrumServer server = ElectrumServer.before(node);
    CoinAccess access = new CoinAccess(server.url(), server::close);
    access.settings.putAll(RunningGateway.WITHOUT_ETHEREUM);
    access.settings.put(chain(node) + ".electrum", access.line.url().replace("http://", "tcp://"));
    return access;
  }

  /** How the settings of a node's chain begin. */
  static String chain(CoinNode node) {
    return "aureus.chains." + node.chain().toLowerCase(Locale.ROOT);
  }

  Map<String, Object> settings() {
    return settings;
  }

  Line line() {
    return line;
  }

  @Override
  public void close() {
    line.close();
    end.run();
  }
}
