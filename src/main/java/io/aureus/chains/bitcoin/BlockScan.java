package io.aureus.chains.bitcoin;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads past a block as fast as it can and takes out only the transactions that concern us: nothing
 * is hashed and no object is made for the others.
 */
final class BlockScan {
  /** What concerns us; it may say yes too often, and never no too often. */
  interface Interest {
    boolean inScript(byte[] bytes, int from, int length);

    /**
     * @param from where the 36 bytes of the spent outpoint begin
     */
    boolean inSpent(byte[] bytes, int from);
  }

  /** A block's header and those of its transactions that concern us, in their order. */
  record Found(CoinHeader header, List<CoinTransaction> transactions) {}

  private BlockScan() {}

  /**
   * @throws MalformedData where the bytes are no block
   */
  static Found scan(byte[] block, Interest interest) {
    ByteWalk walk = new ByteWalk(block);
    CoinHeader header = CoinHeader.read(walk);
    int count = walk.count(CoinBlock.LEAST_TRANSACTION);
    List<CoinTransaction> found = new ArrayList<>();
    int flags = 0;
    for (int i = 0; i < count; i++) {
      int from = walk.at();
      walk.skip(4);
      flags = CoinTransaction.flags(walk);
      boolean concerns = pass(walk, flags, interest);
      if (concerns) {
        found.add(CoinTransaction.read(new ByteWalk(block, from, walk.at()), false));
      }
    }
    CoinBlock.checkEnd(walk, count, count > 1 && (flags & CoinTransaction.MWEB) != 0);
    return new Found(header, found);
  }

  private static boolean pass(ByteWalk walk, int flags, Interest interest) {
    byte[] bytes = walk.bytes();
    boolean concerns = false;
    int inputs = walk.count(CoinTransaction.LEAST_INPUT);
    for (int i = 0; i < inputs; i++) {
      int spent = walk.skip(36);
      concerns |= interest.inSpent(bytes, spent);
      walk.skip(walk.count(1));
      walk.skip(4);
    }
    int outputs = walk.count(CoinTransaction.LEAST_OUTPUT);
    for (int i = 0; i < outputs; i++) {
      walk.skip(8);
      int length = walk.count(1);
      int script = walk.skip(length);
      concerns |= interest.inScript(bytes, script, length);
    }
    if ((flags & CoinTransaction.WITNESS) != 0) {
      for (int i = 0; i < inputs; i++) {
        int items = walk.count(1);
        for (int j = 0; j < items; j++) {
          walk.skip(walk.count(1));
        }
      }
    }
    if ((flags & CoinTransaction.MWEB) != 0) {
      CoinTransaction.skipExtension(walk, false);
    }
    walk.skip(4);
    return concerns;
  }
}
