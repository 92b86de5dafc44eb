package io.aureus.chains.bitcoin;

import io.aureus.money.Sha256;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The scripts that servers are asked for, by the hashes that name them there; it only grows. */
final class ScriptHashes {
  private final Set<String> known = new HashSet<>();
  private final List<String> inOrder = new ArrayList<>();

  /** How the protocol names a script: its SHA-256, turned round, in hex. */
  static String of(byte[] script) {
    MessageDigest digest = Sha256.digest();
    return Digests.shown(digest.digest(script), 0);
  }

  synchronized void add(byte[] script) {
    String hash = of(script);
    if (known.add(hash)) {
      inOrder.add(hash);
    }
  }

  /** Those that were added after the first so many. */
  synchronized List<String> after(int count) {
    return List.copyOf(inOrder.subList(count, inOrder.size()));
  }
}
