package io.aureus.chains.bitcoin;

import java.util.ArrayList;
import java.util.List;

/** A whole block, every transaction read; Litecoin's extension block after them is ignored. */
public record CoinBlock(CoinHeader header, List<CoinTransaction> transactions) {
  /** Version, one input, one output and the lock time. */
  static final int LEAST_TRANSACTION = 10;

  public CoinBlock {
    transactions = List.copyOf(transactions);
  }

  /**
   * Reads exactly one block.
   *
   * @throws MalformedData where the bytes are none
   */
  public static CoinBlock parse(byte[] bytes) {
    ByteWalk walk = new ByteWalk(bytes);
    CoinHeader header = CoinHeader.read(walk);
    int count = walk.count(LEAST_TRANSACTION);
    List<CoinTransaction> transactions = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      transactions.add(CoinTransaction.read(walk, false));
    }
    boolean isHog = count > 1 && transactions.getLast().isHog();
    checkEnd(walk, count, isHog);
    return new CoinBlock(header, transactions);
  }

  /** The same from hex. */
  public static CoinBlock parse(String hex) {
    return parse(Digests.bytes(hex));
  }

  /** Only after a hog transaction may an extension block follow. */
  static void checkEnd(ByteWalk walk, int transactions, boolean isHog) {
    if (transactions == 0) {
      throw new MalformedData("a block has no transaction");
    }
    if (walk.left() > 0 && !isHog) {
      throw new MalformedData(walk.left() + " bytes follow the block");
    }
  }
}
