package io.aureus.chains;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The watchlist in the database: an observer asks it anew for every block. */
final class StoredWatchlist implements Watchlist {
  private final JdbcClient jdbc;
  private final Clock clock;

  StoredWatchlist(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** The form in which a family's addresses are compared. */
  static String canonical(String family, String address) {
    return family.equals("evm") ? address.toLowerCase(Locale.ROOT) : address;
  }

  @Override
  public void watch(String family, List<String> addresses) {
    insert(family, canonical(family, addresses), addresses);
  }

  @Override
  public void watchNames(String family, Map<String, String> addresses) {
    List<String> names = List.copyOf(addresses.keySet());
    insert(family, canonical(family, names), names.stream().map(addresses::get).toList());
  }

  private void insert(String family, String[] canonical, List<String> shown) {
    if (shown.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            insert into watched_address (family, address, shown)
            select :family, a.canonical, a.shown
            from unnest(:canonical::text[], :shown::text[]) as a(canonical, shown)
            on conflict do nothing
            """)
        .param("family", family)
        .param("canonical", canonical)
        .param("shown", shown.toArray(String[]::new))
        .update();
  }

  @Override
  public void watchSenders(String family, List<String> addresses) {
    recordOutgoing(family, addresses, true);
  }

  @Override
  public void watchDepartures(String family, List<String> addresses) {
    recordOutgoing(family, addresses, false);
  }

  private void recordOutgoing(String family, List<String> addresses, boolean others) {
    if (addresses.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            insert into watched_address (family, address, shown, outgoing, others)
            select :family, a.canonical, a.shown, true, :others
            from unnest(:canonical::text[], :shown::text[]) as a(canonical, shown)
            on conflict (family, address) do update
              set outgoing = true, others = watched_address.others or excluded.others
            """)
        .param("family", family)
        .param("canonical", canonical(family, addresses))
        .param("shown", addresses.toArray(String[]::new))
        .param("others", others)
        .update();
  }

  @Override
  public void attend(String family, List<String> addresses, Instant until) {
    if (addresses.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            insert into watched_address as w
              (family, address, shown, attended_from, attended_until)
            select :family, a.canonical, a.shown, :now, :until
            from unnest(:canonical::text[], :shown::text[]) as a(canonical, shown)
            on conflict (family, address) do update set
              attended_from = case when w.attended_until > :now then w.attended_from else :now end,
              attended_until = greatest(w.attended_until, :until)
            """)
        .param("family", family)
        .param("canonical", canonical(family, addresses))
        .param("shown", addresses.toArray(String[]::new))
        .param("now", Timestamp.from(clock.instant()))
        .param("until", Timestamp.from(until))
        .update();
  }

  private static String[] canonical(String family, List<String> addresses) {
    return addresses.stream().map(address -> canonical(family, address)).toArray(String[]::new);
  }
}
