package io.aureus.orders;

import static io.aureus.ledger.Account.Kind.CUSTODY;
import static io.aureus.ledger.Account.Kind.INCOMING;
import static io.aureus.ledger.Account.Kind.OPERATOR;
import static io.aureus.ledger.Account.Kind.UNCLAIMED;

import io.aureus.chains.TransferFact;
import io.aureus.keys.Signer;
import io.aureus.ledger.Account;
import io.aureus.ledger.Entry;
import io.aureus.ledger.Ledger;
import io.aureus.ledger.Posting;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.wallets.Addresses;
import io.aureus.wallets.SelfCustody;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Books what came to an address of ours that no order was given: what the operator sent to the hot
 * address is his, the rest is nobody's money yet; but the journal must agree with the chain.
 */
final class StrayPayments {
  private final Ledger ledger;
  private final Catalogue catalogue;
  private final Addresses addresses;
  private final SelfCustody selfCustody;
  private final Signer signer;

  StrayPayments(
      Ledger ledger,
      Catalogue catalogue,
      Addresses addresses,
      SelfCustody selfCustody,
      Signer signer) {
    this.ledger = ledger;
    this.catalogue = catalogue;
    this.addresses = addresses;
    this.selfCustody = selfCustody;
    this.signer = signer;
  }

  /** The senders of these transfers that are addresses of our own. */
  Set<String> ownSenders(List<TransferFact> facts) {
    Map<String, List<String>> senders = new TreeMap<>();
    for (TransferFact fact : facts) {
      String from = fact.transfer().from();
      if (from != null) {
        senders.computeIfAbsent(asset(fact).chain().family(), any -> new ArrayList<>()).add(from);
      }
    }
    Set<String> own = new HashSet<>();
    senders.forEach(
        (family, froms) -> {
          own.addAll(addresses.indexes(family, froms).keySet());
          froms.stream().filter(from -> isHot(family, from)).forEach(own::add);
        });
    return own;
  }

  void book(TransferFact fact) {
    String to = fact.transfer().to();
    if (!selfCustody.owners(asset(fact).chain().family(), List.of(to)).isEmpty()) {
      return; // A merchant's own money in his own wallet.
    }
    Amount amount = new Amount(asset(fact), fact.transfer().units());
    Account whose =
        Account.ours(
            isHot(asset(fact).chain().family(), fact.transfer().to()) ? OPERATOR : UNCLAIMED);
    Account incoming = Account.ours(INCOMING);
    Account custody = Account.ours(CUSTODY);
    switch (fact.kind()) {
      case SEEN -> post(fact, incoming, whose, amount);
      case DROPPED, REPLACED -> post(fact, incoming, whose, amount.negated());
      case CONFIRMED -> post(fact, custody, incoming, amount);
      case REVERSED -> post(fact, custody, whose, amount.negated());
      case MOVED -> {
        // In another block: nothing changes hands.
      }
    }
  }

  private boolean isHot(String family, String address) {
    return address.equalsIgnoreCase(signer.hotAddress(family));
  }

  private Asset asset(TransferFact fact) {
    return catalogue.known(String.valueOf(fact.transfer().assetCode()));
  }

  private void post(TransferFact fact, Account shrinks, Account grows, Amount amount) {
    ledger.post(
        new Entry(
            "stray:fact:" + fact.id(),
            fact.kind() + " without an order " + fact.transfer().txHash(),
            List.of(new Posting(shrinks, amount.negated()), new Posting(grows, amount))));
  }
}
