package io.aureus.chains.evm;

import io.aureus.chains.BlockHeader;
import io.aureus.chains.ChainFamily;
import io.aureus.chains.ChainJournal;
import io.aureus.chains.ChainProgress.NodeHealth;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.Nodes;
import io.aureus.jobs.Fence;
import io.aureus.jobs.Job;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one chain block by block, each on top of the last, and records the transfers to watched
 * addresses. It never stops watching, and starts each run from what is recorded: killed at any line
 * it goes on as if nothing had been.
 */
final class EvmObserver implements Job {
  private static final Logger LOG = LoggerFactory.getLogger(EvmObserver.class);
  private static final Duration REPORT_EVERY = Duration.ofSeconds(10);
  private static final int MOST_REWINDS = 3;

  private final ChainFamily.Observed observed;
  private final Nodes<Node> nodes;
  private final ChainJournal journal;
  private final BlockReader reader;
  private final TransferFinder finder;
  private final @Nullable InnerTransfers inner;
  private final Clock clock;
  private List<NodeHealth> reported = List.of();
  private Instant reportedAt = Instant.MIN;

  /** The parts that an observer works with. */
  record Parts(
      Nodes<Node> nodes,
      ChainJournal journal,
      BlockReader reader,
      TransferFinder finder,
      @Nullable InnerTransfers inner,
      Clock clock) {}

  EvmObserver(ChainFamily.Observed observed, Parts parts) {
    this.observed = observed;
    this.nodes = parts.nodes();
    this.journal = parts.journal();
    this.reader = parts.reader();
    this.finder = parts.finder();
    this.inner = parts.inner();
    this.clock = parts.clock();
  }

  @Override
  public String name() {
    return "observe-" + observed.chain().code();
  }

  @Override
  public Duration every() {
    return observed.settings().poll();
  }

  /** A node's failure ends the run, not the job: the next run comes after the usual pause. */
  @Override
  public void run(Fence fence) {
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
        journal.settle(fence, view.settledHead());
        lookInside(fence, cursor.get(), view);
        if (cursor.get().number() == view.target() && view.settledHead() >= view.target()) {
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

  /** False where the next block is not on top of the cursor. */
  private boolean step(Fence fence, Nodes.View view, BlockHeader cursor) throws NodeFailure {
    BlockReader.Reading reading = reader.read(cursor.number() + 1, view.target());
    if (!reading.headers().getFirst().parent().equals(cursor.hash())) {
      return false;
    }
    TransferFinder.Found found = finder.find(reading);
    journal.append(
        fence,
        new ChainJournal.Step(
            cursor,
            reading.headers(),
            found.came(),
            found.sent(),
            view.settledHead(),
            reading.headers().getLast().number() == view.target()));
    return true;
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
    long number =
        low < known.size()
            ? known.get(low).number()
            // Deeper than anything recorded: what is below it is read again.
            : Math.max(0, known.isEmpty() ? view.target() : known.getLast().number() - 1);
    BlockHeader ancestor = nodes.ask(number, node -> node.header(number));
    LOG.warn(
        "{}: reorganised; back from block {} to {}", name(), cursor.number(), ancestor.number());
    journal.rewind(fence, cursor, ancestor);
  }

  private void lookInside(Fence fence, BlockHeader cursor, Nodes.View view) throws NodeFailure {
    if (inner != null && cursor.number() == view.target()) {
      inner.look(fence, cursor);
    }
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
