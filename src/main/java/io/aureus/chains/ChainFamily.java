package io.aureus.chains;

import io.aureus.jobs.Job;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** An adapter for one kind of chain; a bean of each sub-room. */
public interface ChainFamily {
  /** What {@link Chain#family()} calls it, e.g. {@code evm}. */
  String name();

  /** One chain to be observed, with the assets that are listed on it. */
  record Observed(Chain chain, List<Asset> assets, ChainSettings settings) {}

  /** The job {@code observe-<CODE>}, which records what happens on that chain. */
  Job observer(Observed observed);

  /** Answers what addresses on that chain hold; to be kept, since it remembers the nodes. */
  Holdings holdings(Observed observed);

  /** Offers transactions to that chain's nodes; to be kept, since it remembers how they are. */
  Network network(Observed observed);

  /**
   * What that chain asks for a transaction; to be kept likewise.
   *
   * @throws IllegalStateException where the family has no coins
   */
  default FeeRates fees(Observed observed) {
    throw new IllegalStateException(name() + " has no coins");
  }

  /** Who judges payments that wait; nobody where the family's mempool is not read. */
  default MempoolTrust trust(Observed observed) {
    return (chain, txHash) -> MempoolTrust.Doubt.CANNOT_TELL;
  }

  /**
   * What that chain's nodes say of our coins; to be kept likewise.
   *
   * @throws IllegalStateException where the family has no coins
   */
  default CoinsNow coinsNow(Observed observed) {
    throw new IllegalStateException(name() + " has no coins");
  }

  /** Those of these addresses that its source knows a transaction of; none where it cannot tell. */
  default Set<String> used(Observed observed, Collection<String> addresses) {
    return Set.of();
  }

  /**
   * What that chain says of senders; to be kept likewise.
   *
   * @throws IllegalStateException where the family's senders do not number their transactions
   */
  default AccountNetwork accounts(Observed observed) {
    throw new IllegalStateException(name() + " has no accounts");
  }
}
