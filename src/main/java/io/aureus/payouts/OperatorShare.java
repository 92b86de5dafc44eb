package io.aureus.payouts;

import io.aureus.ledger.Account;
import io.aureus.ledger.Ledger;
import io.aureus.money.Asset;
import java.math.BigInteger;
import java.util.List;

/**
 * What of our coins is no merchant's: what the operator put in, and fees less what the networks
 * took. Whoever spends more of them leaves the last payout of a balance without its coins.
 */
final class OperatorShare {
  private static final List<Account.Kind> OURS =
      List.of(Account.Kind.OPERATOR, Account.Kind.FEES, Account.Kind.NETWORK_COSTS);
  private static final BigInteger ALL = BigInteger.valueOf(Long.MAX_VALUE);

  private final Ledger ledger;
  private final ConsolidationRows rows;

  OperatorShare(Ledger ledger, ConsolidationRows rows) {
    this.ledger = ledger;
    this.rows = rows;
  }

  /** In the coin's smallest unit, less what is about to be spent; below 0 where it is in debt. */
  long of(Asset coin) {
    BigInteger sum = BigInteger.ZERO;
    for (Account.Kind kind : OURS) {
      sum = sum.add(ledger.balance(Account.ours(kind), coin).units());
    }
    return sum.min(ALL).longValueExact() - rows.unbookedFees(coin.chain());
  }
}
