package io.aureus.chains;

import io.aureus.jobs.Job;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import java.util.List;

/** An adapter for one kind of chain; a bean of each sub-room. */
public interface ChainFamily {
  /** What {@link Chain#family()} calls it, e.g. {@code evm}. */
  String name();

  /** One chain to be observed, with the assets that are listed on it. */
  record Observed(Chain chain, List<Asset> assets, ChainSettings settings) {}

  /** The job {@code observe-<CODE>}, which records what happens on that chain. */
  Job observer(Observed observed);

  /** Answers what addresses on that chain hold. */
  Holdings holdings(Observed observed);
}
