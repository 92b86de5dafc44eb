package io.aureus.chains.lightning.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.ChainJournal;
import io.aureus.chains.ChainProgress;
import io.aureus.chains.ChainStores;
import io.aureus.chains.Transfer;
import io.aureus.chains.TransferFact;
import io.aureus.chains.TransferInbox;
import io.aureus.chains.Watchlist;
import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.InvoiceWish;
import io.aureus.chains.lightning.LightningNode;
import io.aureus.jobs.Fence;
import io.aureus.jobs.Job;
import io.aureus.money.Catalogue;
import io.aureus.money.CatalogueFile;
import io.aureus.money.Chain;
import io.aureus.sandbox.SimulatedLightning;
import io.aureus.sandbox.SimulatedLnd;
import io.aureus.testing.LeaseFence;
import io.aureus.testing.TestDatabase;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the record of a real adapter's node becomes among the facts, whatever ends in between. */
class SettlementObserverTest {
  private static final long MILLISATOSHI = 250_000;

  @TempDir private Path folder;
  private final Clock clock = Clock.systemUTC();
  private final TestDatabase database = TestDatabase.fresh();
  private final Watchlist watchlist = ChainStores.watchlist(database, clock);
  private final TransferInbox inbox = ChainStores.inbox(database, clock);
  private final ChainProgress progress = ChainStores.progress(database, clock);
  private final List<String> woken = new ArrayList<>();
  private boolean dies;
  private SimulatedLightning pair;
  private LightningNode payer;
  private LightningNode shop;
  private Fence fence;

  @BeforeEach
  void start() {
    pair =
        SimulatedLightning.start(
            folder, SimulatedLightning.Ports.free(), clock, new SplittableRandom(7));
    payer = SimulatedLndTest.node(pair.payer(), SimulatedLnd.MACAROON);
    shop = SimulatedLndTest.node(pair.shop(), SimulatedLnd.MACAROON);
    fence = LeaseFence.take(database, "observe-BLN");
  }

  @AfterEach
  void stop() {
    pair.close();
  }

  @Test
  void aSettledInvoiceIsOnePaymentThatIsFinalAtOnce() throws Exception {
    Job job = job();
    Invoice ours = invoice(true);
    Invoice others = invoice(false);
    job.run(fence);
    assertThat(facts()).isEmpty();
    payer.pay(others, MILLISATOSHI, 10_000);
    payer.pay(ours, MILLISATOSHI, 10_000);
    readAll(job);

    List<TransferFact> facts = facts();
    assertThat(facts)
        .extracting(TransferFact::kind)
        .containsExactly(TransferFact.Kind.SEEN, TransferFact.Kind.CONFIRMED);
    Transfer transfer = facts.getLast().transfer();
    assertThat(transfer.to()).isEqualTo(ours.terms().paymentHash());
    assertThat(transfer.units()).isEqualTo(MILLISATOSHI);
    assertThat(woken).contains(TransferInbox.JOB);
  }

  /** IN-29: whatever was settled while nobody read is found, by its own time, and once. */
  @Test
  void whatWasSettledWhileNobodyReadIsFoundByItsOwnTime() throws Exception {
    Invoice one = invoice(true);
    Invoice other = invoice(true);
    job().run(fence);
    payer.pay(one, MILLISATOSHI, 10_000);
    Instant settled = clock.instant();
    payer.pay(other, MILLISATOSHI, 10_000);
    Thread.sleep(1_100); // the node tells whole seconds

    readAll(job());
    List<TransferFact> facts = facts();
    assertThat(facts).hasSize(4);
    assertThat(facts.getFirst().transfer().sightedAt()).isBeforeOrEqualTo(settled.plusSeconds(1));
    readAll(job());
    assertThat(facts()).isEmpty();
  }

  /** Killed between the reading and the commit, it reads the same again. */
  @Test
  void aKillBeforeTheCommitLosesNothing() throws Exception {
    Invoice ours = invoice(true);
    Job job = job();
    job.run(fence);
    payer.pay(ours, MILLISATOSHI, 10_000);
    dies = true;
    try {
      readAll(job);
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("killed here");
    }
    assertThat(dies).isFalse();
    assertThat(facts()).isEmpty();
    readAll(job());
    assertThat(facts()).hasSize(2);
    readAll(job());
    assertThat(facts()).isEmpty();
  }

  /** What is told a second time, as nodes without an index do, is no second payment. */
  @Test
  void theWholeRecordReadAgainIsNoSecondPayment() throws Exception {
    Invoice ours = invoice(true);
    Job job = job();
    job.run(fence);
    payer.pay(ours, MILLISATOSHI, 10_000);
    readAll(job);
    assertThat(facts()).hasSize(2);
    database.jdbc().sql("update chain_cursor set hash = ''").update();
    readAll(job);
    assertThat(facts()).isEmpty();
    assertThat(database.jdbc().sql("select count(*) from transfer").query(Integer.class).single())
        .isOne();
  }

  /** Windows end by what was read: not before the record was read past their end. */
  @Test
  void theRecordCountsAsReadOnlyWhereTheNodeAnswered() throws Exception {
    Instant before = clock.instant();
    Job job = job();
    readAll(job);
    Instant read = progress.cursor("BLN").orElseThrow().readTo();
    assertThat(read).isAfterOrEqualTo(before.truncatedTo(ChronoUnit.MICROS));
    assertThat(health().healthy()).isTrue();

    pair.shop().close();
    job.run(fence);
    assertThat(progress.cursor("BLN").orElseThrow().readTo()).isEqualTo(read);
    assertThat(health().healthy()).isFalse();
    assertThat(health().words()).isNotEmpty();
    assertThat(health().endpoint()).startsWith("LND at http://127.0.0.1");

    pair.shop().start();
    job.run(fence);
    assertThat(health().healthy()).isTrue();
    assertThat(progress.cursor("BLN").orElseThrow().readTo()).isAfter(read);
  }

  /** The program need not wait with it for the next payment. */
  @Test
  void theStopEndsTheWaitForNews() throws Exception {
    shop = SimulatedLndTest.node(pair.shop(), Duration.ofSeconds(60));
    Job job = job();
    payer.pay(invoice(true), MILLISATOSHI, 10_000);
    payer.pay(invoice(true), MILLISATOSHI, 10_000);
    runs(runs(job));
    FutureTask<Job> waiting = new FutureTask<>(() -> runs(job));
    Thread thread = Thread.ofVirtual().start(waiting);
    assertThat(thread.join(Duration.ofMillis(500))).isFalse();

    job.stop();
    waiting.get(5, TimeUnit.SECONDS);
    job.run(fence);
    assertThat(health().healthy()).isTrue();
    assertThat(facts()).hasSize(4);
  }

  /** A node that hangs takes the question, and sends not even headers: nothing was read. */
  @Test
  void theSilenceOfANodeThatHangsIsNoReadingToTheEnd() throws Exception {
    Job job = job();
    payer.pay(invoice(true), MILLISATOSHI, 10_000);
    payer.pay(invoice(true), MILLISATOSHI, 10_000);
    readAll(job);
    assertThat(facts()).hasSize(4);
    Instant read = progress.cursor("BLN").orElseThrow().readTo();
    payer.pay(invoice(true), MILLISATOSHI, 10_000);
    pair.shop().freeze(true);
    job.run(fence);
    assertThat(progress.cursor("BLN").orElseThrow().readTo()).isEqualTo(read);
    assertThat(health().healthy()).isFalse();
    pair.shop().freeze(false);
    readAll(job);
    assertThat(facts()).hasSize(2);
    assertThat(progress.cursor("BLN").orElseThrow().readTo()).isAfter(read);
  }

  /** A node that takes the place of another begins to count anew. */
  @Test
  void whatAnotherNodeAtTheSamePlaceWasPaidIsReadFromItsStart(@TempDir Path other)
      throws Exception {
    Job job = job();
    for (int i = 0; i < 3; i++) {
      payer.pay(invoice(true), MILLISATOSHI, 10_000);
    }
    readAll(job);
    assertThat(facts()).hasSize(6);
    SimulatedLightning.Ports ports =
        new SimulatedLightning.Ports(
            URI.create(pair.payer().url()).getPort(), URI.create(pair.shop().url()).getPort());
    pair.close();
    pair = SimulatedLightning.start(other, ports, clock, new SplittableRandom(8));
    payer.pay(invoice(true), MILLISATOSHI, 10_000);
    readAll(job);
    assertThat(facts()).hasSize(2);
  }

  @Test
  void aNodeThatSaysAtOnceThatThereIsNothingIsNotAskedWithoutEnd() throws Exception {
    Job job = job();
    job.run(fence);
    assertThat(job.every()).isEqualTo(Duration.ofSeconds(1));
    payer.pay(invoice(true), MILLISATOSHI, 10_000);
    job.run(fence);
    assertThat(job.every()).isLessThan(Duration.ofSeconds(1));
  }

  private ChainProgress.NodeHealth health() {
    return progress.health().getFirst();
  }

  private void readAll(Job job) throws Exception {
    for (int i = 0; i < 4; i++) {
      runs(job);
    }
  }

  private Job runs(Job job) throws Exception {
    job.run(fence);
    return job;
  }

  private Job job() {
    CatalogueFile.Choice choice = new CatalogueFile.Choice("simulated", 0, Map.of());
    Catalogue catalogue = CatalogueFile.read(Map.of("BLN", choice));
    Chain chain = catalogue.chains().getFirst();
    ChainJournal journal =
        new ChainJournal(
            chain.code(),
            new ChainJournal.Depths(1, 512),
            new ChainJournal.Parts(database.jdbc(), database.transactions(), this::wake, clock));
    return new SettlementObserver(
        new SettlementObserver.Whose(chain.code(), "lightning", true),
        "BTC-LN",
        shop,
        journal,
        clock);
  }

  private void wake(String job) {
    if (dies) {
      dies = false;
      throw new IllegalStateException("killed here");
    }
    woken.add(job);
  }

  private Invoice invoice(boolean isOurs) throws Exception {
    Invoice invoice =
        shop.make(
            new InvoiceWish(
                UUID.randomUUID().toString(), MILLISATOSHI, "", false, Duration.ofMinutes(30)));
    if (isOurs) {
      database
          .transactions()
          .executeWithoutResult(
              status -> watchlist.watch("lightning", List.of(invoice.terms().paymentHash())));
    }
    return invoice;
  }

  private List<TransferFact> facts() {
    return ChainStores.told(database, inbox);
  }
}
