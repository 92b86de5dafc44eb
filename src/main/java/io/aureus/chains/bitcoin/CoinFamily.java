package io.aureus.chains.bitcoin;

import io.aureus.chains.ChainFamily;
import io.aureus.chains.ChainJournal;
import io.aureus.chains.FeeRates;
import io.aureus.chains.Holdings;
import io.aureus.chains.Network;
import io.aureus.chains.nodes.Nodes;
import io.aureus.jobs.Job;
import io.aureus.money.Asset;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Bitcoin or Litecoin: the same code with other parameters. */
final class CoinFamily implements ChainFamily, AutoCloseable {
  private static final int LEAST_KEPT = 512;

  private final String name;
  private final ChainJournal.Parts parts;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(5))
          .followRedirects(HttpClient.Redirect.NEVER)
          .version(HttpClient.Version.HTTP_1_1)
          .executor(threads)
          .build();

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
    Nodes<CoinNode> nodes = nodes(observed);
    CoinRows rows = rows(observed);
    CoinWatch watch = new CoinWatch(observed.chain(), rows);
    String asset =
        observed.assets().stream()
            .filter(Asset::isNative)
            .map(Asset::code)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(name + " lists no coin"));
    CoinFinder finder = new CoinFinder(observed.chain(), asset, journal, watch, rows);
    return new CoinObserver(
        observed, new CoinObserver.Parts(nodes, journal, kept, rows, watch, finder, parts.clock()));
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
  public FeeRates fees(Observed observed) {
    return new CoinFees(nodes(observed));
  }

  private Nodes<CoinNode> nodes(Observed observed) {
    return CoinNode.all(http, observed, parts.clock());
  }

  private OutputRows outputs(Observed observed) {
    return new OutputRows(parts.jdbc(), observed.chain().code());
  }

  private CoinRows rows(Observed observed) {
    return new CoinRows(parts.jdbc(), observed.chain().code(), name);
  }

  @Override
  public void close() {
    http.shutdownNow();
    threads.shutdownNow();
  }
}
