package io.aureus.chains.bitcoin;

import io.aureus.money.Sha256;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/** The tree by which a block's header names its transactions. */
final class MerkleTree {
  private static final int HASH = 32;

  /** A block of 4 million weight units has fewer than 2^17 transactions. */
  private static final int DEEPEST = 17;

  private MerkleTree() {}

  /**
   * The root that a transaction leads to.
   *
   * @param txid as nodes show it
   * @param branch the hashes beside its way up, as nodes show them, the lowest first
   * @param position of the transaction in its block, from 0
   * @return as nodes show it
   * @throws MalformedData where the branch is too long, or has no such position
   */
  static String root(String txid, List<String> branch, long position) {
    if (branch.size() > DEEPEST || position < 0 || position >> branch.size() != 0) {
      throw new MalformedData("a proof has no such position");
    }
    MessageDigest digest = Sha256.digest();
    byte[] hash = Digests.hashed(txid);
    for (int i = 0; i < branch.size(); i++) {
      byte[] beside = Digests.hashed(branch.get(i));
      boolean isRight = (position >> i & 1) == 1;
      digest.update(isRight ? beside : hash);
      digest.update(isRight ? hash : beside);
      hash = digest.digest(digest.digest());
    }
    return Digests.shown(hash, 0);
  }

  /**
   * @param ids of all transactions in their order, 32 bytes each as they are hashed, end to end;
   *     written over
   * @return as nodes show it
   * @throws MalformedData where there is none, or where two neighbours are the same: the tree
   *     cannot tell such a list from a shorter one (CVE-2012-2459)
   */
  static String root(byte[] ids) {
    if (ids.length == 0) {
      throw new MalformedData("a block has no transaction");
    }
    MessageDigest digest = Sha256.digest();
    int count = ids.length / HASH;
    while (count > 1) {
      for (int i = 0; i + 1 < count; i += 2) {
        int at = i * HASH;
        int next = at + HASH;
        if (Arrays.equals(ids, at, next, ids, next, next + HASH)) {
          throw new MalformedData("a block tells one transaction twice");
        }
        digest.update(ids, at, 2 * HASH);
        Digests.twice(digest, ids, at / 2);
      }
      if (count % 2 == 1) {
        int last = (count - 1) * HASH;
        digest.update(ids, last, HASH);
        digest.update(ids, last, HASH);
        Digests.twice(digest, ids, last / 2);
      }
      count = (count + 1) / 2;
    }
    return Digests.shown(ids, 0);
  }
}
