package io.aureus.wallets;

import io.aureus.money.Chain;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives each order an address of the wallet that its merchant uses, or an invoice. */
final class MerchantReceiving implements Receiving {
  private final PooledReceiving pool;
  private final InvoiceReceiving invoices;
  private final OwnAddresses own;
  private final OwnRows wallets;
  private final OwnAddressRows rows;
  private final OwnMerchants merchants;
  private final Clock clock;

  MerchantReceiving(
      PooledReceiving pool,
      InvoiceReceiving invoices,
      OwnAddresses own,
      OwnRows wallets,
      OwnAddressRows rows,
      OwnMerchants merchants,
      Clock clock) {
    this.pool = pool;
    this.invoices = invoices;
    this.own = own;
    this.wallets = wallets;
    this.rows = rows;
    this.merchants = merchants;
    this.clock = clock;
  }

  @Override
  public Prepared take(Wanted wanted) {
    Chain chain = wanted.chain();
    if (chain.isLightning()) {
      return invoices.take(wanted);
    }
    if (!merchants.contains(wanted.merchant(), chain.family())) {
      return pool.take(chain);
    }
    // Never ours instead of the merchant's own where that one has none to give.
    return own.take(wanted.merchant(), chain).orElseGet(() -> pool.take(chain));
  }

  @Override
  public void giveBack(Prepared prepared) {
    if (prepared.invoice() != null) {
      return; // It was shown to nobody, and expires.
    }
    if (prepared.isOwn()) {
      rows.giveBack(prepared);
    } else {
      pool.giveBack(prepared);
    }
  }

  @Override
  public void assign(List<Assignment> assignments) {
    List<Assignment> pooled = new ArrayList<>();
    List<Assignment> theirs = new ArrayList<>();
    List<Assignment> made = new ArrayList<>();
    for (Assignment one : assignments) {
      Prepared prepared = one.prepared();
      (prepared.invoice() != null ? made : prepared.isOwn() ? theirs : pooled).add(one);
    }
    pool.assign(pooled);
    invoices.assign(made);
    if (theirs.isEmpty()) {
      return;
    }
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
    owners.putAll(invoices.ordersOf(addresses));
    return owners;
  }

  @Override
  public void paid(Collection<String> addresses) {
    if (!addresses.isEmpty()) {
      wallets.paid(addresses);
    }
  }
}
