package io.aureus.chains;

import java.util.Collection;
import java.util.Set;

/** Which addresses were paid before; asks the chain's source where one can tell. */
public interface UsedAddresses {
  /**
   * Those of these that we recorded a payment to, and those that an Electrum server knows a
   * transaction of. A node of our own has no index of addresses: it is not asked. Nor does the
   * answer wait for a server that cannot be reached.
   *
   * @param family of all of them, e.g. {@code bitcoin}
   */
  Set<String> among(String family, Collection<String> addresses);
}
