package io.aureus.chains.nodes;

import io.aureus.chains.BlockHeader;
import io.aureus.chains.ChainFamily;
import io.aureus.chains.ChainProgress.NodeHealth;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.money.CoinNetwork;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of one chain: which of them answer, whether they agree, and whom to ask.
 *
 * @param <N> the kind of node
 */
public final class Nodes<N extends ChainNode> {
  /** So many blocks behind the furthest node is nothing to speak of. */
  private static final long USUAL_DELAY = 3;

  /** Longer than any pause between two blocks that are made by the clock. */
  private static final Duration QUIET = Duration.ofMinutes(5);

  /**
   * Of Bitcoin's blocks, which come by chance, one in 160,000 lets itself be waited for so long.
   */
  private static final Duration QUIET_BY_CHANCE = Duration.ofHours(2);

  private final String chain;
  private final List<N> all = new ArrayList<>();
  private final Duration staleAfter;
  private final Clock clock;

  /**
   * What a survey found.
   *
   * @param head the furthest head
   * @param settledHead the highest number at which every node that answers has the same block
   * @param isWhole whether every node of the settings answered
   */
  public record View(BlockHeader head, long settledHead, boolean isWhole) {
    /** How far blocks may be read. */
    public long target() {
      return Math.min(head.number(), settledHead);
    }
  }

  /** Makes a node of an endpoint. */
  public interface Maker<N> {
    /**
     * @param label what people may read of its address
     */
    N make(RpcEndpoint endpoint, String label);
  }

  /** A question to any node. */
  public interface Question<N, T> {
    @Nullable T ask(N node) throws NodeFailure;
  }

  public Nodes(ChainFamily.Observed observed, Clock clock, List<RpcEndpoint> ends, Maker<N> maker) {
    this(observed, clock, List.of());
    Map<String, Integer> used = new HashMap<>();
    for (RpcEndpoint endpoint : ends) {
      int count = used.merge(endpoint.label(), 1, Integer::sum);
      String label = count == 1 ? endpoint.label() : endpoint.label() + " #" + count;
      all.add(maker.make(endpoint, label));
    }
  }

  /** Nodes that are not spoken to by JSON-RPC over HTTP. */
  public Nodes(ChainFamily.Observed observed, Clock clock, List<N> nodes) {
    this.chain = observed.chain().code();
    this.staleAfter = staleAfter(observed);
    this.clock = clock;
    all.addAll(nodes);
  }

  private static Duration staleAfter(ChainFamily.Observed observed) {
    Duration set = observed.settings().staleAfter();
    if (set.isPositive()) {
      return set;
    }
    return CoinNetwork.has(observed.chain().family()) ? QUIET_BY_CHANCE : QUIET;
  }

  /** The limits that the settings set to every endpoint of the chain. */
  public static RpcEndpoint.Bounds bounds(ChainFamily.Observed observed) {
    return new RpcEndpoint.Bounds(
        observed.settings().timeout(), observed.settings().maxResponse().toBytes());
  }

  /** Asks every node for its head and compares them; null where none answers. */
  public @Nullable View survey() {
    Map<N, BlockHeader> heads = heads();
    if (heads.isEmpty()) {
      return null;
    }
    Map.Entry<N, BlockHeader> furthest = furthest(heads);
    N best = furthest.getKey();
    long settled = furthest.getValue().number();
    for (Map.Entry<N, BlockHeader> entry : heads.entrySet()) {
      if (entry.getKey() != best) {
        settled = Math.min(settled, Comparison.compare(best, entry.getKey(), entry.getValue()));
      }
      noteDelay(entry.getKey(), entry.getValue(), furthest.getValue());
    }
    return new View(furthest.getValue(), settled, heads.size() == all.size());
  }

  private Map.Entry<N, BlockHeader> furthest(Map<N, BlockHeader> heads) {
    Map.Entry<N, BlockHeader> best = null;
    for (Map.Entry<N, BlockHeader> entry : heads.entrySet()) {
      if (best == null
          || Comparison.isFurther(
              entry.getKey(), entry.getValue(), best.getKey(), best.getValue())) {
        best = entry;
      }
    }
    return Objects.requireNonNull(best);
  }

  /**
   * Asks every node that has come as far, all at once.
   *
   * @param upTo the highest block that the answers need
   * @return what they answered, in the order of the settings; one at least
   * @throws NodeFailure what the last one said, where none could answer
   */
  public <T> Map<N, T> askAll(long upTo, Question<N, T> question) throws NodeFailure {
    return askAll(able(upTo), question);
  }

  /** The same of these nodes, which are some of {@link #able}. */
  public <T> Map<N, T> askAll(List<N> which, Question<N, T> question) throws NodeFailure {
    Map<N, Future<@Nullable T>> asked = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      which.forEach(node -> asked.put(node, threads.submit(() -> question.ask(node))));
    }
    NodeFailure last =
        new NodeFailure(Kind.UNREACHABLE, "no node of " + chain + " can be asked at the moment");
    Map<N, T> answers = new LinkedHashMap<>();
    for (Map.Entry<N, Future<@Nullable T>> entry : asked.entrySet()) {
      if (entry.getValue().state() == Future.State.SUCCESS) {
        entry.getKey().answered();
        T answer = entry.getValue().resultNow();
        if (answer != null) {
          answers.put(entry.getKey(), answer);
        }
      } else {
        last = failure(entry.getValue().exceptionNow());
        if (last.isOfTheNode()) {
          entry.getKey().failed(last);
        }
      }
    }
    if (answers.isEmpty()) {
      throw last;
    }
    return answers;
  }

  /**
   * Asks the first node that can answer.
   *
   * @param upTo the highest block that the answer needs
   * @throws NodeFailure what the last node said, where none could
   */
  public <T> T ask(long upTo, Question<N, T> question) throws NodeFailure {
    return ask(all, upTo, question);
  }

  /** The same in another order of nodes, which are some of these. */
  public <T> T ask(List<N> order, long upTo, Question<N, T> question) throws NodeFailure {
    NodeFailure last =
        new NodeFailure(Kind.UNREACHABLE, "no node of " + chain + " can be asked at the moment");
    for (N node : order) {
      if (node.isUsable() && node.head() >= upTo) {
        try {
          T answer = question.ask(node);
          node.answered();
          if (answer != null) {
            return answer;
          }
        } catch (NodeFailure e) {
          last = e;
          if (e.isOfTheNode()) {
            node.failed(e);
          }
        }
      }
    }
    throw last;
  }

  /** The nodes that may be asked at the moment. */
  public List<N> usable() {
    return all.stream().filter(ChainNode::isUsable).toList();
  }

  /** Those of them that have come as far. */
  public List<N> able(long upTo) {
    return all.stream().filter(node -> node.isUsable() && node.head() >= upTo).toList();
  }

  /** All nodes of the settings, whether they may be asked at the moment or not. */
  public List<N> all() {
    return List.copyOf(all);
  }

  /** Says of every node that answers that reading stands still, and why. */
  public void complain(String words) {
    all.stream().filter(ChainNode::isWell).forEach(node -> node.complain(words));
  }

  /** How each node is, in the order of the settings. */
  public List<NodeHealth> health() {
    return all.stream()
        .map(node -> new NodeHealth(chain, node.label(), node.isWell(), node.head(), node.words()))
        .toList();
  }

  private Map<N, BlockHeader> heads() {
    Map<N, Future<BlockHeader>> asked = new LinkedHashMap<>();
    Map<N, BlockHeader> heads = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (N node : all) {
        if (node.isUsable()) {
          asked.put(node, threads.submit(node::latest));
        }
      }
    }
    for (Map.Entry<N, Future<BlockHeader>> entry : asked.entrySet()) {
      switch (entry.getValue().state()) {
        case SUCCESS -> heads.put(entry.getKey(), entry.getValue().resultNow());
        case FAILED -> entry.getKey().unreached(failure(entry.getValue().exceptionNow()));
        case CANCELLED, RUNNING -> {}
      }
    }
    return heads;
  }

  private static NodeFailure failure(Throwable thrown) {
    return thrown instanceof NodeFailure failure
        ? failure
        : new NodeFailure(Kind.MALFORMED, "answered what we cannot read: " + thrown.getClass());
  }

  private void noteDelay(ChainNode node, BlockHeader head, BlockHeader furthest) {
    if (!node.words().isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    long behind = furthest.number() - head.number();
    if (head.time().plus(staleAfter).isBefore(now)) {
      node.complain("shows a stale head: its newest block is of " + head.time());
    } else if (behind > USUAL_DELAY) {
      node.remark("is %d blocks behind".formatted(behind));
    }
  }
}
