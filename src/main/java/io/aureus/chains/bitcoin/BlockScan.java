package io.aureus.chains.bitcoin;

import io.aureus.money.Sha256;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/**
 * Reads past a block as fast as it can, in one walk, and takes out only the transactions that
 * concern us: no object is made for the others. All of them are held against the root in the
 * header.
 */
final class BlockScan {
  /** What concerns us; it may say yes too often, and never no too often. */
  interface Interest {
    /**
     * @param scripts keys ({@link Keys#key}) of all scripts that a block pays
     * @param each is told the indexes of those that are watched
     */
    void inScripts(KeyList scripts, IntConsumer each);

    /** The same for keys ({@link Keys#pointKey}) of each outpoint that a block spends. */
    void inSpent(KeyList points, IntConsumer each);
  }

  /** A block's header and those of its transactions that concern us, in their order. */
  record Found(CoinHeader header, List<CoinTransaction> transactions) {}

  /** Of a transaction's bytes these are not in its id: marker and flags (BIP144). */
  private static final int MARKS = 2;

  private final byte[] block;
  private final CoinHeader header;
  private final int count;

  /** Where each transaction begins, and after the last. */
  private final int[] starts;

  /** Where the outputs of each end; below 0 (turned round) where it has marker and flags. */
  private final int[] outputEnds;

  private final KeyList scripts;
  private final KeyList points;

  /**
   * Walks through the block, to its end.
   *
   * @throws MalformedData where the bytes are no block
   */
  BlockScan(byte[] block) {
    this.block = block;
    ByteWalk walk = new ByteWalk(block);
    header = CoinHeader.read(walk);
    count = walk.count(CoinBlock.LEAST_TRANSACTION);
    starts = new int[count + 1];
    outputEnds = new int[count];
    scripts = new KeyList(count);
    points = new KeyList(count);
    int flags = 0;
    for (int i = 0; i < count; i++) {
      starts[i] = walk.at();
      walk.loadAhead();
      walk.skip(4);
      flags = Flags.read(walk);
      int outputsEnd = pass(walk, flags);
      outputEnds[i] = flags == 0 ? outputsEnd : ~outputsEnd;
    }
    starts[count] = walk.at();
    CoinBlock.checkEnd(walk, count, count > 1 && (flags & Flags.MWEB) != 0);
  }

  /**
   * Reads a block and proves it.
   *
   * @throws MalformedData where the bytes are no block, or its transactions are not those that the
   *     header names
   */
  static Found scan(byte[] block, Interest interest) {
    BlockScan scan = new BlockScan(block);
    scan.prove();
    return scan.concerning(interest);
  }

  private int pass(ByteWalk walk, int flags) {
    points.nextOwner();
    scripts.nextOwner();
    int inputs = walk.count(CoinTransaction.LEAST_INPUT);
    for (int i = 0; i < inputs; i++) {
      int point = walk.at();
      walk.pass(OutPoint.SIZE, 4);
      points.add(Keys.pointKey(block, point));
    }
    int outputs = walk.count(CoinTransaction.LEAST_OUTPUT);
    for (int i = 0; i < outputs; i++) {
      int length = walk.pass(8, 0);
      scripts.add(Keys.key(block, walk.at() - length, length));
    }
    int outputsEnd = walk.at();
    if ((flags & Flags.WITNESS) != 0) {
      for (int i = 0; i < inputs; i++) {
        int items = walk.count(1);
        for (int j = 0; j < items; j++) {
          walk.pass(0, 0);
        }
      }
    }
    if ((flags & Flags.MWEB) != 0) {
      Flags.skipExtension(walk, false);
    }
    walk.skip(4);
    return outputsEnd;
  }

  /**
   * Holds the transactions against the root in the header: that is what nodes agree on, and a node
   * that leaves out a payment or makes one up must not be believed.
   *
   * @throws MalformedData where they are not those that the header names
   */
  void prove() {
    MessageDigest digest = Sha256.digest();
    byte[] ids = new byte[32 * count];
    for (int i = 0; i < count; i++) {
      int from = starts[i];
      int end = starts[i + 1];
      int outputsEnd = outputEnds[i];
      if (outputsEnd >= 0) {
        digest.update(block, from, end - from);
      } else {
        digest.update(block, from, 4);
        int body = from + 4 + MARKS;
        digest.update(block, body, ~outputsEnd - body);
        digest.update(block, end - 4, 4);
      }
      Digests.twice(digest, ids, 32 * i);
    }
    if (!MerkleTree.root(ids).equals(header.merkleRoot())) {
      throw new MalformedData("its transactions are not those that its header names");
    }
  }

  /** Those that pay or spend what the interest names, or what this block itself pays to it. */
  Found concerning(Interest interest) {
    SortedMap<Integer, CoinTransaction> found = new TreeMap<>();
    Keys watched = new Keys();
    interest.inScripts(
        scripts,
        index -> {
          watched.add(scripts.key(index));
          found.computeIfAbsent(scripts.owner(index), this::transaction);
        });
    if (!found.isEmpty()) {
      Keys paid = new Keys();
      found.values().forEach(paying -> outputsTo(watched, paying).forEach(paid::add));
      paid.find(points, index -> found.computeIfAbsent(points.owner(index), this::transaction));
    }
    interest.inSpent(
        points, index -> found.computeIfAbsent(points.owner(index), this::transaction));
    return new Found(header, List.copyOf(found.values()));
  }

  private static List<OutPoint> outputsTo(Keys watched, CoinTransaction transaction) {
    List<OutPoint> points = new ArrayList<>();
    for (int i = 0; i < transaction.outputs().size(); i++) {
      if (watched.holds(transaction.outputs().get(i).script())) {
        points.add(new OutPoint(transaction.txid(), i));
      }
    }
    return points;
  }

  private CoinTransaction transaction(int index) {
    return CoinTransaction.read(new ByteWalk(block, starts[index], starts[index + 1]), false);
  }
}
