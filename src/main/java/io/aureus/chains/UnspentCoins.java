package io.aureus.chains;

import io.aureus.money.Asset;
import java.math.BigInteger;
import java.util.List;

/**
 * What came in on addresses of ours in coins, and is spent by no block that was read. Wallets that
 * merchants brought are none of ours, though they are watched.
 */
public interface UnspentCoins {
  /**
   * An output.
   *
   * @param address in the spelling that is watched
   * @param txHash 64 hex digits
   * @param index of the output, from 0
   */
  record Output(String address, String txHash, long index, BigInteger units) {}

  /**
   * Those that are final for us, the largest first; no node is asked. What a miner was paid is
   * among them when the next block may spend it, 100 blocks after its own.
   *
   * @param most 1 to 10,000
   */
  List<Output> of(Asset asset, int most);
}
