package io.aureus.chains.lightning.nodes;

import io.aureus.chains.lightning.ChannelFunds;
import io.aureus.chains.lightning.LightningAccess;
import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.lightning.NodeIdentity;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.jobs.Fence;
import io.aureus.jobs.Job;
import io.aureus.money.Chain;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Asks each node who it is and what its channels hold, and keeps the answer: pages and measures
 * read it from there, and wait for no node. What failed is told by the reading of settlements.
 */
final class LookAtNodes implements Job {
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final List<Chain> chains;
  private final LightningAccess access;
  private final LookRows rows;
  private final TransactionTemplate transactions;
  private final Clock clock;

  LookAtNodes(
      List<Chain> chains,
      LightningAccess access,
      LookRows rows,
      TransactionTemplate transactions,
      Clock clock) {
    this.chains = List.copyOf(chains);
    this.access = access;
    this.rows = rows;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "look-lightning";
  }

  @Override
  public Duration every() {
    return chains.isEmpty() ? Duration.ofHours(1) : PAUSE;
  }

  @Override
  public void run(Fence fence) {
    chains.forEach(chain -> look(fence, chain));
  }

  private void look(Fence fence, Chain chain) {
    LightningNode node = access.node(chain);
    Instant asked = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Runnable found;
    try {
      NodeIdentity identity = node.identity();
      ChannelFunds funds = node.funds();
      found = () -> rows.answered(chain.code(), node.label(), asked, identity, funds);
    } catch (NodeFailure e) {
      found = () -> rows.failed(chain.code(), node.label(), asked, e.words());
    }
    Runnable write = found;
    transactions.executeWithoutResult(
        status -> {
          fence.hold();
          write.run();
        });
  }
}
