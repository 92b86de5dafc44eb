package io.aureus.chains.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.aureus.chains.ChainFamily;
import io.aureus.chains.ChainJournal;
import io.aureus.chains.ChainSettings;
import io.aureus.chains.ChainStores;
import io.aureus.jobs.Fence;
import io.aureus.jobs.Job;
import io.aureus.money.Asset;
import io.aureus.money.CatalogueFile;
import io.aureus.money.Chain;
import io.aureus.money.CoinAddress;
import io.aureus.testing.LeaseFence;
import io.aureus.testing.TestDatabase;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.function.ToLongFunction;
import org.bitcoinj.core.Block;
import org.bitcoinj.core.Transaction;
import org.bitcoinj.core.TransactionOutput;
import org.junit.jupiter.api.Test;

/**
 * {@code ./aureus bench scan}: the program's own scan of full blocks, with its own set of watched
 * scripts, beside bitcoinj on the same bytes in the same run. Its name keeps it out of the suite.
 */
class ScanBench {
  private static final int BLOCKS = 16;
  private static final int PAYMENTS = 10;
  private static final int LISTED = 100_000;
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final long watched = Long.getLong("aureus.bench.watched", 10_000_000);
  private final long seconds = Long.getLong("aureus.bench.seconds", 5);
  private final boolean allForms = Boolean.getBoolean("aureus.bench.forms");
  private final int rounds = Integer.getInteger("aureus.bench.rounds", 7);
  private final int length = Integer.getInteger("aureus.bench.blocks", 1_000);

  private final Chain chain =
      CatalogueFile.read(Map.of("BTC", new CatalogueFile.Choice("regtest", 3, Map.of())))
          .chains()
          .getFirst();
  private final TestDatabase database = TestDatabase.fresh();
  private final Keys scripts = new Keys();
  private final Keys points = new Keys();

  /** As {@link CoinWatch} answers, which fills these sets from the database. */
  private final BlockScan.Interest watch =
      new BlockScan.Interest() {
        @Override
        public void inScripts(KeyList asked, IntConsumer each) {
          scripts.find(asked, each);
        }

        @Override
        public void inSpent(KeyList asked, IntConsumer each) {
          points.find(asked, each);
        }
      };

  /**
   * Whoever reads blocks, and in each round how many in a second of processor time: that of the
   * whole process, so that what it leaves to the garbage collector counts.
   */
  private record Reader(String name, ToLongFunction<byte[]> read, List<Long> rates) {
    Reader(String name, ToLongFunction<byte[]> read) {
      this(name, read, new ArrayList<>());
    }

    /** In thousandths of a block. */
    long run(List<byte[]> blocks, Duration time) {
      long end = System.nanoTime() + time.toNanos();
      long begin = SYSTEM.getProcessCpuTime();
      long done = 0;
      long found = 0;
      do {
        found += read.applyAsLong(blocks.get((int) (done++ % blocks.size())));
      } while (System.nanoTime() < end);
      assertThat(found).isPositive();
      return done * 1_000_000_000_000L / (SYSTEM.getProcessCpuTime() - begin);
    }
  }

  @Test
  void measure() {
    List<byte[]> blocks = blocks();
    fill();
    Reader ours = new Reader("read, matched and proved by us", this::ours);
    List<Reader> others =
        List.of(
            new Reader("read and matched by us", this::unproved),
            new Reader("read by bitcoinj", this::bitcoinj),
            new Reader("read, matched and proved with bitcoinj", this::bitcoinjAsWe));
    assertThat(ours(blocks.getFirst())).isEqualTo(bitcoinjAsWe(blocks.getFirst())).isEqualTo(11);
    List<Reader> all = new ArrayList<>(others);
    all.add(ours);
    all.forEach(reader -> reader.run(blocks, Duration.ofSeconds(2 * seconds)));
    for (int i = 0; i < rounds; i++) {
      // Forth and back, so that a drift of the machine favours nobody.
      (i % 2 == 0 ? all : all.reversed())
          .forEach(reader -> reader.rates().add(reader.run(blocks, Duration.ofSeconds(seconds))));
    }
    all.forEach(
        reader ->
            System.out.printf(
                "scan: %s: %s blocks/s of one core%n", reader.name(), spread(reader.rates())));
    tell(others.get(0), others.get(1));
    others.forEach(other -> tell(ours, other));
  }

  /** The whole way: nodes asked over HTTP, blocks read and proved, rows written and committed. */
  @Test
  void catchUp() throws Exception {
    Clock clock = Clock.systemUTC();
    ChainStores.watchlist(database, clock).watch("bitcoin", listed());
    String genesis = "0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206";
    try (BlockServer server = new BlockServer(genesis, length);
        CoinFamily family =
            new CoinFamily(
                "bitcoin",
                new ChainJournal.Parts(
                    database.jdbc(), database.transactions(), any -> {}, clock))) {
      ChainSettings settings = ChainSettings.of(List.of(server.url()), chain.network());
      Asset coin = new Asset("BTC", chain, "BTC", 8, 8, "", "");
      Job job = family.observer(new ChainFamily.Observed(chain, List.of(coin), settings));
      Fence fence = LeaseFence.take(database, job.name());
      job.run(fence);
      server.head(length);
      long begin = System.nanoTime();
      long processor = SYSTEM.getProcessCpuTime();
      job.run(fence);
      System.out.printf(
          "scan: %d full blocks caught up in %d ms, %d ms of processor time; %d payments found%n",
          length,
          (System.nanoTime() - begin) / 1_000_000,
          (SYSTEM.getProcessCpuTime() - processor) / 1_000_000,
          database.jdbc().sql("select count(*) from transfer").query(Integer.class).single());
    }
  }

  /** To whom the coinbases go, and others. */
  private List<String> listed() {
    List<String> addresses = new ArrayList<>();
    for (long i = 0; i < LISTED; i++) {
      byte[] script = FullBlock.watched(i < length ? Long.MAX_VALUE - 1 - i : i);
      addresses.add(CoinAddress.ofScript(chain, script).orElseThrow().text());
    }
    return addresses;
  }

  private List<byte[]> blocks() {
    List<byte[]> blocks = new ArrayList<>();
    int transactions = 0;
    long size = 0;
    for (int seed = 0; seed < BLOCKS; seed++) {
      FullBlock block = new FullBlock(seed, "0".repeat(64));
      for (int i = 0; i < PAYMENTS; i++) {
        block.pay(FullBlock.watched(seed * PAYMENTS + i));
      }
      block.fill(FullBlock.MOST_WEIGHT);
      blocks.add(block.bytes());
      transactions += block.count();
      size += blocks.getLast().length;
    }
    System.out.printf(
        "scan: %d full blocks, on average %d transactions and %d bytes%n",
        BLOCKS, transactions / BLOCKS, size / BLOCKS);
    return blocks;
  }

  private void fill() {
    long before = heap();
    long begin = System.nanoTime();
    for (long i = 0; i < watched; i++) {
      scripts.add(FullBlock.watched(i));
    }
    for (int seed = 0; seed < BLOCKS; seed++) {
      scripts.add(FullBlock.watched(Long.MAX_VALUE - seed));
    }
    for (int length = 23; allForms && length <= 34; length++) {
      // As long as P2SH, P2PKH and P2TR: with one of each, a script's length rules none out.
      scripts.add(new byte[length]);
    }
    long took = (System.nanoTime() - begin) / 1_000_000;
    long bytes = heap() - before;
    System.out.printf(
        "scan: %d watched scripts take %d MB, %s bytes each; added in %d ms%n",
        scripts.size(), bytes / 1_000_000, hundredths(100 * bytes / scripts.size()), took);
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private long ours(byte[] block) {
    return BlockScan.scan(block, watch).transactions().size();
  }

  private long unproved(byte[] block) {
    return new BlockScan(block).concerning(watch).transactions().size();
  }

  private long bitcoinj(byte[] block) {
    return Objects.requireNonNull(Block.read(ByteBuffer.wrap(block)).getTransactions()).size();
  }

  private long bitcoinjAsWe(byte[] bytes) {
    Block block = Block.read(ByteBuffer.wrap(bytes));
    List<Transaction> transactions = Objects.requireNonNull(block.getTransactions());
    byte[] ids = new byte[32 * transactions.size()];
    long found = 0;
    for (int i = 0; i < transactions.size(); i++) {
      byte[] id = transactions.get(i).getTxId().getBytes();
      for (int j = 0; j < id.length; j++) {
        ids[32 * i + j] = id[31 - j];
      }
      for (TransactionOutput output : transactions.get(i).getOutputs()) {
        byte[] script = output.getScriptBytes();
        found += scripts.holds(script) ? 1 : 0;
      }
    }
    assertThat(MerkleTree.root(ids)).isEqualTo(block.getMerkleRoot().toString());
    return found;
  }

  private static void tell(Reader one, Reader other) {
    System.out.printf("scan: %s / %s: %s%n", one.name(), other.name(), ratio(one, other));
  }

  private static String ratio(Reader one, Reader other) {
    List<Long> ratios = new ArrayList<>();
    for (int i = 0; i < one.rates().size(); i++) {
      ratios.add(one.rates().get(i) * 1_000 / other.rates().get(i));
    }
    return spread(ratios);
  }

  private static String spread(List<Long> thousandths) {
    List<Long> sorted = thousandths.stream().sorted().toList();
    return "%s [%s to %s]"
        .formatted(
            hundredths(sorted.get(sorted.size() / 2) / 10),
            hundredths(sorted.getFirst() / 10),
            hundredths(sorted.getLast() / 10));
  }

  private static String hundredths(long value) {
    return value / 100 + "." + "%02d".formatted(value % 100);
  }
}
