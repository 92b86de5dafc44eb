package io.aureus.chains.evm;

import io.aureus.chains.ChainFamily;
import io.aureus.chains.ChainJournal;
import io.aureus.chains.ChainProgress;
import io.aureus.chains.ChainSettings;
import io.aureus.chains.ChainStores;
import io.aureus.chains.LightningSettings;
import io.aureus.chains.TransferFact;
import io.aureus.chains.TransferInbox;
import io.aureus.chains.Watchlist;
import io.aureus.jobs.Fence;
import io.aureus.jobs.Job;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.LeaseFence;
import io.aureus.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.util.unit.DataSize;

/** One deployment that observes chains: its database, its clock and what it was told. */
final class Observation implements AutoCloseable {
  static final int CONFIRMATIONS = 3;

  final TestDatabase database = TestDatabase.fresh();
  final AdjustableClock clock = new AdjustableClock(Instant.now());
  final Watchlist watchlist = ChainStores.watchlist(database, clock);
  final TransferInbox inbox = ChainStores.inbox(database, clock);
  final ChainProgress progress = ChainStores.progress(database, clock);
  final List<String> wakeups = new ArrayList<>();
  boolean failOnce;
  private final EvmFamily family =
      new EvmFamily(
          new ChainJournal.Parts(database.jdbc(), database.transactions(), this::wake, clock));

  private void wake(String job) {
    if (failOnce) {
      failOnce = false;
      throw new IllegalStateException("killed here");
    }
    wakeups.add(job);
  }

  /** A chain as it is set up, and its job. */
  record Observed(ChainFamily.Observed chain, Job job) {}

  /** A chain with its coin and one listed token. */
  Observed chain(String code, long chainId, String tokenContract, List<String> urls) {
    return chain(code, chainId, tokenContract, settings(urls, 200));
  }

  Observed chain(String code, long chainId, String tokenContract, ChainSettings settings) {
    Chain chain = new Chain(code, code, "evm", "mainnet", chainId, CONFIRMATIONS);
    List<Asset> assets = new ArrayList<>();
    assets.add(new Asset(code, chain, code, 18, 8, "", ""));
    if (!tokenContract.isEmpty()) {
      assets.add(new Asset("USDT-" + code, chain, "USDT", 6, 4, tokenContract, "USD"));
    }
    ChainFamily.Observed observed = new ChainFamily.Observed(chain, assets, settings);
    return new Observed(observed, family.observer(observed));
  }

  static ChainSettings settings(List<String> urls, int range) {
    return new ChainSettings(
        urls,
        List.of(),
        List.of(),
        List.of(),
        "simulated",
        0,
        Map.of(),
        Duration.ofMillis(100),
        range,
        ChainSettings.Unlisted.RECORD,
        Duration.ofMillis(1500),
        DataSize.ofMegabytes(2),
        1,
        Duration.ofMinutes(5),
        true,
        "",
        LightningSettings.NONE);
  }

  EvmFamily family() {
    return family;
  }

  Fence fence(Observed observed) {
    return LeaseFence.take(database, observed.job().name());
  }

  void watch(String address) {
    database
        .transactions()
        .executeWithoutResult(status -> watchlist.watch("evm", List.of(address)));
  }

  void attend(String address) {
    Instant until = clock.instant().plus(Duration.ofHours(1));
    database
        .transactions()
        .executeWithoutResult(status -> watchlist.attend("evm", List.of(address), until));
  }

  /** Everything that was told since the last time. */
  List<TransferFact> facts() {
    return ChainStores.told(database, inbox);
  }

  List<TransferFact.Kind> kinds() {
    return facts().stream().map(TransferFact::kind).toList();
  }

  long cursor(String chain) {
    return progress.cursor(chain).map(ChainProgress.Cursor::number).orElse(-1L);
  }

  int transfers() {
    return database.jdbc().sql("select count(*) from transfer").query(Integer.class).single();
  }

  String words(String chain, int ordinal) {
    return health(chain, ordinal).words();
  }

  ChainProgress.NodeHealth health(String chain, int ordinal) {
    return progress.health().stream()
        .filter(node -> node.chain().equals(chain))
        .toList()
        .get(ordinal);
  }

  @Override
  public void close() {
    family.close();
  }
}
