package io.aureus.commands;

import io.aureus.database.DataFolder;
import io.aureus.money.CatalogueFile;
import io.aureus.money.Chain;
import io.aureus.sandbox.SimulatedBitcoin;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The simulated Bitcoin and Litecoin of a demo: where they lie and how the gateway reads them. */
final class DemoCoins {
  static final Duration BLOCK_TIME = Duration.ofSeconds(3);

  /** As often as that, since empty blocks fill memory and disk for nothing. */
  private static final Duration QUIET_TIME = Duration.ofSeconds(30);

  private static final int CONFIRMATIONS = 2;
  private static final List<String> CHAINS = List.of("BTC", "LTC");

  private DemoCoins() {}

  /**
   * The nodes that run, by their chains' codes.
   *
   * @param urls where each listens
   * @param bells where each publishes
   */
  record Started(Map<String, String> urls, Map<String, String> bells) {}

  /** Starts a node for each chain. */
  static Started start(DataFolder folder, ClosingStack parts) {
    Map<String, String> urls = new LinkedHashMap<>();
    Map<String, String> bells = new LinkedHashMap<>();
    for (String code : CHAINS) {
      SimulatedBitcoin node =
          SimulatedBitcoin.start(
              folder.file("sandbox-" + code.toLowerCase(Locale.ROOT)),
              SimulatedBitcoin.Ports.free(),
              SharedBeans.clock(),
              chain(code),
              new SimulatedBitcoin.Pace(BLOCK_TIME, QUIET_TIME));
      urls.put(code, parts.add(node).url());
      bells.put(code, node.zmq());
    }
    return new Started(urls, bells);
  }

  private static Chain chain(String code) {
    CatalogueFile.Choice choice = new CatalogueFile.Choice("simulated", CONFIRMATIONS, Map.of());
    return CatalogueFile.read(Map.of(code, choice)).chains().getFirst();
  }

  /** The settings of a gateway that reads these nodes and is woken by them. */
  static Map<String, Object> settings(Started nodes) {
    Map<String, Object> settings = settings(nodes.urls());
    nodes.bells().forEach((code, bell) -> settings.put(prefix(code) + ".zmq", bell));
    return settings;
  }

  private static String prefix(String code) {
    return "aureus.chains." + code.toLowerCase(Locale.ROOT);
  }

  /** The settings of a gateway that reads the nodes at these addresses. */
  static Map<String, Object> settings(Map<String, String> urls) {
    Map<String, Object> settings = new HashMap<>();
    String access = SimulatedBitcoin.USER + ":" + SimulatedBitcoin.PASSWORD + "@";
    urls.forEach(
        (code, url) -> {
          String chain = prefix(code);
          settings.put(chain + ".network", "simulated");
          settings.put(chain + ".confirmations", Integer.toString(CONFIRMATIONS));
          settings.put(chain + ".rpc", url.replace("http://", "http://" + access));
          settings.put(chain + ".poll", "500ms");
        });
    return settings;
  }
}
