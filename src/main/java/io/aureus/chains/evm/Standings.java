package io.aureus.chains.evm;

import io.aureus.chains.BlockHeader;
import io.aureus.chains.Network.Standing;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.chains.nodes.Nodes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Asks every node where a transaction stands, and believes no more than all of them say. */
final class Standings {
  private final Nodes<Node> nodes;
  private final ExecutorService threads;

  /**
   * What one node says of a transaction.
   *
   * @param head the node's newest block
   * @param isKnown whether it has it at all
   * @param receipt null where it is in no block of the node's own chain
   * @param block that block; null likewise
   */
  private record Told(
      long head, boolean isKnown, Wire.@Nullable Receipt receipt, @Nullable BlockHeader block) {}

  Standings(Nodes<Node> nodes, ExecutorService threads) {
    this.nodes = nodes;
    this.threads = threads;
  }

  /**
   * @throws NodeFailure where no node can say
   */
  Standing of(String txHash) throws NodeFailure {
    Nodes.View view = nodes.survey();
    List<Told> told = view == null ? List.of() : told(txHash);
    if (view == null || view.target() < 0 || told.isEmpty()) {
      throw new NodeFailure(Kind.UNREACHABLE, "cannot be asked at the moment");
    }
    if (told.stream().noneMatch(Told::isKnown)) {
      return new Standing.Unknown();
    }
    for (Told one : told) {
      if (one.receipt() != null && one.block() != null) {
        return isAgreed(one.block(), told, view.target())
            ? mined(one.receipt(), one.block(), view.target())
            : new Standing.Waiting();
      }
    }
    return new Standing.Waiting();
  }

  /** A node that has not come so far yet says nothing against it. */
  private static boolean isAgreed(BlockHeader block, List<Told> told, long settledHead) {
    return block.number() <= settledHead
        && told.stream()
            .filter(other -> other.head() >= block.number() || other.block() != null)
            .allMatch(other -> block.equals(other.block()));
  }

  private static Standing mined(Wire.Receipt receipt, BlockHeader block, long settledHead)
      throws NodeFailure {
    BigInteger fee =
        Hex.number(receipt.gasUsed()).multiply(Hex.number(receipt.effectiveGasPrice()));
    if (receipt.l1Fee() != null) {
      fee = fee.add(Hex.number(receipt.l1Fee()));
    }
    return new Standing.Mined(
        block.number(),
        block.hash(),
        block.time(),
        Hex.number(receipt.status()).equals(BigInteger.ONE),
        fee,
        settledHead - block.number() + 1);
  }

  private List<Told> told(String txHash) throws NodeFailure {
    List<Future<@Nullable Told>> asked = new ArrayList<>();
    for (Node node : nodes.usable()) {
      asked.add(threads.submit(() -> ask(node, txHash)));
    }
    List<Told> told = new ArrayList<>();
    try {
      for (Future<@Nullable Told> future : asked) {
        Told one = future.get();
        if (one != null) {
          told.add(one);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NodeFailure(Kind.UNREACHABLE, "was not waited for, since we stop");
    } catch (ExecutionException e) {
      throw new NodeFailure(Kind.MALFORMED, "answered what we cannot read");
    }
    return told;
  }

  /** Null where it did not answer. */
  private static @Nullable Told ask(Node node, String txHash) {
    try {
      node.verify();
      Wire.Receipt receipt = node.receiptIfAny(txHash);
      node.answered();
      if (receipt == null || receipt.blockHash() == null) {
        return new Told(node.head(), node.knows(txHash), null, null);
      }
      BlockHeader block = node.headerIfAny(Hex.small(receipt.blockNumber()));
      // A receipt may outlive its block on a node for a moment.
      boolean isInPlace = block != null && block.hash().equals(Hex.hash(receipt.blockHash()));
      return new Told(node.head(), true, isInPlace ? receipt : null, isInPlace ? block : null);
    } catch (NodeFailure e) {
      if (e.isOfTheNode()) {
        node.failed(e);
      }
      return null;
    }
  }
}
