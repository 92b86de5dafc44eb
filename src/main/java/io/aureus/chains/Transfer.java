package io.aureus.chains;

import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One transfer on one chain to one watched address.
 *
 * @param id our own number of it
 * @param position where in the transaction: {@code native}, {@code log:7}, {@code call:0_1}, {@code
 *     out:1}
 * @param from the sender in the family's usual spelling, or null where the chain does not say
 * @param assetCode the listed asset, or null for a token that is not on our list
 * @param contract the token's contract, empty for the native coin
 * @param units in the token's smallest unit, more than 0
 * @param blockNumber null while it is in no block
 * @param blockTime the block's own time, or null while it is in no block
 * @param firstSeenAt when we first saw it, or the node did while we did not look; of one that pays
 *     the same again for a higher fee: when the first was seen. The window is judged by the earlier
 *     of this and the block's time
 */
public record Transfer(
    long id,
    String chain,
    String txHash,
    String position,
    @Nullable String from,
    String to,
    @Nullable String assetCode,
    String contract,
    BigInteger units,
    @Nullable Long blockNumber,
    @Nullable String blockHash,
    @Nullable Instant blockTime,
    Instant firstSeenAt) {

  /** The moment by which the window is judged. */
  public Instant sightedAt() {
    return blockTime != null && blockTime.isBefore(firstSeenAt) ? blockTime : firstSeenAt;
  }
}
