package io.aureus.merchants;

/** What a person may do for a merchant. */
public enum Role {
  /** All, also inviting and removing people. */
  OWNER,
  /** All that changes the merchant's settings, keys and orders. */
  ADMIN,
  /** Reading. */
  VIEWER;

  /** True where the person may change settings, keys and orders. */
  public boolean mayChange() {
    return this != VIEWER;
  }
}
