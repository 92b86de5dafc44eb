package io.aureus.chains.bitcoin;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The tree by which a block's header names its transactions. */
final class MerkleTree {
  private MerkleTree() {}

  /**
   * @param ids of all transactions in their order, 32 bytes each as they are hashed
   * @return as nodes show it
   * @throws MalformedData where there is none, or where two neighbours are the same: the tree
   *     cannot tell such a list from a shorter one (CVE-2012-2459)
   */
  static String root(List<byte[]> ids) {
    if (ids.isEmpty()) {
      throw new MalformedData("a block has no transaction");
    }
    MessageDigest digest = Digests.sha256();
    List<byte[]> level = ids;
    while (level.size() > 1) {
      List<byte[]> above = new ArrayList<>(level.size() / 2 + 1);
      for (int i = 0; i < level.size(); i += 2) {
        byte[] left = level.get(i);
        byte[] right = i + 1 < level.size() ? level.get(i + 1) : left;
        if (i + 1 < level.size() && Arrays.equals(left, right)) {
          throw new MalformedData("a block tells one transaction twice");
        }
        digest.update(left);
        digest.update(right);
        above.add(digest.digest(digest.digest()));
      }
      level = above;
    }
    return Digests.shown(level.getFirst(), 0);
  }
}
