package io.aureus.wallets;

import io.aureus.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;

/** Receiving addresses, for tests of rooms that give them to orders. */
public final class WalletStores {
  private static final WalletsSettings SETTINGS =
      new WalletsSettings(8, 64, 8, Duration.ofMinutes(5), Duration.ZERO);

  private WalletStores() {}

  /** With empty pools: it knows what {@link #give} stored. */
  public static Receiving receiving(TestDatabase database, Clock clock) {
    return new PooledReceiving(
        new AddressRows(database.jdbc()), job -> {}, clock, SETTINGS, "test", List.of("evm"));
  }

  /** The same as the list of all addresses. */
  public static Addresses addresses(TestDatabase database, Clock clock) {
    return (PooledReceiving) receiving(database, clock);
  }

  /** Stores an address that an order has. */
  public static void give(
      TestDatabase database, Clock clock, String address, long index, String orderId) {
    database
        .jdbc()
        .sql(
            """
            insert into receiving_address
                   (family, derivation_index, block, address, order_id, quote_no, given_at)
            values ('evm', ?, 0, ?, ?, 1, ?)
            """)
        .params(index, address, orderId, clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }
}
