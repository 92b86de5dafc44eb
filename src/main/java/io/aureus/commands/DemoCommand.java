package io.aureus.commands;

import io.aureus.database.DataFolder;
import io.aureus.database.EmbeddedServer;
import io.aureus.database.FolderLock;
import io.aureus.keys.OpenedKey;
import io.aureus.keys.Signer;
import io.aureus.merchants.DemoMerchant;
import io.aureus.merchants.MerchantId;
import io.aureus.merchants.Merchants;
import io.aureus.money.Catalogue;
import io.aureus.sandbox.SimulatedEthereum;
import io.aureus.sandbox.SimulatedLightning;
import io.aureus.sandbox.SimulatedNodes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.ConfigurableApplicationContext;

/** {@code aureus demo}: everything simulated but the program and its database. */
final class DemoCommand {
  private static final String EMAIL = "demo@shop.example";

  private final Class<?> application;

  DemoCommand(Class<?> application) {
    this.application = application;
  }

  int run(List<String> arguments) {
    Options options = Options.read(arguments, Set.of("port", "data"), Set.of("fresh"));
    options.noWords();
    Optional<Integer> port = options.port();
    return ClosingStack.start(parts -> start(options, port, parts));
  }

  private void start(Options options, Optional<Integer> port, ClosingStack parts) {
    DataFolder folder = DataFolder.at(options.data());
    FolderLock lock = parts.add(FolderLock.take(folder));
    StartSettings.claim(folder, "demo");
    if (options.has("fresh")) {
      folder.erase();
      StartSettings.claim(folder, "demo");
      lock.describe("");
    }
    Optional<OpenedKey> key = Unlocking.of(folder);
    EmbeddedServer server = parts.add(EmbeddedServer.start(folder, SharedBeans.random()));
    SimulatedEthereum node = parts.add(DemoChain.start(folder));
    DemoCoins.Started coins = DemoCoins.start(folder, parts);
    SimulatedLightning lightning = parts.add(DemoLightning.start(folder));
    Map<String, Object> settings = new HashMap<>(StartSettings.of(folder, server.address()));
    settings.put("aureus.mode", "demo");
    settings.putAll(DemoChain.settings(node.url()));
    settings.putAll(DemoCoins.settings(coins));
    settings.putAll(DemoLightning.settings(lightning.shop().url()));
    settings.putAll(bound(System.getenv().getOrDefault("SERVER_ADDRESS", "")));
    port.ifPresent(number -> settings.put("aureus.port", number));
    SandboxFile.Lightning both = SandboxFile.Lightning.of(lightning);
    SimulatedNodes nodes =
        parts.add(
            new SimulatedNodes(
                new SimulatedNodes.Addresses(
                    Map.of(DemoChain.CODE, node.url()), coins.urls(), both.payer(), both.shop())));
    ConfigurableApplicationContext context =
        parts.add(Gateway.start(application, settings, key, Map.of("simulatedNodes", nodes)));
    String url = "http://127.0.0.1:" + Gateway.port(context);
    // Payouts need gas: in the demo nobody has to send it there first.
    node.endow(context.getBean(Signer.class).hotAddress("evm"), DemoChain.GAS);
    DemoAccess access = access(folder, context).at(url);
    access.write(folder);
    SandboxFile.of(node.url(), coins.urls(), both, context.getBean(Catalogue.class)).write(folder);
    lock.describe(url);
    System.out.println(greeting(access, folder));
  }

  /**
   * A demo has no TLS and may call the loopback address: it answers nobody else, unless it is told
   * to.
   */
  static Map<String, String> bound(String told) {
    return told.isBlank() ? Map.of("server.address", "127.0.0.1") : Map.of();
  }

  /** What was written at an earlier start, as long as the database knows that merchant. */
  static DemoAccess access(DataFolder folder, ConfigurableApplicationContext context) {
    Merchants merchants = context.getBean(Merchants.class);
    Optional<DemoAccess> written = DemoAccess.read(folder);
    if (written.isPresent() && merchants.find(new MerchantId(written.get().userId())).isPresent()) {
      return written.get();
    }
    DemoMerchant.Shop shop =
        context.getBean(DemoMerchant.class).ensure(EMAIL, password(), "Demo shop");
    return new DemoAccess(
        "",
        shop.merchant().value(),
        shop.email(),
        shop.password(),
        shop.key().key(),
        shop.token().token(),
        shop.token().secret(),
        shop.callback().token(),
        shop.callback().secret());
  }

  /** Sixteen letters and digits that a person can read out. */
  private static String password() {
    String letters = "abcdefghijkmnpqrstuvwxyz23456789";
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < 16; i++) {
      password.append(letters.charAt(SharedBeans.random().nextInt(letters.length())));
    }
    return password.toString();
  }

  private static String greeting(DemoAccess access, DataFolder folder) {
    String where = isStandard(folder) ? "" : " --data " + folder.path();
    return """

    Aureus runs, with simulated Bitcoin, Lightning, Litecoin and Ethereum and a demo shop.
    Ctrl-C ends it; everything is kept.

      Dashboard  %1$s/dashboard
      User       %2$s
      Password   %3$s
      API key    %4$s
      All of it  %5$s

    Three things to try, each in another terminal:

      1. See the callbacks of a shop:
         ./aureus sink%6$s

      2. Create an order:
         curl -s %1$s/api/order/pay-info -H 'API-Key: %4$s' -d '{
           "chain": "ETH", "currency": "USDT-ERC20", "vs_currency": "USD", "vs_price": 20,
           "callback_url": "http://127.0.0.1:9090/callback", "enable_post_callback": true}'

      3. Pay it, with the order_id of that answer (its pay_url is the page that a payer sees),
         or on its page of the dashboard, which has buttons for all that can go wrong as well:
         ./aureus pay ORDER_ID%6$s
    """
        .formatted(
            access.baseUrl(),
            access.username(),
            access.password(),
            access.apiKey(),
            folder.file(DemoAccess.FILE),
            where);
  }

  private static boolean isStandard(DataFolder folder) {
    return folder.path().equals(java.nio.file.Path.of("data").toAbsolutePath().normalize());
  }
}
