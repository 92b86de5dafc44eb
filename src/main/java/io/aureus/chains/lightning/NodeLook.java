package io.aureus.chains.lightning;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the last looks at a node found; no node is asked for it.
 *
 * @param label what people may read of the node: its kind and address
 * @param askedAt the last look
 * @param failingSince the first look of those that it has not answered since; null where it
 *     answered the last
 * @param words why it did not, without any credential; empty where it did
 * @param seen the newest answer, however old; null where there was none yet
 */
public record NodeLook(
    String label,
    Instant askedAt,
    @Nullable Instant failingSince,
    String words,
    @Nullable Seen seen) {

  /**
   * What a node answered.
   *
   * @param flags what is known against its program, the worst first
   */
  public record Seen(
      Instant at, NodeIdentity identity, ChannelFunds funds, List<VersionFlag> flags) {}

  public boolean isAnswering() {
    return failingSince == null;
  }
}
