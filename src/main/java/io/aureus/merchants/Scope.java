package io.aureus.merchants;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What a credential may do. A plugin's key travels in callback URLs, so it gets the first two. */
public enum Scope {
  ORDERS_CREATE,
  ORDERS_READ,
  ORDERS_RESOLVE,
  EVENTS_READ,
  WALLETS_READ,
  PAYOUTS;

  /** What a shop plugin's key may do, and the key of Get API-Key: no step nearer to money. */
  public static final Set<Scope> PLUGIN =
      Collections.unmodifiableSet(EnumSet.of(ORDERS_CREATE, ORDERS_READ));

  /** What a merchant's own key may do unless told otherwise: all but moving money out. */
  public static final Set<Scope> KEY =
      Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(PAYOUTS)));

  /**
   * What a merchant's own token may do unless told otherwise: all, since each request is signed.
   */
  public static final Set<Scope> TOKEN = Collections.unmodifiableSet(EnumSet.allOf(Scope.class));
}
