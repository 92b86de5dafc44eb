package io.aureus.chains.bitcoin;

import io.aureus.chains.CoinsNow;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.chains.nodes.Nodes;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks every node of coins, be they ours or a merchant's: one that knows of a stranger's spending
 * suffices.
 */
final class CoinSpending implements CoinsNow {
  private final Nodes<? extends CoinNode> nodes;
  private final OutputRows rows;

  CoinSpending(Nodes<? extends CoinNode> nodes, OutputRows rows) {
    this.nodes = nodes;
    this.rows = rows;
  }

  @Override
  public Look look(Asset asset, Signed ours) {
    try {
      long head = survey().target();
      List<Point> unspent =
          rows.unspent().stream().map(coin -> new Point(coin.txid(), coin.index())).toList();
      return new Look(head, taken(unspent, ours));
    } catch (NodeFailure e) {
      throw cannotSay(asset.chain(), e);
    }
  }

  @Override
  public Set<Point> spent(Chain chain, List<Point> coins) {
    try {
      String head = survey().head().hash();
      mustBeRead(head);
      Set<Point> spent = coins.isEmpty() ? Set.of() : taken(coins, coin -> List.of());
      mustBeRead(head);
      return spent;
    } catch (NodeFailure e) {
      throw cannotSay(chain, e);
    }
  }

  @Override
  public Optional<Block> blockOf(Chain chain, List<Point> outputs) {
    try {
      String head = survey().head().hash();
      mustBeRead(head);
      Optional<Block> block = Optional.empty();
      for (Point output : outputs) {
        long number = blockOf(new OutPoint(output.txHash(), output.index()));
        if (number > 0) {
          block = Optional.of(new Block(number, nodes.ask(number, node -> node.hash(number))));
          break;
        }
      }
      mustBeRead(head);
      return block;
    } catch (NodeFailure e) {
      throw cannotSay(chain, e);
    }
  }

  private long blockOf(OutPoint output) throws NodeFailure {
    Set<Long> told = new HashSet<>();
    for (CoinNode node : nodes.usable()) {
      told.add(node.blockOf(output));
    }
    return told.size() == 1 ? told.iterator().next() : 0;
  }

  private void mustBeRead(String head) throws NodeFailure {
    if (rows.recorded().filter(read -> read.hash().equals(head)).isEmpty()) {
      throw new NodeFailure(Kind.MOVED, "has a block that is still to be read");
    }
  }

  private Nodes.View survey() throws NodeFailure {
    Nodes.View view = nodes.survey();
    if (view == null || view.target() < 0) {
      throw new NodeFailure(Kind.UNREACHABLE, "cannot be asked at the moment");
    }
    return view;
  }

  private static Refusal cannotSay(Chain chain, NodeFailure failure) {
    return new Refusal(
        ErrorCode.UNAVAILABLE,
        "the chain %s cannot say what is spent: a node %s".formatted(chain.code(), failure.words()),
        Duration.ofSeconds(10));
  }

  private Set<Point> taken(List<Point> points, Signed ours) throws NodeFailure {
    Set<Point> taken = new HashSet<>();
    List<? extends CoinNode> usable = nodes.usable();
    for (CoinNode node : nodes.all()) {
      if (!usable.contains(node)) {
        throw new NodeFailure(
            Kind.UNREACHABLE,
            "(%s) does not answer now, and all of the settings must: it may know of a spender. Try"
                    .formatted(node.label())
                + " again when it does, or take it out of the settings");
      }
      try {
        taken.addAll(node.taken(points, ours));
        node.answered();
      } catch (NodeFailure e) {
        if (e.isOfTheNode()) {
          node.failed(e);
        }
        throw new NodeFailure(e.kind(), "(%s) %s".formatted(node.label(), e.words()));
      }
    }
    return taken;
  }
}
