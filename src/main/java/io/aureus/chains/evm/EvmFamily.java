package io.aureus.chains.evm;

import io.aureus.chains.AccountNetwork;
import io.aureus.chains.ChainFamily;
import io.aureus.chains.ChainJournal;
import io.aureus.chains.ChainSettings.Unlisted;
import io.aureus.chains.Holdings;
import io.aureus.chains.Network;
import io.aureus.chains.nodes.Nodes;
import io.aureus.jobs.Job;
import io.aureus.money.Asset;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Ethereum and chains that speak as it does. */
final class EvmFamily implements ChainFamily, AutoCloseable {
  /** Headers are cheap, and a reorganisation deeper than these has never been seen. */
  private static final int LEAST_KEPT = 512;

  private final ChainJournal.Parts parts;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(5))
          .followRedirects(HttpClient.Redirect.NEVER)
          .version(HttpClient.Version.HTTP_1_1)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  EvmFamily(ChainJournal.Parts parts) {
    this.parts = parts;
  }

  @Override
  public String name() {
    return "evm";
  }

  @Override
  public Job observer(Observed observed) {
    int confirmations = observed.chain().confirmations();
    ChainJournal.Depths depths =
        new ChainJournal.Depths(confirmations, Math.max(LEAST_KEPT, 4 * confirmations));
    ChainJournal journal = new ChainJournal(observed.chain().code(), depths, parts);
    Nodes<Node> nodes = Node.all(http, observed, parts.clock());
    Map<String, String> byContract = new HashMap<>();
    String nativeAsset = "";
    for (Asset asset : observed.assets()) {
      if (asset.isNative()) {
        nativeAsset = asset.code();
      } else {
        byContract.put(asset.contract().toLowerCase(Locale.ROOT), asset.code());
      }
    }
    boolean skips = observed.settings().unlisted() == Unlisted.SKIP;
    BlockReader.Scope scope = new BlockReader.Scope(!skips, List.copyOf(byContract.keySet()));
    boolean looksInside = observed.settings().internal() && !nativeAsset.isEmpty();
    return new EvmObserver(
        observed,
        new EvmObserver.Parts(
            nodes,
            journal,
            new BlockReader(nodes, scope, observed.settings().maxLogRange()),
            new TransferFinder(nodes, journal, nativeAsset, byContract),
            looksInside ? new InnerTransfers(nodes, journal, nativeAsset) : null,
            parts.clock()));
  }

  @Override
  public Holdings holdings(Observed observed) {
    return new EvmHoldings(Node.all(http, observed, parts.clock()));
  }

  @Override
  public Network network(Observed observed) {
    return new EvmNetwork(Node.all(http, observed, parts.clock()), threads);
  }

  @Override
  public AccountNetwork accounts(Observed observed) {
    return new EvmAccounts(Node.all(http, observed, parts.clock()));
  }

  @Override
  public void close() {
    threads.shutdownNow();
    http.shutdownNow();
  }
}
