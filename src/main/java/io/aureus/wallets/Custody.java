package io.aureus.wallets;

/** Who holds the keys of where money came in. */
public enum Custody {
  /** This gateway: the money is owed to the merchant. */
  CUSTODIAL,
  /** The merchant alone: the money is his already, and nothing here can spend it. */
  SELF
}
