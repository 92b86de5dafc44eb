package io.aureus.chains.bitcoin;

import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.Nodes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the mempools of all nodes list together. The first node that can be asked is asked each
 * time; another as often as it costs little, and in between its last answer holds.
 */
final class MempoolLists {
  /** A node is asked for a tenth of the time at most. */
  private static final int SHARE = 10;

  /** So long what a node had listed is not taken for vanished since nobody can ask it. */
  private static final Duration KEPT = Duration.ofMinutes(10);

  private final Nodes<FullNode> nodes;
  private final Clock clock;
  private final Map<FullNode, Listed> last = new HashMap<>();
  private List<FullNode> order = List.of();

  /** One node's answer: at which block, when, and after which wait. */
  private record Listed(Collection<String> ids, long upTo, Instant at, Duration took) {
    boolean holds(long now, Instant when) {
      return upTo == now && when.isBefore(at.plus(took.multipliedBy(SHARE)));
    }
  }

  MempoolLists(Nodes<FullNode> nodes, Clock clock) {
    this.nodes = nodes;
    this.clock = clock;
  }

  /**
   * What waits, and which node is the first to list it: those that can be asked come first, in the
   * order of the settings.
   *
   * @param upTo a node that has come less far is not asked
   */
  CoinSource.Waiting all(long upTo) throws NodeFailure {
    List<FullNode> able = nodes.able(upTo);
    Instant now = clock.instant();
    List<FullNode> spared =
        able.stream()
            .skip(1)
            .filter(node -> last.containsKey(node) && last.get(node).holds(upTo, now))
            .toList();
    Map<FullNode, Listed> answers =
        nodes.askAll(upTo, node -> spared.contains(node) ? last.get(node) : ask(node, upTo));
    last.putAll(answers);
    last.values().removeIf(listed -> listed.at().isBefore(now.minus(KEPT)));
    List<FullNode> fresh = new ArrayList<>(answers.keySet());
    nodes.all().stream().filter(one -> !answers.containsKey(one)).forEach(fresh::add);
    order = List.copyOf(fresh);
    Map<String, Integer> ranks = new HashMap<>();
    for (int i = 0; i < order.size(); i++) {
      Listed listed = last.get(order.get(i));
      if (listed != null) {
        int rank = i;
        listed.ids().forEach(txid -> ranks.putIfAbsent(txid, rank));
      }
    }
    return new CoinSource.Waiting(ranks);
  }

  /** All nodes, first the one of this rank. */
  List<FullNode> from(int rank) {
    List<FullNode> all = new ArrayList<>(order);
    all.addFirst(all.remove(rank));
    return all;
  }

  private Listed ask(FullNode node, long upTo) throws NodeFailure {
    Instant asked = clock.instant();
    Collection<String> ids = node.mempool();
    Instant answered = clock.instant();
    return new Listed(ids, upTo, answered, Duration.between(asked, answered));
  }
}
