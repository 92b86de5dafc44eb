package io.aureus.chains;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How far each chain has been read, and how its nodes are. */
public interface ChainProgress {
  /**
   * @param number the last block that was read and recorded
   * @param time that block's own time
   * @param caughtUpAt by our clock: all that the nodes had at that moment is read and recorded. A
   *     block's own time is no proof of it, since it may run ahead
   * @param head the highest block that the nodes in agreement report
   */
  record Cursor(
      String chain, long number, String hash, Instant time, Instant caughtUpAt, long head) {

    /** Whatever was in a block by then is recorded, by the chain's clock and by ours. */
    public Instant readTo() {
      return time.isBefore(caughtUpAt) ? time : caughtUpAt;
    }
  }

  /**
   * @param endpoint without credentials or query
   * @param healthy whether it answered its last call in time and in agreement
   * @param words what is wrong, empty where nothing is
   */
  record NodeHealth(String chain, String endpoint, boolean healthy, long head, String words) {}

  Optional<Cursor> cursor(String chain);

  /** All of them, those of nodes of Lightning that merchants brought included. */
  List<Cursor> cursors();

  List<NodeHealth> health();
}
