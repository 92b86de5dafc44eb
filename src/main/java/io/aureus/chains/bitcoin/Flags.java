package io.aureus.chains.bitcoin;

/** What a transaction says of itself before its inputs: which parts follow its outputs. */
final class Flags {
  /** BIP144. */
  static final int WITNESS = 1;

  /** Litecoin's extension data. */
  static final int MWEB = 8;

  private Flags() {}

  /** Reads marker and flags (BIP144); 0 where the transaction has none. */
  static int read(ByteWalk walk) {
    if (walk.peek() != 0) {
      return 0;
    }
    walk.skip(1);
    int flags = walk.u8();
    if (flags == 0 || (flags & ~(WITNESS | MWEB)) != 0) {
      throw new MalformedData("a transaction with the flags " + flags + " is not known");
    }
    return flags;
  }

  /**
   * The extension of Litecoin's hog transaction is one byte, 0. That of others has no told length:
   * it stands in no block, and alone it reaches up to the lock time.
   */
  static int skipExtension(ByteWalk walk, boolean alone) {
    int from = walk.at();
    if (walk.u8() != 0) {
      if (!alone || walk.left() < 4) {
        throw new MalformedData("holds a transaction with an extension");
      }
      walk.skip(walk.left() - 4);
    }
    return walk.at() - from;
  }
}
