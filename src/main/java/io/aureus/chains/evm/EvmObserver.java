package io.aureus.chains.evm;

import io.aureus.chains.BlockHeader;
import io.aureus.chains.ChainFamily;
import io.aureus.chains.ChainJournal;
import io.aureus.chains.nodes.ChainObserver;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.Nodes;
import io.aureus.jobs.Fence;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Records native coin and tokens that come to watched addresses. */
final class EvmObserver extends ChainObserver<Node> {
  private final ChainJournal journal;
  private final BlockReader reader;
  private final TransferFinder finder;
  private final @Nullable InnerTransfers inner;

  /** The parts that an observer works with. */
  record Parts(
      Nodes<Node> nodes,
      ChainJournal journal,
      BlockReader reader,
      TransferFinder finder,
      @Nullable InnerTransfers inner,
      Clock clock) {}

  EvmObserver(ChainFamily.Observed observed, Parts parts) {
    super(observed, parts.nodes(), parts.journal(), parts.clock());
    this.journal = parts.journal();
    this.reader = parts.reader();
    this.finder = parts.finder();
    this.inner = parts.inner();
  }

  @Override
  protected boolean step(Fence fence, Nodes.View view, BlockHeader cursor) throws NodeFailure {
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

  @Override
  protected void lookFurther(Fence fence, Nodes.View view, BlockHeader cursor) throws NodeFailure {
    if (inner != null && cursor.number() == view.target()) {
      inner.look(fence, cursor);
    }
  }
}
