package io.aureus.pricing;

import java.util.List;

/** What all sources last said. Answers from memory. */
interface Votes {
  List<Vote> on(Pair pair);

  List<RateHealth.SourceHealth> sources();
}
