package io.aureus.wallets;

import io.aureus.merchants.MerchantId;
import io.aureus.money.Chain;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives each order an address of the wallet that its merchant uses. */
final class MerchantReceiving implements Receiving {
  private final PooledReceiving pool;
  private final OwnAddresses own;
  private final OwnRows wallets;
  private final OwnAddressRows rows;
  private final OwnMerchants merchants;
  private final Clock clock;

  MerchantReceiving(
      PooledReceiving pool,
      OwnAddresses own,
      OwnRows wallets,
      OwnAddressRows rows,
      OwnMerchants merchants,
      Clock clock) {
    this.pool = pool;
    this.own = own;
    this.wallets = wallets;
    this.rows = rows;
    this.merchants = merchants;
    this.clock = clock;
  }

  @Override
  public Prepared take(MerchantId merchant, Chain chain) {
    if (!merchants.contains(merchant, chain.family())) {
      return pool.take(chain);
    }
    // Never ours instead of the merchant's own where that one has none to give.
    return own.take(merchant, chain).orElseGet(() -> pool.take(chain));
  }

  @Override
  public void giveBack(Prepared prepared) {
    if (prepared.isOwn()) {
      rows.giveBack(prepared);
    } else {
      pool.giveBack(prepared);
    }
  }

  @Override
  public void assign(List<Assignment> assignments) {
    List<Assignment> theirs = assignments.stream().filter(one -> one.prepared().isOwn()).toList();
    if (theirs.isEmpty()) {
      pool.assign(assignments);
      return;
    }
    pool.assign(assignments.stream().filter(one -> !one.prepared().isOwn()).toList());
    List<String> given = rows.give(theirs, clock.instant());
    if (given.size() != theirs.size()) {
      throw new IllegalStateException("not free to give: addresses of a merchant's own wallet");
    }
  }

  @Override
  public Map<String, Owner> ordersOf(Collection<String> addresses) {
    Map<String, Owner> owners = new HashMap<>();
    pool.ordersOf(addresses)
        .forEach((address, order) -> owners.put(address, new Owner(order, Custody.CUSTODIAL)));
    rows.ordersOf(addresses)
        .forEach((address, order) -> owners.put(address, new Owner(order, Custody.SELF)));
    return owners;
  }

  @Override
  public void paid(Collection<String> addresses) {
    if (!addresses.isEmpty()) {
      wallets.paid(addresses);
    }
  }
}
