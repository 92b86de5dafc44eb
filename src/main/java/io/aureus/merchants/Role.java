package io.aureus.merchants;

/** What a person may do for a merchant. */
public enum Role {
  /** All, also inviting and removing people, where withdrawals may go, and how programs pay out. */
  OWNER,
  /** All that changes the merchant's settings, keys and orders; paying out and approving. */
  ADMIN,
  /** Reading. */
  VIEWER;

  /** True where the person may change settings, keys and orders. */
  public boolean mayChange() {
    return this != VIEWER;
  }
}
