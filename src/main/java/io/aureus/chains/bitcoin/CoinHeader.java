package io.aureus.chains.bitcoin;

import io.aureus.chains.BlockHeader;
import io.aureus.money.Sha256;
import java.security.MessageDigest;
import java.time.Instant;

/**
 * The first 80 bytes of a block.
 *
 * @param hash the block's own, by which the next one names it; as nodes show it
 * @param parent the block before
 * @param merkleRoot over its transactions
 * @param bits the target in its short form
 */
public record CoinHeader(
    String hash,
    int version,
    String parent,
    String merkleRoot,
    Instant time,
    long bits,
    long nonce) {
  /** How many bytes it takes. */
  public static final int SIZE = 80;

  /**
   * Reads the header that the bytes begin with.
   *
   * @throws MalformedData where there are fewer than 80
   */
  public static CoinHeader parse(byte[] bytes) {
    return read(new ByteWalk(bytes));
  }

  /** What is told of it to whoever reads blocks of any family. */
  BlockHeader at(long number) {
    return new BlockHeader(number, hash, parent, time);
  }

  static CoinHeader read(ByteWalk walk) {
    int from = walk.at();
    int version = walk.i32();
    String parent = Digests.shown(walk.bytes(), walk.skip(32));
    String root = Digests.shown(walk.bytes(), walk.skip(32));
    Instant time = Instant.ofEpochSecond(walk.u32());
    long bits = walk.u32();
    long nonce = walk.u32();
    MessageDigest digest = Sha256.digest();
    digest.update(walk.bytes(), from, SIZE);
    return new CoinHeader(Digests.twice(digest), version, parent, root, time, bits, nonce);
  }
}
