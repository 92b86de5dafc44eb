package io.aureus.chains.bitcoin;

import io.aureus.chains.ChainFamily;
import io.aureus.chains.ChainJournal;
import io.aureus.chains.ChainProgress;
import io.aureus.chains.ChainSettings;
import io.aureus.chains.ChainStores;
import io.aureus.chains.TransferFact;
import io.aureus.chains.TransferInbox;
import io.aureus.chains.UnspentCoins;
import io.aureus.chains.Watchlist;
import io.aureus.jobs.Fence;
import io.aureus.jobs.Job;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.CoinNode;
import io.aureus.testing.LeaseFence;
import io.aureus.testing.TestDatabase;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One deployment that observes a chain of coins: its database, its clock, what it was told. */
final class CoinObservation implements AutoCloseable {
  static final int CONFIRMATIONS = 3;

  final TestDatabase database = TestDatabase.fresh();
  final AdjustableClock clock = new AdjustableClock(Instant.now());
  final Watchlist watchlist = ChainStores.watchlist(database, clock);
  final TransferInbox inbox = ChainStores.inbox(database, clock);
  final ChainProgress progress = ChainStores.progress(database, clock);
  final Chain chain;
  final Asset coin;
  final List<String> urls;
  boolean failOnce;
  private final List<String> bells;
  private final List<String> cookies;
  private final Consumer<String> woken;
  private ChainFamily.Observed observed;
  private CoinFamily family;
  private Job job;
  private Fence fence;

  CoinObservation(CoinNode node, String... urls) {
    this(node, List.of(), List.of(), any -> {}, urls);
  }

  /** One that knows user and password from the node's file. */
  static CoinObservation withCookie(CoinNode node, Path cookie) {
    return new CoinObservation(node, List.of(), List.of(cookie.toString()), any -> {}, node.url());
  }

  /** One that listens to what the node publishes. */
  static CoinObservation ringing(CoinNode node, Runnable woken, String... urls) {
    String job = "observe-" + node.chain();
    return new CoinObservation(
        node,
        List.of(node.zmq()),
        List.of(),
        name -> {
          if (name.equals(job)) {
            woken.run();
          }
        },
        urls);
  }

  private CoinObservation(
      CoinNode node,
      List<String> bells,
      List<String> cookies,
      Consumer<String> woken,
      String... urls) {
    this.bells = bells;
    this.cookies = cookies;
    this.woken = woken;
    boolean isBitcoin = node.chain().equals("BTC");
    chain =
        new Chain(
            node.chain(),
            isBitcoin ? "Bitcoin" : "Litecoin",
            isBitcoin ? "bitcoin" : "litecoin",
            node.network(),
            0,
            CONFIRMATIONS);
    coin = new Asset(node.chain(), chain, node.chain(), 8, 8, "", "");
    this.urls = List.of(urls);
    startAgain();
  }

  /** As another process would: nothing is in memory. */
  void startAgain() {
    observed = new ChainFamily.Observed(chain, List.of(coin), settings());
    family =
        new CoinFamily(
            chain.family(),
            new ChainJournal.Parts(database.jdbc(), database.transactions(), this::wake, clock));
    job = family.observer(observed);
    fence = LeaseFence.take(database, job.name());
  }

  private ChainSettings settings() {
    if (!urls.getFirst().startsWith("http")) {
      return ChainSettings.ofElectrum(urls, chain.network());
    }
    return cookies.isEmpty()
        ? ChainSettings.ofRinging(urls, bells, chain.network())
        : ChainSettings.ofCookies(urls, cookies, chain.network());
  }

  private void wake(String any) {
    woken.accept(any);
    if (failOnce) {
      failOnce = false;
      throw new IllegalStateException("killed here");
    }
  }

  /** With the credentials in it, as the settings have them. */
  static String url(CoinNode node, String url) {
    return url.replace(
        "http://",
        "http://"
            + node.user()
            + ":"
            + URLEncoder.encode(node.password(), StandardCharsets.UTF_8).replace("+", "%20")
            + "@");
  }

  CoinFamily family() {
    return family;
  }

  ChainFamily.Observed observed() {
    return observed;
  }

  void observe() {
    // A node that failed is left alone for a while.
    clock.advance(Duration.ofSeconds(61));
    try {
      job.run(fence);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  void watch(String address) {
    database
        .transactions()
        .executeWithoutResult(status -> watchlist.watch(chain.family(), List.of(address)));
  }

  /** Everything that was told since the last time, in order. */
  List<TransferFact> facts() {
    List<TransferFact> all = new ArrayList<>();
    while (true) {
      List<TransferFact> claimed =
          database
              .transactions()
              .execute(
                  status -> {
                    List<TransferFact> facts = inbox.claim(100);
                    facts.forEach(inbox::done);
                    return facts;
                  });
      if (claimed == null || claimed.isEmpty()) {
        return all;
      }
      all.addAll(claimed);
    }
  }

  /** The same as {@code KIND units}. */
  List<String> told() {
    return facts().stream().map(fact -> fact.kind() + " " + fact.transfer().units()).toList();
  }

  long cursor() {
    return progress.cursor(chain.code()).map(ChainProgress.Cursor::number).orElse(-1L);
  }

  /** Which coins payouts may spend. */
  UnspentCoins unspent() {
    return ChainStores.unspent(database);
  }

  int transfers() {
    return database.jdbc().sql("select count(*) from transfer").query(Integer.class).single();
  }

  ChainProgress.NodeHealth health(int ordinal) {
    return progress.health().get(ordinal);
  }

  @Override
  public void close() {
    family.close();
  }
}
