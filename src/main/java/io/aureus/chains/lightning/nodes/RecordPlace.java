package io.aureus.chains.lightning.nodes;

import io.aureus.chains.lightning.NodeIdentity;
import io.aureus.chains.nodes.NodeFailure;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far the numbered record of a node was read. It is good for that node alone: another one, or
 * one that lost its record and began anew, numbers other payments alike.
 *
 * @param program of the node
 * @param node its key
 * @param index of the last payment that was told; 0 where there is none
 * @param hash of that payment; empty where it is not known
 */
record RecordPlace(String program, String node, long index, String hash) {
  /** Who is asked. */
  interface Asked {
    NodeIdentity identity() throws NodeFailure;
  }

  private static final Pattern PLACE =
      Pattern.compile("([a-z-]+):(0[23][0-9a-f]{64}):([0-9]{1,18}):((?:[0-9a-f]{64})?)");

  /** Empty where it is none of this program's node. */
  static Optional<RecordPlace> read(String program, String node, String text) {
    Matcher matcher = PLACE.matcher(text);
    return matcher.matches() && matcher.group(1).equals(program) && matcher.group(2).equals(node)
        ? Optional.of(
            new RecordPlace(program, node, Long.parseLong(matcher.group(3)), matcher.group(4)))
        : Optional.empty();
  }

  RecordPlace at(long next, String hashOfNext) {
    return new RecordPlace(program, node, next, hashOfNext);
  }

  String text() {
    return "%s:%s:%d:%s".formatted(program, node, index, hash);
  }
}
