package io.aureus.ledger;

import io.aureus.money.Amount;
import io.aureus.money.Asset;
import java.util.List;

/** The journal: append-only, double-entry, in integers. */
public interface Ledger {
  /**
   * Writes an entry inside the current transaction.
   *
   * @return false where an entry of that reference stands already (nothing was written)
   * @throws IllegalArgumentException where the postings do not sum to 0 per asset
   */
  boolean post(Entry entry);

  /**
   * Locks the account inside the current transaction, so that its balance can be judged and used:
   * whoever else would lock it waits for the end of this transaction.
   *
   * @return its balance
   */
  Amount lock(Account account, Asset asset);

  /** The sum of an account's postings in one asset. */
  Amount balance(Account account, Asset asset);

  /** Every account of a merchant that has a posting. */
  List<Balance> balances(String merchant);

  /** A derived balance. */
  record Balance(Account account, Amount amount) {}
}
