package io.aureus.keys;

import java.util.List;

/** Our own addresses for what is left of coins that a payment spends; never shown to a payer. */
public interface ChangeAddresses {
  /**
   * @param family {@code bitcoin} or {@code litecoin}: branch 1 of our account, whose address 0 is
   *     the {@link Signer#hotAddress}
   * @param from first index, 0 or more
   * @param count 1 to 10,000
   * @return addresses in index order
   */
  List<String> change(String family, long from, int count);
}
