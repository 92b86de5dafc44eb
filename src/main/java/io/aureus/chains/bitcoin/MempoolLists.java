package io.aureus.chains.bitcoin;

import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.Nodes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the mempools of all nodes list together. The first node that can be asked is asked each
 * time; another as often as it costs little, and in between its last answer holds. One whose answer
 * was waited for in vain rests as long as it has cost, while there are others.
 */
final class MempoolLists {
  /** A node is asked for a tenth of the time at most. */
  private static final int SHARE = 10;

  /** So long what a node had listed is not taken for vanished since nobody can ask it. */
  private static final Duration KEPT = Duration.ofMinutes(10);

  /** However long it took to fail: what a node had listed must not be forgotten by its rest. */
  private static final Duration LONGEST_REST = KEPT.dividedBy(2);

  private final Nodes<FullNode> nodes;
  private final Clock clock;
  private final Map<FullNode, Listed> last = new HashMap<>();
  private final Map<FullNode, Instant> rests = new ConcurrentHashMap<>();
  private final Set<FullNode> answered = new HashSet<>();

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
   * What waits, and which node is the first to list it, in the order of the settings: also one that
   * did not answer this time, lest a lost answer turn the ranks of two that spend the same.
   *
   * @param upTo a node that has come less far is not asked
   */
  CoinSource.Waiting all(long upTo) throws NodeFailure {
    Instant now = clock.instant();
    List<FullNode> able = nodes.able(upTo);
    List<FullNode> awake = able.stream().filter(node -> !isResting(node, now)).toList();
    List<FullNode> asked = awake.isEmpty() ? able : awake;
    List<FullNode> spared =
        asked.stream()
            .skip(1)
            .filter(node -> last.containsKey(node) && last.get(node).holds(upTo, now))
            .toList();
    answered.clear();
    answered.addAll(spared);
    try {
      List<FullNode> due = asked.stream().filter(node -> !spared.contains(node)).toList();
      Map<FullNode, Listed> answers = nodes.askAll(due, node -> ask(node, upTo));
      last.putAll(answers);
      answered.addAll(answers.keySet());
    } catch (NodeFailure e) {
      if (spared.isEmpty()) {
        throw e;
      }
    }
    last.values().removeIf(listed -> listed.at().isBefore(now.minus(KEPT)));
    return new CoinSource.Waiting(ranks());
  }

  private Map<String, Integer> ranks() {
    Map<String, Integer> ranks = new HashMap<>();
    List<FullNode> all = nodes.all();
    for (int i = 0; i < all.size(); i++) {
      Listed listed = last.get(all.get(i));
      if (listed != null) {
        int rank = i;
        listed.ids().forEach(txid -> ranks.putIfAbsent(txid, rank));
      }
    }
    return ranks;
  }

  /** All nodes: those that answered come first, and of either the one of this rank. */
  List<FullNode> from(int rank) {
    List<FullNode> all = nodes.all();
    FullNode first = all.get(rank);
    return all.stream()
        .sorted(
            Comparator.<FullNode, Boolean>comparing(node -> !answered.contains(node))
                .thenComparing(node -> node != first))
        .toList();
  }

  private boolean isResting(FullNode node, Instant now) {
    return now.isBefore(rests.getOrDefault(node, Instant.MIN));
  }

  private Listed ask(FullNode node, long upTo) throws NodeFailure {
    Instant asked = clock.instant();
    try {
      Collection<String> ids = node.mempool();
      Instant answered = clock.instant();
      rests.remove(node);
      return new Listed(ids, upTo, answered, Duration.between(asked, answered));
    } catch (NodeFailure e) {
      Instant failed = clock.instant();
      Duration rest = Duration.between(asked, failed).multipliedBy(SHARE);
      rests.put(node, failed.plus(rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest));
      throw e;
    }
  }
}
