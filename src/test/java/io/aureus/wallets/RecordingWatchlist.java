package io.aureus.wallets;

import io.aureus.chains.Watchlist;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands in for the chains room's table until that exists. */
final class RecordingWatchlist implements Watchlist {
  final Set<String> watched = ConcurrentHashMap.newKeySet();

  @Override
  public void watch(String family, List<String> addresses) {
    watched.addAll(addresses);
  }

  @Override
  public void attend(String family, List<String> addresses, Instant until) {}
}
