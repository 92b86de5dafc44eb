package io.aureus.chains.bitcoin;

import io.aureus.chains.BlockHeader;
import io.aureus.chains.ChainFamily;
import io.aureus.chains.ChainJournal;
import io.aureus.chains.nodes.ChainObserver;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.Nodes;
import io.aureus.jobs.Fence;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Records what comes to watched addresses, in blocks and before that in the mempool. */
final class CoinObserver extends ChainObserver<CoinNode> {
  /** A payer looks at the page while his payment travels. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final ChainFamily.Observed observed;
  private final CoinSource source;
  private final ChainJournal journal;
  private final int kept;
  private final CoinRows rows;
  private final LeavingRows leaving;
  private final FundingRows funding;
  private final OfferRows offers;
  private final CoinWatch watch;
  private final CoinFinder finder;
  private final Doorbell bell;
  private final MempoolReader mempool;

  /** The parts that an observer works with. */
  record Parts(
      Nodes<? extends CoinNode> nodes,
      CoinSource source,
      ChainJournal journal,
      int kept,
      CoinRows rows,
      LeavingRows leaving,
      FundingRows funding,
      OfferRows offers,
      CoinWatch watch,
      CoinFinder finder,
      Doorbell bell,
      Clock clock) {}

  CoinObserver(ChainFamily.Observed observed, Parts parts) {
    super(observed, parts.nodes(), parts.journal(), parts.clock());
    this.observed = observed;
    this.source = parts.source();
    this.journal = parts.journal();
    this.kept = parts.kept();
    this.rows = parts.rows();
    this.leaving = parts.leaving();
    this.funding = parts.funding();
    this.offers = parts.offers();
    this.watch = parts.watch();
    this.finder = parts.finder();
    this.bell = parts.bell();
    this.mempool = new MempoolReader(parts);
  }

  @Override
  public Duration every() {
    Duration poll = observed.settings().poll();
    return poll.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : poll;
  }

  @Override
  protected boolean step(Fence fence, Nodes.View view, BlockHeader cursor) throws NodeFailure {
    List<CoinSource.Read> blocks = new ArrayList<>();
    List<BlockHeader> headers = new ArrayList<>();
    CoinFinder.Found found = CoinFinder.Found.nothing();
    BlockHeader last = cursor;
    long end = Math.min(view.target(), cursor.number() + observed.settings().maxLogRange());
    while (last.number() < end) {
      Optional<CoinSource.Read> next = readUnless(last.number() + 1, !headers.isEmpty());
      if (next.isEmpty() || !next.get().header().parent().equals(last.hash())) {
        break;
      }
      CoinSource.Read read = next.get();
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
        new ChainJournal.Step(
            cursor, headers, found.sightings(), found.sent(), view.settledHead(), false);
    journal.append(fence, step, new Writing(cursor, blocks, found));
    return true;
  }

  /** Empty where no node gives the block and what was read before it can be kept. */
  private Optional<CoinSource.Read> readUnless(long number, boolean hasMore) throws NodeFailure {
    try {
      return Optional.of(source.read(number));
    } catch (NodeFailure e) {
      if (!hasMore) {
        throw e;
      }
      return Optional.empty();
    }
  }

  @Override
  protected OptionalLong late(Nodes.View view, BlockHeader cursor) throws NodeFailure {
    return source.late(view, cursor);
  }

  @Override
  protected void lookFurther(Fence fence, Nodes.View view, BlockHeader cursor) throws NodeFailure {
    // Only who reads the chain is to be woken: another process may hold the lease.
    bell.listen();
    mempool.look(fence, view.target());
  }

  @Override
  protected void rewound(BlockHeader ancestor) {
    rows.rewind(ancestor.number());
    leaving.rewind(ancestor.number());
    funding.rewind(ancestor.number());
    offers.rememberInputs();
    watch.reload();
  }

  /** What is written with a step. */
  private final class Writing implements ChainJournal.Beside {
    private final BlockHeader cursor;
    private final List<CoinSource.Read> blocks;
    private final CoinFinder.Found found;
    private final Set<String> displaced = new HashSet<>();

    Writing(BlockHeader cursor, List<CoinSource.Read> blocks, CoinFinder.Found found) {
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
      leaving.insert(found.left());
      funding.insert(found.funding());
      for (CoinSource.Read block : blocks) {
        if (!block.transactions().isEmpty()) {
          rows.mined(
              block.transactions().stream().map(CoinTransaction::txid).toList(), block.header());
        }
      }
      rows.displacedOffers(displaced, last.number());
      rows.forgetInputs(cursor.number() - kept + 1, last.number() - kept);
      funding.forget(cursor.number() - kept + 1, last.number() - kept);
    }
  }
}
