package io.aureus.chains;

import io.aureus.money.Asset;
import java.math.BigInteger;
import java.util.List;

/** What the chain itself says that addresses hold; asks a node. */
public interface Holdings {
  /**
   * The sum over the addresses, in the asset's smallest unit, after the given block.
   *
   * @throws io.aureus.errors.Refusal {@code UNAVAILABLE} where no node can answer for that block
   */
  BigInteger held(Asset asset, List<String> addresses, long block);

  /**
   * What each of them holds, in their order.
   *
   * @throws io.aureus.errors.Refusal likewise
   */
  List<BigInteger> each(Asset asset, List<String> addresses, long block);
}
