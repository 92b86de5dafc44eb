package io.aureus.orders;

import static io.aureus.ledger.Account.Kind.CUSTODY;
import static io.aureus.ledger.Account.Kind.UNCLAIMED;

import io.aureus.chains.TransferFact;
import io.aureus.ledger.Account;
import io.aureus.ledger.Entry;
import io.aureus.ledger.Ledger;
import io.aureus.ledger.Posting;
import io.aureus.money.Amount;
import io.aureus.money.Catalogue;
import java.util.List;

/**
 * Books what came to an address of ours that no order was given: nobody's money yet, but the
 * journal must agree with the chain.
 */
final class StrayPayments {
  private final Ledger ledger;
  private final Catalogue catalogue;

  StrayPayments(Ledger ledger, Catalogue catalogue) {
    this.ledger = ledger;
    this.catalogue = catalogue;
  }

  void book(TransferFact fact) {
    Amount amount =
        new Amount(
            catalogue.known(String.valueOf(fact.transfer().assetCode())), fact.transfer().units());
    switch (fact.kind()) {
      case CONFIRMED -> post(fact, amount);
      case REVERSED -> post(fact, amount.negated());
      case SEEN, MOVED, DROPPED -> {
        // Nothing is owed to anybody before it is final.
      }
    }
  }

  private void post(TransferFact fact, Amount amount) {
    ledger.post(
        new Entry(
            "stray:fact:" + fact.id(),
            fact.kind() + " without an order " + fact.transfer().txHash(),
            List.of(
                new Posting(Account.ours(CUSTODY), amount.negated()),
                new Posting(Account.ours(UNCLAIMED), amount))));
  }
}
