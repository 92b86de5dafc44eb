package io.aureus.wallets;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.jobs.Wakeups;
import io.aureus.money.Chain;
import io.aureus.wallets.Receiving.Assignment;
import io.aureus.wallets.Receiving.Prepared;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** Hands out addresses from the pools of this node, and gives them to orders in the database. */
final class PooledReceiving implements Addresses {
  private final AddressRows rows;
  private final Wakeups wakeups;
  private final Clock clock;
  private final WalletsSettings settings;
  private final String node;
  private final Map<String, AddressPool> pools = new LinkedHashMap<>();
  private final AtomicBoolean woken = new AtomicBoolean();

  /**
   * @param node this node's own name, unlike that of any other
   * @param families the chain families to keep addresses for
   */
  PooledReceiving(
      AddressRows rows,
      Wakeups wakeups,
      Clock clock,
      WalletsSettings settings,
      String node,
      List<String> families) {
    this.rows = rows;
    this.wakeups = wakeups;
    this.clock = clock;
    this.settings = settings;
    this.node = node;
    families.forEach(family -> pools.put(family, new AddressPool(clock)));
  }

  Prepared take(Chain chain) {
    AddressPool pool = pool(chain.family());
    if (pool.ready() <= settings.prepared() / 2 && woken.compareAndSet(false, true)) {
      wakeups.wake(AddressRefill.NAME);
    }
    Prepared prepared = pool.take(settings.patience());
    if (prepared == null) {
      throw new Refusal(
          ErrorCode.UNAVAILABLE,
          "no " + chain.name() + " address is prepared at this moment; try again in a second",
          Duration.ofSeconds(1));
    }
    return prepared;
  }

  void giveBack(Prepared prepared) {
    pool(prepared.family()).giveBack(prepared);
  }

  void assign(List<Assignment> assignments) {
    if (assignments.isEmpty()) {
      return;
    }
    List<String> given = rows.give(assignments, node, clock.instant());
    if (given.size() != assignments.size()) {
      throw new IllegalStateException("not free to give: addresses " + refused(assignments, given));
    }
  }

  Map<String, String> ordersOf(Collection<String> addresses) {
    return rows.ordersOf(addresses);
  }

  @Override
  public List<Known> known(String family, long afterIndex, int most) {
    return rows.page(family, afterIndex, most, false);
  }

  @Override
  public List<Known> given(String family, long afterIndex, int most) {
    return rows.page(family, afterIndex, most, true);
  }

  @Override
  public Map<String, Long> indexes(String family, Collection<String> addresses) {
    return rows.indexes(family, addresses);
  }

  @Override
  public int ready(String family) {
    return pool(family).ready();
  }

  @Override
  public long widestGap(String family) {
    return rows.widestGap(family);
  }

  String node() {
    return node;
  }

  /** By family. */
  Map<String, AddressPool> pools() {
    return pools;
  }

  /** The next low pool wakes the refill again. */
  void awake() {
    woken.set(false);
  }

  private AddressPool pool(String family) {
    AddressPool pool = pools.get(family);
    if (pool == null) {
      throw new IllegalArgumentException("no addresses are kept for the chain family " + family);
    }
    return pool;
  }

  private static List<String> refused(List<Assignment> assignments, List<String> given) {
    Set<String> left = new HashSet<>(given);
    List<String> refused = new ArrayList<>();
    for (Assignment assignment : assignments) {
      // An address that was asked for twice is refused the second time.
      if (!left.remove(assignment.prepared().address())) {
        refused.add(assignment.prepared().address());
      }
    }
    return refused;
  }
}
