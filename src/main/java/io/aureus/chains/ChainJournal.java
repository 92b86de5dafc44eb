package io.aureus.chains;

import io.aureus.jobs.Fence;
import io.aureus.jobs.Wakeups;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What an observer writes: blocks, transfers and facts, always together with the cursor, and only
 * while it holds the fence. It knows no node and no family.
 */
public final class ChainJournal {

  /**
   * Blocks that follow on the cursor, and what was found in them.
   *
   * @param from the cursor that they follow on
   * @param blocks in order, each the parent of the next; at least one
   * @param sent what watched senders sent in them, of listed assets
   * @param settledHead the highest number up to which the nodes agree: no depth is counted from a
   *     block above it
   * @param caughtUp whether the last block is the head: only then may a lost transfer be given up
   */
  public record Step(
      BlockHeader from,
      List<BlockHeader> blocks,
      List<Sighting> sightings,
      List<Sighting> sent,
      long settledHead,
      boolean caughtUp) {
    /** A step in which no watched sender sent anything. */
    public Step(
        BlockHeader from,
        List<BlockHeader> blocks,
        List<Sighting> sightings,
        long settledHead,
        boolean caughtUp) {
      this(from, blocks, sightings, List.of(), settledHead, caughtUp);
    }
  }

  /** Depth, and how many of the latest blocks are kept; of older ones one in as many. */
  public record Depths(int confirmations, int kept) {}

  private final String chain;
  private final JdbcClient jdbc;
  private final Depths depths;
  private final JournalRows rows;
  private final BlockRows blocks;
  private final RecordedTransfers transfers;
  private final TransferLife life;
  private final WaitingTransfers waiting;
  private final TransactionTemplate transactions;
  private final Wakeups wakeups;

  /** The parts that a journal needs of the program. */
  public record Parts(
      JdbcClient jdbc, TransactionTemplate transactions, Wakeups wakeups, Clock clock) {}

  public ChainJournal(String chain, Depths depths, Parts parts) {
    this.chain = chain;
    this.jdbc = parts.jdbc();
    this.depths = depths;
    this.rows = new JournalRows(parts.jdbc(), chain);
    this.blocks = new BlockRows(parts.jdbc(), chain, depths.kept());
    this.transfers = new RecordedTransfers(parts.jdbc(), chain, parts.clock());
    this.life = new TransferLife(transfers);
    this.waiting = new WaitingTransfers(transfers);
    this.transactions = parts.transactions();
    this.wakeups = parts.wakeups();
  }

  /** The last block that was recorded; empty before the very first reading. */
  public Optional<BlockHeader> cursor() {
    return rows.cursor();
  }

  /** Starts a chain at this block, which itself counts as read. */
  public void begin(Fence fence, BlockHeader anchor) {
    transactions.executeWithoutResult(
        status -> {
          fence.hold();
          if (rows.cursor().isEmpty()) {
            rows.insertCursor(anchor);
            blocks.begin(anchor);
          }
        });
  }

  /** What a family writes besides, in the same transaction. */
  public interface Beside {
    /**
     * Before the sightings are recorded.
     *
     * @return transactions that can never be mined any more on this chain, since a block holds
     *     another that spends the same
     */
    default Collection<String> displaced() {
      return List.of();
    }

    /** After the sightings are recorded. */
    void write();
  }

  /** Records a step. Does nothing where somebody has moved the cursor meanwhile. */
  public void append(Fence fence, Step step) {
    append(fence, step, () -> {});
  }

  /** The same, and what belongs to it. */
  public void append(Fence fence, Step step, Beside beside) {
    transactions.executeWithoutResult(
        status -> {
          fence.hold();
          BlockHeader last = step.blocks().getLast();
          if (!rows.moveCursor(step.from(), last)) {
            return;
          }
          blocks.add(step.blocks());
          StoredDepartures.record(jdbc, chain, step.sent(), step.blocks());
          List<Long> displaced = waiting.displace(beside.displaced(), true);
          boolean told = !displaced.isEmpty();
          told |= life.record(step.sightings(), step.blocks());
          waiting.takeOver(displaced, step.sightings());
          beside.write();
          told |= settleUpTo(last.number(), step.settledHead(), step.caughtUp());
          wakeOn(told);
        });
  }

  /** Records what depth has made final since the last step, where no new block came. */
  public void settle(Fence fence, long settledHead) {
    long number = rows.cursor().map(BlockHeader::number).orElse(-1L);
    if (!life.isDue(number, Math.min(number, settledHead), depths.confirmations())) {
      return;
    }
    transactions.executeWithoutResult(
        status -> {
          fence.hold();
          long now = rows.cursor().map(BlockHeader::number).orElse(-1L);
          wakeOn(settleUpTo(now, settledHead, true));
        });
  }

  /**
   * Records that nothing was left to read: at that moment of our clock the nodes had no block after
   * the cursor.
   */
  public void caughtUp(Fence fence, BlockHeader cursor, Instant asOf) {
    fenced(fence, () -> rows.caughtUp(cursor, asOf));
  }

  /**
   * Records that a source without blocks had nothing after the cursor at that moment of our clock:
   * it is read up to then.
   */
  public void readTo(Fence fence, BlockHeader cursor, Instant asOf) {
    fenced(fence, () -> rows.readTo(cursor, asOf));
  }

  /**
   * Goes back to a block that the nodes still have: what was recorded above it is lost for now, and
   * nobody is told yet.
   *
   * @param besideInTransaction what the family takes back besides
   */
  public void rewind(
      Fence fence, BlockHeader from, BlockHeader ancestor, Runnable besideInTransaction) {
    transactions.executeWithoutResult(
        status -> {
          fence.hold();
          if (rows.moveCursor(from, ancestor)) {
            blocks.back(ancestor);
            StoredRewinds.note(jdbc, chain, ancestor.number(), transfers.now());
            life.lose(ancestor.number());
            StoredDepartures.loseAbove(jdbc, chain, ancestor.number());
            rows.rewindMarks(ancestor.number());
            besideInTransaction.run();
          }
        });
  }

  /**
   * Records a look into the mempool.
   *
   * @param beside its {@code displaced} are those that another transaction in the mempool spends
   *     the coins of
   */
  public void look(Fence fence, MempoolLook look, Beside beside) {
    transactions.executeWithoutResult(
        status -> {
          fence.hold();
          List<Long> displaced = waiting.displace(beside.displaced(), false);
          boolean told = !displaced.isEmpty();
          told |= waiting.seen(look.sightings(), look.since());
          waiting.takeOver(displaced, look.sightings());
          beside.write();
          waiting.missing(look.listed());
          told |= waiting.giveUp();
          wakeOn(told);
        });
  }

  /** Transactions with transfers that were in the mempool or in a block, and are not. */
  public Set<String> away() {
    return waiting.away();
  }

  /** Whether {@link #look} would have anything to do: what waits is not listed, or overdue. */
  public boolean misses(Predicate<String> listed) {
    return waiting.isDue(listed);
  }

  /** Numbers and hashes of every block that something is recorded of, highest first. */
  public List<BlockHeader> known() {
    return blocks.known();
  }

  /**
   * @param canonical addresses in the family's canonical form
   * @return those that are watched, with the spelling they were given in
   */
  public Map<String, String> watched(String family, Collection<String> canonical) {
    return rows.watched(family, canonical);
  }

  /** Those of these transactions that something is recorded of. */
  public Set<String> recorded(Collection<String> txHashes) {
    return transfers.recorded(List.copyOf(txHashes));
  }

  /** Those of these canonical addresses whose sendings are recorded. */
  public Set<String> senders(String family, Collection<String> canonical) {
    return rows.senders(family, canonical);
  }

  /** Writes how the nodes are, and the head that they agree on. */
  public void report(Fence fence, List<ChainProgress.NodeHealth> nodes, long head) {
    fenced(fence, () -> rows.report(nodes, head, transfers.now()));
  }

  /** The balances of awaited addresses that are due to be compared at the cursor. */
  public List<BalanceMark> dueMarks(String family, long cursor, int most) {
    return rows.dueMarks(family, cursor, transfers.now(), most);
  }

  /** The native coin that recorded transfers brought to an address within these blocks. */
  public BigInteger explained(String address, long after, long upTo) {
    return rows.explained(address, after, upTo);
  }

  /** Records balances at the cursor, and transfers that explain them; nothing if it has moved. */
  public void mark(Fence fence, BlockHeader at, List<BalanceMark> marks, List<Sighting> found) {
    transactions.executeWithoutResult(
        status -> {
          fence.hold();
          if (rows.cursor().filter(at::equals).isPresent()) {
            rows.saveMarks(marks);
            boolean told = life.record(found, blocks.kept(found));
            told |= settleUpTo(at.number(), at.number(), false);
            wakeOn(told);
          }
        });
  }

  private void fenced(Fence fence, Runnable work) {
    transactions.executeWithoutResult(
        status -> {
          fence.hold();
          work.run();
        });
  }

  private boolean settleUpTo(long cursor, long settledHead, boolean caughtUp) {
    int depth = depths.confirmations();
    boolean told = false;
    // First what is gone: a payment and the one that replaced it must never both count.
    if (caughtUp && settledHead >= cursor) {
      told = life.giveUp(cursor - depth);
    }
    told |= life.confirm(Math.min(cursor, settledHead) - depth + 1);
    return told;
  }

  private void wakeOn(boolean told) {
    if (told) {
      wakeups.wake(TransferInbox.JOB);
    }
  }
}
