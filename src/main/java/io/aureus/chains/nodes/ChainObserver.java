package io.aureus.chains.nodes;

import io.aureus.chains.BlockHeader;
import io.aureus.chains.ChainFamily;
import io.aureus.chains.ChainJournal;
import io.aureus.chains.ChainProgress.NodeHealth;
import io.aureus.jobs.Fence;
import io.aureus.jobs.Job;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one chain block by block, each on top of the last, and records the transfers to watched
 * addresses. It never stops watching, and starts each run from what is recorded: killed at any line
 * it goes on as if nothing had been.
 *
 * @param <N> the kind of node
 */
public abstract class ChainObserver<N extends ChainNode> implements Job {
  private static final Logger LOG = LoggerFactory.getLogger(ChainObserver.class);
  private static final Duration REPORT_EVERY = Duration.ofSeconds(10);
  private static final int MOST_REWINDS = 3;

  /** So much later than it was mined a block may say that it was. */
  private static final Duration CLOCKS_DIFFER = Duration.ofHours(2);

  private final ChainFamily.Observed observed;
  private final Nodes<? extends N> nodes;
  private final ChainJournal journal;
  private final Clock clock;
  private List<NodeHealth> reported = List.of();
  private Instant reportedAt = Instant.MIN;

  protected ChainObserver(
      ChainFamily.Observed observed, Nodes<? extends N> nodes, ChainJournal journal, Clock clock) {
    this.observed = observed;
    this.nodes = nodes;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * Reads blocks that follow on the cursor and records them in one transaction.
   *
   * @return false where the next block is not on top of the cursor
   */
  protected abstract boolean step(Fence fence, Nodes.View view, BlockHeader cursor)
      throws NodeFailure;

  /** Looks at what is in no block, or in none by itself, once all blocks are read. */
  protected void lookFurther(Fence fence, Nodes.View view, BlockHeader cursor) throws NodeFailure {}

  /**
   * Whether something is in a block that was read already, and was not known then.
   *
   * @return the lowest number of such a block: it is read again, and what is above it
   */
  protected OptionalLong late(Nodes.View view, BlockHeader cursor) throws NodeFailure {
    return OptionalLong.empty();
  }

  /** What the family takes back besides, in the transaction that goes back to this block. */
  protected void rewound(BlockHeader ancestor) {}

  @Override
  public final String name() {
    return "observe-" + observed.chain().code();
  }

  @Override
  public Duration every() {
    return observed.settings().poll();
  }

  /** A node's failure ends the run, not the job: the next run comes after the usual pause. */
  @Override
  public final void run(Fence fence) {
    Instant asked = clock.instant();
    Nodes.View view = nodes.survey();
    try {
      if (view != null && view.target() >= 0) {
        follow(fence, view, asked);
      }
    } catch (NodeFailure e) {
      LOG.info("{}: a node {}", name(), e.words());
      if (e.kind() == NodeFailure.Kind.TOO_MUCH || e.kind() == NodeFailure.Kind.REFUSED) {
        nodes.complain("cannot be read further: " + e.words());
      }
    } finally {
      report(fence, view);
    }
  }

  private void follow(Fence fence, Nodes.View view, Instant asked) throws NodeFailure {
    int rewinds = 0;
    while (!Thread.currentThread().isInterrupted()) {
      Optional<BlockHeader> cursor = journal.cursor();
      if (cursor.isEmpty()) {
        begin(fence, view);
        continue;
      }
      boolean fits =
          cursor.get().number() < view.target()
              ? step(fence, view, cursor.get())
              : isStillThere(view, cursor.get());
      if (!fits) {
        if (++rewinds > MOST_REWINDS) {
          return;
        }
        rewind(fence, view, cursor.get());
      } else if (cursor.get().number() >= view.target()) {
        OptionalLong late =
            rewinds < MOST_REWINDS ? late(view, cursor.get()) : OptionalLong.empty();
        if (late.isPresent()) {
          rewinds++;
          back(fence, cursor.get(), late.getAsLong() - 1);
          continue;
        }
        // What was lost with its block may wait again: nothing is given up before that look.
        lookFurther(fence, view, cursor.get());
        journal.settle(fence, view.settledHead());
        // Where nodes disagree above it, there are blocks that nobody has read.
        if (cursor.get().number() == view.target() && view.head().number() == view.target()) {
          journal.caughtUp(fence, cursor.get(), asked);
        }
        return;
      }
    }
  }

  private void begin(Fence fence, Nodes.View view) throws NodeFailure {
    long number = Math.max(0, view.target() - observed.settings().startBehind());
    BlockHeader anchor = nodes.ask(number, node -> node.header(number));
    journal.begin(fence, anchor);
    LOG.info("{}: reading begins after block {}", name(), number);
  }

  /**
   * False where the nodes have another block than we recorded. A head below the cursor is either a
   * node that lags or a shorter chain; the block at that height tells.
   */
  private boolean isStillThere(Nodes.View view, BlockHeader cursor) throws NodeFailure {
    long number = view.target();
    String now =
        number == view.head().number()
            ? view.head().hash()
            : nodes.ask(number, node -> node.header(number)).hash();
    if (number == cursor.number()) {
      return now.equals(cursor.hash());
    }
    return journal.known().stream()
        .filter(block -> block.number() == number)
        .findFirst()
        .map(block -> block.hash().equals(now))
        .orElse(true);
  }

  /** Goes back to the highest recorded block that the nodes still have. */
  private void rewind(Fence fence, Nodes.View view, BlockHeader cursor) throws NodeFailure {
    List<BlockHeader> known =
        journal.known().stream().filter(block -> block.number() <= view.target()).toList();
    int low = 0;
    int high = known.size();
    while (low < high) {
      int middle = (low + high) / 2;
      long number = known.get(middle).number();
      String now = nodes.ask(number, node -> node.header(number)).hash();
      if (now.equals(known.get(middle).hash())) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    long number = low < known.size() ? known.get(low).number() : beforeAll(view, known);
    LOG.warn("{}: reorganised; back from block {} to {}", name(), cursor.number(), number);
    back(fence, cursor, number);
  }

  /**
   * Nothing recorded is left, down to where reading began. What came to us since can now be in any
   * block that was mined since: a lower number than before is no older block.
   */
  private long beforeAll(Nodes.View view, List<BlockHeader> known) throws NodeFailure {
    if (known.isEmpty()) {
      return view.target();
    }
    Instant began = known.getLast().time().minus(CLOCKS_DIFFER);
    long number = known.getLast().number();
    Instant time = began;
    for (long down = 1; number > 0 && !time.isBefore(began); down *= 2) {
      long next = Math.max(0, number - down);
      time = nodes.ask(next, node -> node.header(next)).time();
      number = next;
    }
    return number;
  }

  private void back(Fence fence, BlockHeader cursor, long number) throws NodeFailure {
    BlockHeader ancestor = nodes.ask(number, node -> node.header(number));
    journal.rewind(fence, cursor, ancestor, () -> rewound(ancestor));
  }

  private void report(Fence fence, Nodes.@Nullable View view) {
    List<NodeHealth> health = nodes.health();
    Instant now = clock.instant();
    if (!health.equals(reported) || reportedAt.plus(REPORT_EVERY).isBefore(now)) {
      long head = view == null || view.target() < 0 ? -1 : view.target();
      journal.report(fence, health, head);
      health.stream().filter(this::isNews).forEach(this::warn);
      reported = health;
      reportedAt = now;
    }
  }

  /** What is wrong is said once and not at every look. */
  private boolean isNews(NodeHealth node) {
    return !node.healthy()
        && !node.words().isEmpty()
        && reported.stream()
            .noneMatch(
                old -> old.endpoint().equals(node.endpoint()) && old.words().equals(node.words()));
  }

  private void warn(NodeHealth node) {
    LOG.warn("{}: the node {} {}", name(), node.endpoint(), node.words());
  }
}
