package io.aureus.chains;

import io.aureus.testing.TestDatabase;
import java.time.Clock;

/** The stores of this room, for tests of its sub-rooms. */
public final class ChainStores {
  private ChainStores() {}

  public static Watchlist watchlist(TestDatabase database, Clock clock) {
    return new StoredWatchlist(database.jdbc(), clock);
  }

  public static Arrivals arrivals(TestDatabase database) {
    return new StoredArrivals(database.jdbc());
  }

  public static UnspentCoins unspent(TestDatabase database) {
    return new StoredUnspentCoins(database.jdbc());
  }

  public static TransferInbox inbox(TestDatabase database, Clock clock) {
    return new StoredInbox(database.jdbc(), clock);
  }

  public static TransferDepths depths(TestDatabase database) {
    return new StoredDepths(database.jdbc());
  }

  public static ChainProgress progress(TestDatabase database, Clock clock) {
    return new StoredProgress(database.jdbc(), clock);
  }
}
