package io.aureus.payouts;

import io.aureus.chains.ChainProgress;
import java.util.List;

/** Of one chain that has no nodes. */
interface PretendProgress extends ChainProgress {
  @Override
  default List<Cursor> cursors() {
    return List.of();
  }

  @Override
  default List<NodeHealth> health() {
    return List.of();
  }
}
