package io.aureus.chains.evm;

import io.aureus.chains.BlockHeader;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.chains.nodes.Nodes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Reads whole blocks and the token transfers in them. How many blocks one step reads adapts to what
 * the nodes bear: halved where it was too much, and slowly grown again.
 */
final class BlockReader {
  /** {@code Transfer(address,address,uint256)} of ERC-20 (EIP-20). */
  static final String TRANSFER =
      "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";

  private static final int AT_ONCE = 4;
  private static final int GROW_AFTER = 8;

  /** Blocks in order, each on top of the last, and the token transfers in them. */
  record Reading(List<Wire.Block> blocks, List<BlockHeader> headers, List<Wire.Log> logs) {}

  /**
   * Whose transfers are asked for.
   *
   * @param every every contract's, whatever is listed
   * @param contracts those that are listed
   */
  record Scope(boolean every, List<String> contracts) {
    boolean isEmpty() {
      return !every && contracts.isEmpty();
    }
  }

  private final Nodes<Node> nodes;
  private final Scope scope;
  private final int most;
  private int range;
  private int successes;

  /**
   * @param most the most blocks that one step reads
   */
  BlockReader(Nodes<Node> nodes, Scope scope, int most) {
    this.nodes = nodes;
    this.scope = scope;
    this.most = most;
    this.range = most;
  }

  /**
   * Reads from a block on, as far as one step goes.
   *
   * @throws NodeFailure where no node could answer, or the chain moved while it was read
   */
  Reading read(long from, long target) throws NodeFailure {
    while (true) {
      long to = Math.min(target, from + range - 1);
      try {
        Reading reading = step(from, to);
        grow(to - from + 1);
        return reading;
      } catch (NodeFailure e) {
        if (to == from || e.kind() != Kind.TOO_MUCH) {
          throw e;
        }
        range = (int) Math.max(1, (to - from + 1) / 2);
        successes = 0;
      }
    }
  }

  int range() {
    return range;
  }

  private void grow(long blocks) {
    if (blocks == range && range < most && ++successes >= GROW_AFTER) {
      range = Math.min(most, range * 2);
      successes = 0;
    }
  }

  private Reading step(long from, long to) throws NodeFailure {
    List<Wire.Block> blocks = from == to ? List.of(block(from)) : blocks(from, to);
    List<BlockHeader> headers = new ArrayList<>();
    for (Wire.Block block : blocks) {
      BlockHeader header = block.read();
      if (!headers.isEmpty() && !headers.getLast().hash().equals(header.parent())) {
        throw moved();
      }
      headers.add(header);
    }
    return new Reading(blocks, headers, logs(blocks, headers));
  }

  private Wire.Block block(long number) throws NodeFailure {
    return nodes.ask(number, node -> node.block(number));
  }

  private List<Wire.Block> blocks(long from, long to) throws NodeFailure {
    Semaphore free = new Semaphore(AT_ONCE);
    List<Future<Wire.Block>> asked = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (long n = from; n <= to; n++) {
        long number = n;
        asked.add(
            threads.submit(
                () -> {
                  free.acquire();
                  try {
                    return block(number);
                  } finally {
                    free.release();
                  }
                }));
      }
    }
    List<Wire.Block> blocks = new ArrayList<>();
    for (Future<Wire.Block> future : asked) {
      if (future.state() != Future.State.SUCCESS) {
        throw future.exceptionNow() instanceof NodeFailure failure
            ? failure
            : new NodeFailure(Kind.MALFORMED, "answered a block that we cannot read");
      }
      blocks.add(future.resultNow());
    }
    return blocks;
  }

  private List<Wire.Log> logs(List<Wire.Block> blocks, List<BlockHeader> headers)
      throws NodeFailure {
    if (scope.isEmpty()) {
      return List.of();
    }
    if (headers.size() == 1) {
      return logsOf(headers.getFirst());
    }
    long from = headers.getFirst().number();
    long to = headers.getLast().number();
    List<Wire.Log> found = range(from, to);
    Map<String, BlockHeader> byHash = new LinkedHashMap<>();
    headers.forEach(header -> byHash.put(header.hash(), header));
    Set<String> told = new HashSet<>();
    for (Wire.Log log : found) {
      if (log.removed() || !byHash.containsKey(Hex.hash(log.blockHash()))) {
        throw moved();
      }
      told.add(Hex.hash(log.blockHash()));
    }
    List<Wire.Log> logs = new ArrayList<>(found);
    for (int i = 0; i < blocks.size(); i++) {
      // A node that has the blocks but not yet their logs answers less, and no error.
      if (!told.contains(headers.get(i).hash()) && mayHoldTransfers(blocks.get(i))) {
        logs.addAll(logsOf(headers.get(i)));
      }
    }
    return logs;
  }

  private List<Wire.Log> range(long from, long to) throws NodeFailure {
    Map<String, Object> filter = filter();
    filter.put("fromBlock", Hex.of(from));
    filter.put("toBlock", Hex.of(to));
    try {
      return nodes.ask(to, node -> patiently(node, filter));
    } catch (NodeFailure e) {
      throw e.kind() == Kind.TIMEOUT ? new NodeFailure(Kind.TOO_MUCH, e.words()) : e;
    }
  }

  /** A range that takes too long is too long a range, and not the node's fault. */
  private static List<Wire.Log> patiently(Node node, Map<String, Object> filter)
      throws NodeFailure {
    try {
      return node.logs(filter);
    } catch (NodeFailure e) {
      throw e.kind() == Kind.TIMEOUT ? new NodeFailure(Kind.TOO_MUCH, e.words()) : e;
    }
  }

  private List<Wire.Log> logsOf(BlockHeader header) throws NodeFailure {
    Map<String, Object> filter = filter();
    filter.put("blockHash", header.hash());
    try {
      return nodes.ask(header.number(), node -> node.logs(filter));
    } catch (NodeFailure e) {
      if (e.kind() != Kind.TOO_MUCH) {
        throw e;
      }
      return fromReceipts(header);
    }
  }

  /** For a block so full that no node gives its logs at once. */
  private List<Wire.Log> fromReceipts(BlockHeader header) throws NodeFailure {
    List<Wire.Log> logs = new ArrayList<>();
    List<Wire.Receipt> receipts =
        nodes.ask(header.number(), node -> node.receipts(header.number()));
    for (Wire.Receipt receipt : receipts) {
      if (!header.hash().equals(Hex.hash(receipt.blockHash()))) {
        throw moved();
      }
      if (receipt.logs() != null) {
        logs.addAll(receipt.logs());
      }
    }
    return logs;
  }

  private Map<String, Object> filter() {
    Map<String, Object> filter = new LinkedHashMap<>();
    if (!scope.every()) {
      filter.put("address", scope.contracts());
    }
    filter.put("topics", Arrays.asList((Object) TRANSFER));
    return filter;
  }

  private boolean mayHoldTransfers(Wire.Block block) {
    return LogsBloom.mayHold(block.logsBloom(), TRANSFER)
        && (scope.every()
            || scope.contracts().stream().anyMatch(c -> LogsBloom.mayHold(block.logsBloom(), c)));
  }

  static NodeFailure moved() {
    return new NodeFailure(Kind.MOVED, "moved to another chain while it was read");
  }
}
