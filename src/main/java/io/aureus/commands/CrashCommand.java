package io.aureus.commands;

import io.aureus.database.DataFolder;
import io.aureus.database.DatabaseAddress;
import io.aureus.database.EmbeddedServer;
import io.aureus.database.FolderLock;
import io.aureus.payouts.PayoutStep;
import io.aureus.sandbox.FaultProxy;
import io.aureus.sandbox.SimulatedEthereum;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code aureus bench crash}: two gateways on one database are killed again and again while they
 * pay out; in the end everybody has been paid once, and the books are the chain's.
 */
final class CrashCommand {
  private static final Duration BLOCK_TIME = Duration.ofMillis(500);
  private static final FaultProxy.Rates FAULTS = new FaultProxy.Rates(250, 10);

  private final Class<?> application;

  CrashCommand(Class<?> application) {
    this.application = application;
  }

  int run(List<String> arguments) {
    Options options =
        Options.read(arguments, Set.of("payouts", "seed", "data"), Set.of("proxy", "lightning"));
    boolean isLightning = options.has("lightning");
    if (isLightning && options.has("proxy")) {
      throw new Misuse("--proxy is for Ethereum: with --lightning answers are lost anyway");
    }
    int payouts = options.number("payouts", isLightning ? 400 : 2000, 1, 1_000_000);
    int chosen = SharedBeans.random().nextInt(1_000_000);
    int seed = options.number("seed", chosen, 0, Integer.MAX_VALUE);
    Path data = Path.of(options.text("data").orElse("data-crash"));
    System.out.printf(
        "Seed %d: the same again with ./aureus bench crash --payouts %d --seed %d%s%n",
        seed, payouts, seed, isLightning ? " --lightning" : options.has("proxy") ? " --proxy" : "");
    ClosingStack parts = new ClosingStack();
    Thread hook = new Thread(parts::close, "closing");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      DataFolder folder = DataFolder.at(data);
      parts.add(FolderLock.take(folder));
      StartSettings.claim(folder, "demo");
      folder.erase();
      StartSettings.claim(folder, "demo");
      DatabaseAddress database =
          parts.add(EmbeddedServer.start(folder, SharedBeans.random())).address();
      return isLightning
          ? new LightningCrash(application, folder, database, parts).run(payouts, seed)
          : measure(folder, database, payouts, seed, options.has("proxy"), parts);
    } finally {
      parts.close();
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }

  private int measure(
      DataFolder folder,
      DatabaseAddress database,
      int payouts,
      int seed,
      boolean proxied,
      ClosingStack parts) {
    long began = System.nanoTime();
    SimulatedEthereum node = parts.add(DemoChain.start(folder, BLOCK_TIME));
    SandboxFile coins = DemoChain.coins(node.url());
    coins.write(folder);
    CrashChain chain = parts.add(new CrashChain(node.url(), coins));
    Optional<FaultProxy> proxy =
        proxied ? Optional.of(parts.add(proxy(node.url(), seed))) : Optional.empty();
    String seen = proxy.map(FaultProxy::url).orElse(node.url());
    List<CrashNode> nodes =
        CrashGateways.start(application, folder, database, settings(seen), parts);
    CrashPlan plan = new CrashPlan(payouts, seed);
    CrashRows rows = new CrashRows(database);
    DemoAccess access = DemoAccess.read(folder).orElseThrow();
    new CrashFunds(access, chain, rows, plan).give(nodes.getFirst().url().orElseThrow(), payouts);
    CrashShop shop = parts.add(new CrashShop(access, nodes, plan::request));
    CrashRun run =
        new CrashRun(
            plan, shop, nodes, rows, on -> chain.mineEvery(on ? BLOCK_TIME : Duration.ZERO));
    run.work(payouts);
    boolean rests = run.comesToRest();
    System.out.printf("At rest after %d s%n", (System.nanoTime() - began) / 1_000_000_000);
    List<String> wrong = new ArrayList<>(new CrashBooks(rows, chain, plan, shop).check());
    proxy.ifPresent(p -> wrong.addAll(faults(p)));
    nodes.forEach(gateway -> wrong.addAll(gateway.complaints()));
    for (PayoutStep step : run.report()) {
      wrong.add("nobody was killed at " + step);
    }
    if (!rests) {
      wrong.add("not all has come to rest: " + rows.standings());
    }
    wrong.addAll(CrashGateways.verify(folder, database, DemoChain.settings(node.url()), parts));
    return CrashGateways.end(
        wrong, "No payout was made twice, none is lost, and the ledger is the chain.");
  }

  private static FaultProxy proxy(String node, int seed) {
    return FaultProxy.before(node, SharedBeans.seeded(seed), FAULTS);
  }

  private static List<String> faults(FaultProxy proxy) {
    System.out.println("Faults between gateways and node: " + proxy.done());
    return Arrays.stream(FaultProxy.Fault.values())
        .filter(fault -> proxy.done().getOrDefault(fault, 0L) == 0)
        .map(fault -> "no request met the fault " + fault)
        .toList();
  }

  private static Map<String, Object> settings(String node) {
    Map<String, Object> settings = new HashMap<>(DemoChain.settings(node));
    settings.put("aureus.chains.eth.poll", "250ms");
    settings.put("aureus.chains.eth.timeout", "3s");
    // Shorter than some of the work: two nodes get hold of one payout now and then.
    settings.put("aureus.payouts.claim", "2s");
    settings.put("aureus.payouts.bump-after", "6s");
    return settings;
  }
}
