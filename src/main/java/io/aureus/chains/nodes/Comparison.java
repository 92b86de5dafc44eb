package io.aureus.chains.nodes;

import io.aureus.chains.BlockHeader;

/** Holds two nodes of one chain against one another. */
final class Comparison {
  private Comparison() {}

  /**
   * Whether a node has come further than another: by work where both can say; else, and where they
   * agree, by number.
   */
  static boolean isFurther(ChainNode node, BlockHeader head, ChainNode than, BlockHeader thanHead) {
    boolean isHigher = head.number() > thanHead.number();
    if (!node.knowsWork() || !than.knowsWork()) {
      return isHigher;
    }
    try {
      long lower = Math.min(head.number(), thanHead.number());
      if (haveSame(node, than, lower)) {
        return isHigher;
      }
      long agreed = agreedBelow(node, than, lower);
      return node.workAbove(agreed).compareTo(than.workAbove(agreed)) > 0;
    } catch (NodeFailure e) {
      // The comparison that follows finds no agreement either.
      return isHigher;
    }
  }

  /** The highest number at which the two have the same block. */
  static long compare(ChainNode best, ChainNode other, BlockHeader otherHead) {
    try {
      // By work the best may be the lower one.
      long lower = Math.min(best.head(), otherHead.number());
      if (lower == otherHead.number()
          ? header(best, lower).hash().equals(otherHead.hash())
          : haveSame(best, other, lower)) {
        return best.head();
      }
      long agreed = agreedBelow(best, other, lower);
      if (best.knowsWork()
          && other.knowsWork()
          && best.workAbove(agreed).compareTo(other.workAbove(agreed)) > 0) {
        other.outweighed(
            agreed,
            "has another chain above block %d, with less work in it than that of %s: not read"
                .formatted(agreed, best.label()));
        return best.head();
      }
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
      BlockHeader header = node.header(number);
      node.answered();
      return header;
    } catch (NodeFailure e) {
      node.failed(e);
      throw e;
    }
  }
}
