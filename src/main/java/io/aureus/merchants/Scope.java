package io.aureus.merchants;

/** What a credential may do. A plugin's key travels in callback URLs, so it gets the first two. */
public enum Scope {
  ORDERS_CREATE,
  ORDERS_READ,
  ORDERS_RESOLVE,
  EVENTS_READ,
  WALLETS_READ,
  PAYOUTS
}
