package io.aureus.payouts;

import io.aureus.keys.SpendingPolicy;
import io.aureus.money.Amount;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import io.aureus.payouts.Places.Gas;

/**
 * What the signer lets transactions cost, one and all of a day, asked before a place is taken: a
 * place that is taken and given back again and again would hold up all later ones.
 */
final class FeeCap {
  private final SpendingPolicy policy;
  private final Catalogue catalogue;

  FeeCap(SpendingPolicy policy, Catalogue catalogue) {
    this.policy = policy;
    this.catalogue = catalogue;
  }

  /** Whether it costs more than one may, or more than what is new may on a whole day. */
  boolean forbids(Chain chain, Gas gas) {
    return isTooMuch(chain, gas) || !ofDay(chain).unused().againstNew(gas.most()).isEmpty();
  }

  /** Whether it costs more than one transaction may. */
  boolean isTooMuch(Chain chain, Gas gas) {
    Amount most = new Amount(catalogue.nativeOf(chain), gas.most());
    return most.decimal().compareTo(policy.rules().feeCap()) > 0;
  }

  /** Asks the signer, which may be another process: in no transaction. */
  DayFees ofDay(Chain chain) {
    return DayFees.of(policy, catalogue.nativeOf(chain));
  }

  /** For people. */
  String words(Chain chain, Gas gas) {
    Amount most = new Amount(catalogue.nativeOf(chain), gas.most());
    return "its gas may cost %s %s, and one transaction may cost %s (aureus.keys.policy.fee-cap)"
        .formatted(most.text(), most.asset().code(), policy.rules().feeCap().toPlainString());
  }
}
