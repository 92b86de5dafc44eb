package io.aureus.chains;

import io.aureus.money.Catalogue;
import io.aureus.money.CatalogueFile;
import io.aureus.testing.TestDatabase;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** The stores of this room, for tests of its sub-rooms. */
public final class ChainStores {
  private ChainStores() {}

  public static Watchlist watchlist(TestDatabase database, Clock clock) {
    return new StoredWatchlist(database.jdbc(), clock);
  }

  public static Arrivals arrivals(TestDatabase database) {
    return new StoredArrivals(database.jdbc());
  }

  /** As far as we recorded it: there is no source of a chain. */
  public static UsedAddresses used(TestDatabase database) {
    Catalogue none = CatalogueFile.read(Map.of());
    Adapters adapters = new Adapters(List.of(), none, new ChainsSettings(Map.of()));
    return new StoredUsedAddresses(database.jdbc(), adapters, none);
  }

  public static UnspentCoins unspent(TestDatabase database) {
    return new StoredUnspentCoins(database.jdbc());
  }

  public static BroughtCoins brought(TestDatabase database) {
    return new StoredBroughtCoins(database.jdbc());
  }

  public static SpentCoins spent(TestDatabase database) {
    return new StoredSpentCoins(database.jdbc());
  }

  public static Departures departures(TestDatabase database) {
    return new StoredDepartures(database.jdbc());
  }

  public static TransferInbox inbox(TestDatabase database, Clock clock) {
    return new StoredInbox(database.jdbc(), clock);
  }

  public static TransferDepths depths(TestDatabase database) {
    return new StoredDepths(database.jdbc());
  }

  public static Movements movements(TestDatabase database) {
    return new StoredMovements(database.jdbc());
  }

  public static ChainProgress progress(TestDatabase database, Clock clock) {
    return new StoredProgress(database.jdbc(), clock);
  }
}
