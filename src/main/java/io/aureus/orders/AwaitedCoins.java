package io.aureus.orders;

import io.aureus.chains.Watchlist;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells observers which addresses await a native coin: a coin that a contract sends leaves no log,
 * so they must compare balances. Tokens leave logs and need none of it.
 */
final class AwaitedCoins {
  /** A payer who is a little late is still found. */
  private static final Duration AFTER_THE_WINDOW = Duration.ofHours(1);

  private final Watchlist watchlist;

  AwaitedCoins(Watchlist watchlist) {
    this.watchlist = watchlist;
  }

  /** Inside the current transaction. */
  void await(List<OrderQuote> quotes) {
    Map<String, List<String>> addresses = new TreeMap<>();
    Instant until = Instant.MIN;
    for (OrderQuote quote : quotes) {
      if (quote.amount().asset().isNative()) {
        String family = quote.amount().asset().chain().family();
        addresses.computeIfAbsent(family, any -> new ArrayList<>()).add(quote.address());
        Instant end = quote.deadline().plus(AFTER_THE_WINDOW);
        until = end.isAfter(until) ? end : until;
      }
    }
    for (Map.Entry<String, List<String>> family : addresses.entrySet()) {
      watchlist.attend(family.getKey(), family.getValue(), until);
    }
  }
}
