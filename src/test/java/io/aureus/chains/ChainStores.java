package io.aureus.chains;

import io.aureus.money.Catalogue;
import io.aureus.money.CatalogueFile;
import io.aureus.testing.TestDatabase;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
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

  /**
   * Everything that was told since the last time, by the facts' own order, as acted on. Of one
   * transfer only the oldest is given at a time.
   */
  public static List<TransferFact> told(TestDatabase database, TransferInbox inbox) {
    List<TransferFact> all = new ArrayList<>();
    List<TransferFact> some = claimed(database, inbox);
    while (!some.isEmpty()) {
      all.addAll(some);
      some = claimed(database, inbox);
    }
    all.sort(Comparator.comparing(TransferFact::id));
    return all;
  }

  private static List<TransferFact> claimed(TestDatabase database, TransferInbox inbox) {
    return database
        .transactions()
        .execute(
            status -> {
              List<TransferFact> facts = inbox.claim(100);
              facts.forEach(inbox::done);
              return facts;
            });
  }
}
