package io.aureus.chains;

import io.aureus.money.Asset;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;

/** What came in on watched addresses and is final. */
public interface Arrivals {
  /** The sum of one asset that came to one address, whatever has left it since. */
  record Arrival(String address, BigInteger units) {}

  /**
   * A page by address.
   *
   * @param after the last address of the page before; empty for the first page
   * @param most 1 to 10,000
   */
  List<Arrival> of(Asset asset, String after, int most);

  /** Of these addresses, those to which most came, the richest first. */
  List<Arrival> richest(Asset asset, Collection<String> addresses, int most);
}
