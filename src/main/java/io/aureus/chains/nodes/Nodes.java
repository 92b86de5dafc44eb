package io.aureus.chains.nodes;

import io.aureus.chains.BlockHeader;
import io.aureus.chains.ChainFamily;
import io.aureus.chains.ChainProgress.NodeHealth;
import io.aureus.chains.nodes.NodeFailure.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  private final String chain;
  private final List<N> all = new ArrayList<>();
  private final Duration staleAfter;
  private final Clock clock;

  /**
   * What a survey found.
   *
   * @param head the furthest head
   * @param settledHead the highest number at which every node that answers has the same block
   */
  public record View(BlockHeader head, long settledHead) {
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
    this.chain = observed.chain().code();
    this.staleAfter = observed.settings().staleAfter();
    this.clock = clock;
    Map<String, Integer> used = new HashMap<>();
    for (RpcEndpoint endpoint : ends) {
      int count = used.merge(endpoint.label(), 1, Integer::sum);
      String label = count == 1 ? endpoint.label() : endpoint.label() + " #" + count;
      all.add(maker.make(endpoint, label));
    }
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
    Map.Entry<N, BlockHeader> furthest =
        heads.entrySet().stream()
            .max(Comparator.comparingLong(entry -> entry.getValue().number()))
            .orElseThrow();
    N best = furthest.getKey();
    long settled = furthest.getValue().number();
    for (Map.Entry<N, BlockHeader> entry : heads.entrySet()) {
      if (entry.getKey() != best) {
        settled = Math.min(settled, compare(best, entry.getKey(), entry.getValue()));
      }
      noteDelay(entry.getKey(), entry.getValue(), furthest.getValue());
    }
    return new View(furthest.getValue(), settled);
  }

  /**
   * Asks the first node that can answer.
   *
   * @param upTo the highest block that the answer needs
   * @throws NodeFailure what the last node said, where none could
   */
  public <T> T ask(long upTo, Question<N, T> question) throws NodeFailure {
    NodeFailure last =
        new NodeFailure(Kind.UNREACHABLE, "no node of " + chain + " can be asked at the moment");
    for (N node : all) {
      if (node.isUsable() && node.head() >= upTo) {
        try {
          T answer = question.ask(node);
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
        case FAILED -> entry.getKey().failed(failure(entry.getValue().exceptionNow()));
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

  /** The highest number at which the two have the same block. */
  private static long compare(ChainNode best, ChainNode other, BlockHeader otherHead) {
    try {
      if (header(best, otherHead.number()).hash().equals(otherHead.hash())) {
        return best.head();
      }
      long agreed = agreedBelow(best, other, otherHead.number());
      String words = "disagrees with %s above block %d: nothing is settled there";
      best.complain(words.formatted(other.label(), agreed));
      other.complain(words.formatted(best.label(), agreed));
      return agreed;
    } catch (NodeFailure e) {
      // Without an answer there is no agreement; the next look will tell.
      return -1;
    }
  }

  private static long agreedBelow(ChainNode one, ChainNode other, long differs) throws NodeFailure {
    long high = differs;
    long low = differs;
    for (long step = 1; low == high && high > 0; step *= 2) {
      long number = Math.max(0, differs - step);
      if (haveSame(one, other, number)) {
        low = number;
      } else {
        high = number;
        low = number;
      }
    }
    if (high == 0) {
      return -1;
    }
    while (high - low > 1) {
      long middle = (low + high) / 2;
      if (haveSame(one, other, middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static boolean haveSame(ChainNode one, ChainNode other, long number) throws NodeFailure {
    return header(one, number).hash().equals(header(other, number).hash());
  }

  /** A node that cannot be compared is left out for a while, lest it hold up the chain. */
  private static BlockHeader header(ChainNode node, long number) throws NodeFailure {
    try {
      return node.header(number);
    } catch (NodeFailure e) {
      node.failed(e);
      throw e;
    }
  }

  private void noteDelay(ChainNode node, BlockHeader head, BlockHeader furthest) {
    if (!node.words().isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    long behind = furthest.number() - head.number();
    if (head.time().plus(staleAfter).isBefore(now)) {
      node.complain(
          "shows a stale head: its newest block is %d s old"
              .formatted(Duration.between(head.time(), now).toSeconds()));
    } else if (behind > USUAL_DELAY) {
      node.remark("is %d blocks behind".formatted(behind));
    }
  }
}
