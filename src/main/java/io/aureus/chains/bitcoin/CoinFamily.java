package io.aureus.chains.bitcoin;

import io.aureus.chains.ChainFamily;
import io.aureus.chains.ChainJournal;
import io.aureus.chains.CoinsNow;
import io.aureus.chains.FeeRates;
import io.aureus.chains.Holdings;
import io.aureus.chains.MempoolTrust;
import io.aureus.chains.Network;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.Nodes;
import io.aureus.jobs.Job;
import io.aureus.money.Asset;
import io.aureus.money.CoinAddress;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Bitcoin or Litecoin: the same code with other parameters. */
final class CoinFamily implements ChainFamily, AutoCloseable {
  private static final int LEAST_KEPT = 512;

  private final String name;
  private final ChainJournal.Parts parts;
  private final Map<String, Servers> servers = new ConcurrentHashMap<>();
  private final Queue<Doorbell> bells = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(5))
          .followRedirects(HttpClient.Redirect.NEVER)
          .version(HttpClient.Version.HTTP_1_1)
          .executor(threads)
          .build();

  /** What an observer reads from. */
  private record Reading(Nodes<? extends CoinNode> nodes, CoinWatch watch, CoinSource source) {}

  /** The Electrum servers of one chain: one connection to each serves all parts. */
  private record Servers(Nodes<ElectrumNode> nodes, ScriptHashes scripts, List<ElectrumNode> all) {
    static Servers of(Observed observed, Clock clock) {
      ScriptHashes scripts = new ScriptHashes();
      List<ElectrumNode> all =
          observed.settings().electrumServers().stream()
              .map(address -> new ElectrumNode(address, observed, scripts, clock))
              .toList();
      return new Servers(new Nodes<>(observed, clock, all), scripts, all);
    }

    void close() {
      all.forEach(ElectrumNode::close);
    }
  }

  /**
   * @param name {@code bitcoin} or {@code litecoin}
   */
  CoinFamily(String name, ChainJournal.Parts parts) {
    this.name = name;
    this.parts = parts;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Job observer(Observed observed) {
    int confirmations = observed.chain().confirmations();
    int kept = Math.max(LEAST_KEPT, 4 * confirmations);
    ChainJournal journal =
        new ChainJournal(
            observed.chain().code(), new ChainJournal.Depths(confirmations, kept), parts);
    CoinRows rows = rows(observed);
    Reading reading = reading(observed, rows, journal);
    CoinWatch watch = reading.watch();
    String asset =
        observed.assets().stream()
            .filter(Asset::isNative)
            .map(Asset::code)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(name + " lists no coin"));
    Doorbell bell =
        new Doorbell(
            observed.chain().code(),
            observed.settings().bells(),
            () -> parts.wakeups().wake("observe-" + observed.chain().code()));
    bells.add(bell);
    CoinFinder finder = new CoinFinder(observed.chain(), asset, journal, watch, rows);
    return new CoinObserver(
        observed,
        new CoinObserver.Parts(
            reading.nodes(),
            reading.source(),
            journal,
            kept,
            rows,
            new LeavingRows(parts.jdbc(), observed.chain().code()),
            new FundingRows(parts.jdbc(), observed.chain().code()),
            new OfferRows(parts, observed.chain().code(), rows),
            watch,
            finder,
            bell,
            parts.clock()));
  }

  /** From Electrum servers where there are any in the settings, else from nodes of our own. */
  private Reading reading(Observed observed, CoinRows rows, ChainJournal journal) {
    if (observed.settings().electrum().isEmpty()) {
      Nodes<FullNode> nodes = FullNode.all(http, observed, parts.clock());
      CoinWatch watch = new CoinWatch(observed.chain(), rows, script -> {});
      return new Reading(nodes, watch, new WholeBlocks(nodes, watch, parts.clock()));
    }
    Servers own = servers(observed);
    CoinWatch watch = new CoinWatch(observed.chain(), rows, own.scripts()::add);
    RivalRows rivals = new RivalRows(parts.jdbc(), observed.chain().code());
    return new Reading(
        own.nodes(),
        watch,
        new ScriptHistories(own.nodes(), watch, rivals, journal, parts.clock()));
  }

  @Override
  public Holdings holdings(Observed observed) {
    return new CoinHoldings(nodes(observed), outputs(observed));
  }

  @Override
  public Network network(Observed observed) {
    OfferRows offers = new OfferRows(parts, observed.chain().code(), rows(observed));
    return new CoinNetwork(nodes(observed), offers, outputs(observed), threads);
  }

  @Override
  public MempoolTrust trust(Observed observed) {
    return observed.settings().electrum().isEmpty()
        ? new CoinTrust(FullNode.all(http, observed, parts.clock()), parts.clock())
        : ChainFamily.super.trust(observed);
  }

  @Override
  public FeeRates fees(Observed observed) {
    return new CoinFees(nodes(observed));
  }

  @Override
  public CoinsNow coinsNow(Observed observed) {
    return new CoinSpending(nodes(observed), outputs(observed));
  }

  /** What is not answered is not known: the addresses are shown all the same. */
  @Override
  public Set<String> used(Observed observed, Collection<String> addresses) {
    if (observed.settings().electrum().isEmpty()) {
      return Set.of();
    }
    Map<String, String> byHash = new LinkedHashMap<>();
    for (String address : addresses) {
      byte[] script = CoinAddress.parse(observed.chain(), address).script();
      byHash.put(ScriptHashes.of(script), address);
    }
    Nodes<ElectrumNode> nodes = servers(observed).nodes();
    try {
      nodes.survey();
      return nodes.ask(0, node -> node.used(byHash.keySet())).stream()
          .map(hash -> String.valueOf(byHash.get(hash)))
          .collect(Collectors.toSet());
    } catch (NodeFailure e) {
      return Set.of();
    }
  }

  private Nodes<? extends CoinNode> nodes(Observed observed) {
    return observed.settings().electrum().isEmpty()
        ? FullNode.all(http, observed, parts.clock())
        : servers(observed).nodes();
  }

  private Servers servers(Observed observed) {
    return servers.computeIfAbsent(
        observed.chain().code(), code -> Servers.of(observed, parts.clock()));
  }

  private OutputRows outputs(Observed observed) {
    return new OutputRows(parts.jdbc(), observed.chain().code(), name);
  }

  private CoinRows rows(Observed observed) {
    return new CoinRows(parts.jdbc(), observed.chain().code(), name);
  }

  @Override
  public void close() {
    bells.forEach(Doorbell::close);
    servers.values().forEach(Servers::close);
    http.shutdownNow();
    threads.shutdownNow();
  }
}
