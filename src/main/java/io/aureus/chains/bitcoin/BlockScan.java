package io.aureus.chains.bitcoin;

import java.security.MessageDigest;
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

  private static final Interest NOTHING =
      new Interest() {
        @Override
        public boolean inScript(byte[] bytes, int from, int length) {
          return false;
        }

        @Override
        public boolean inSpent(byte[] bytes, int from) {
          return false;
        }
      };

  /** Whether a transaction concerns us, and where its outputs end. */
  private record Passed(boolean concerns, int outputsEnd) {}

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
      if (pass(walk, flags, interest).concerns()) {
        found.add(CoinTransaction.read(new ByteWalk(block, from, walk.at()), false));
      }
    }
    CoinBlock.checkEnd(walk, count, count > 1 && (flags & CoinTransaction.MWEB) != 0);
    return new Found(header, found);
  }

  /**
   * Holds a block's transactions against the root in its header: the header is what nodes agree on,
   * and a node that leaves out a payment or makes one up must not be believed.
   *
   * @throws MalformedData where they are not those that the header names, or the bytes are no block
   */
  static void prove(byte[] block) {
    ByteWalk walk = new ByteWalk(block);
    CoinHeader header = CoinHeader.read(walk);
    int count = walk.count(CoinBlock.LEAST_TRANSACTION);
    MessageDigest digest = Digests.sha256();
    List<byte[]> ids = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int from = walk.at();
      walk.skip(4);
      int flags = CoinTransaction.flags(walk);
      int body = walk.at();
      int outputsEnd = pass(walk, flags, NOTHING).outputsEnd();
      digest.update(block, from, 4);
      digest.update(block, body, outputsEnd - body);
      digest.update(block, walk.at() - 4, 4);
      ids.add(digest.digest(digest.digest()));
    }
    if (!MerkleTree.root(ids).equals(header.merkleRoot())) {
      throw new MalformedData("its transactions are not those that its header names");
    }
  }

  private static Passed pass(ByteWalk walk, int flags, Interest interest) {
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
    int outputsEnd = walk.at();
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
    return new Passed(concerns, outputsEnd);
  }
}
