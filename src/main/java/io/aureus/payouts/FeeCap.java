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

  boolean forbids(Chain chain, Gas gas) {
    Amount most = new Amount(catalogue.nativeOf(chain), gas.most());
    return most.decimal().compareTo(policy.rules().feeCap()) > 0;
  }

  /**
   * Why the cap of a day's fees holds it back, for people; empty where it does not. The sum may be
   * another one when it is signed: then its place is given back.
   */
  String overDay(Chain chain, Gas gas) {
    return policy.overFees(chain, gas.most());
  }

  /** For people. */
  String words(Chain chain, Gas gas) {
    Amount most = new Amount(catalogue.nativeOf(chain), gas.most());
    return "its gas may cost %s %s, and one transaction may cost %s (aureus.keys.policy.fee-cap)"
        .formatted(most.text(), most.asset().code(), policy.rules().feeCap().toPlainString());
  }
}
