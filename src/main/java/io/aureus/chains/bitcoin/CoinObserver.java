package io.aureus.chains.bitcoin;

import io.aureus.chains.BlockHeader;
import io.aureus.chains.ChainFamily;
import io.aureus.chains.ChainJournal;
import io.aureus.chains.nodes.ChainObserver;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.chains.nodes.Nodes;
import io.aureus.jobs.Fence;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Records what comes to watched addresses, in blocks and before that in the mempool. */
final class CoinObserver extends ChainObserver<CoinNode> {
  /** A payer looks at the page while his payment travels. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final ChainFamily.Observed observed;
  private final Nodes<CoinNode> nodes;
  private final ChainJournal journal;
  private final int kept;
  private final CoinRows rows;
  private final CoinWatch watch;
  private final CoinFinder finder;
  private final MempoolReader mempool;

  /** The parts that an observer works with. */
  record Parts(
      Nodes<CoinNode> nodes,
      ChainJournal journal,
      int kept,
      CoinRows rows,
      CoinWatch watch,
      CoinFinder finder,
      Clock clock) {}

  /** One block, and those of its transactions that concern us. */
  private record Read(BlockHeader header, List<CoinTransaction> transactions) {}

  CoinObserver(ChainFamily.Observed observed, Parts parts) {
    super(observed, parts.nodes(), parts.journal(), parts.clock());
    this.observed = observed;
    this.nodes = parts.nodes();
    this.journal = parts.journal();
    this.kept = parts.kept();
    this.rows = parts.rows();
    this.watch = parts.watch();
    this.finder = parts.finder();
    this.mempool = new MempoolReader(parts);
  }

  @Override
  public Duration every() {
    Duration poll = observed.settings().poll();
    return poll.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : poll;
  }

  @Override
  protected boolean step(Fence fence, Nodes.View view, BlockHeader cursor) throws NodeFailure {
    List<Read> blocks = new ArrayList<>();
    List<BlockHeader> headers = new ArrayList<>();
    CoinFinder.Found found = CoinFinder.Found.nothing();
    BlockHeader last = cursor;
    long end = Math.min(view.target(), cursor.number() + observed.settings().maxLogRange());
    while (last.number() < end) {
      Optional<Read> next = readUnless(last.number() + 1, !headers.isEmpty());
      if (next.isEmpty() || !next.get().header().parent().equals(last.hash())) {
        break;
      }
      Read read = next.get();
      last = read.header();
      blocks.add(read);
      headers.add(last);
      found.add(finder.find(read.transactions(), last.number(), found));
    }
    if (headers.isEmpty()) {
      return false;
    }
    // Never caught up: the mempool is still to be looked into.
    ChainJournal.Step step =
        new ChainJournal.Step(cursor, headers, found.sightings(), view.settledHead(), false);
    journal.append(fence, step, new Writing(cursor, blocks, found));
    return true;
  }

  /** Empty where no node gives the block and what was read before it can be kept. */
  private Optional<Read> readUnless(long number, boolean hasMore) throws NodeFailure {
    try {
      return Optional.of(read(number));
    } catch (NodeFailure e) {
      if (!hasMore) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** First the block, then what is watched, then the search: see {@link CoinWatch}. */
  private Read read(long number) throws NodeFailure {
    return nodes.ask(
        number,
        node -> {
          byte[] block = node.block(number);
          watch.refresh();
          try {
            return scan(block, number);
          } catch (MalformedData e) {
            throw new NodeFailure(
                Kind.MALFORMED, "answered a block that is none: " + e.getMessage());
          }
        });
  }

  /** What it pays us may be spent in a block that is read before this one is recorded. */
  private Read scan(byte[] block, long number) {
    BlockScan.Found found = BlockScan.scan(block, watch);
    for (CoinTransaction transaction : found.transactions()) {
      for (int i = 0; i < transaction.outputs().size(); i++) {
        if (watch.concerns(transaction.outputs().get(i))) {
          watch.add(new OutPoint(transaction.txid(), i));
        }
      }
    }
    CoinHeader header = found.header();
    return new Read(
        new BlockHeader(number, header.hash(), header.parent(), header.time()),
        found.transactions());
  }

  @Override
  protected void lookFurther(Fence fence, Nodes.View view, BlockHeader cursor) throws NodeFailure {
    mempool.look(fence, view.target());
  }

  @Override
  protected void rewound(BlockHeader ancestor) {
    rows.rewind(ancestor.number());
    watch.reload();
  }

  /** What is written with a step. */
  private final class Writing implements ChainJournal.Beside {
    private final BlockHeader cursor;
    private final List<Read> blocks;
    private final CoinFinder.Found found;
    private final Set<String> displaced = new HashSet<>();

    Writing(BlockHeader cursor, List<Read> blocks, CoinFinder.Found found) {
      this.cursor = cursor;
      this.blocks = blocks;
      this.found = found;
    }

    @Override
    public Collection<String> displaced() {
      displaced.addAll(rows.displaced(found.spends()));
      return displaced;
    }

    @Override
    public void write() {
      BlockHeader last = blocks.getLast().header();
      rows.insertInputs(found.inputs());
      rows.insertSpends(found.spends());
      rows.insertMinted(found.minted());
      for (Read block : blocks) {
        if (!block.transactions().isEmpty()) {
          rows.mined(
              block.transactions().stream().map(CoinTransaction::txid).toList(), block.header());
        }
      }
      rows.displacedOffers(displaced, last.number());
      rows.forgetInputs(cursor.number() - kept + 1, last.number() - kept);
    }
  }
}
