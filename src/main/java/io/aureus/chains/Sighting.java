package io.aureus.chains;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A transfer that an observer found in a block, before it is recorded.
 *
 * @param position as in {@link Transfer#position()}
 * @param to in the spelling in which the address is watched
 * @param assetCode null for a token that is not listed: kept as ignored, no fact comes of it
 * @param units more than 0
 */
public record Sighting(
    String txHash,
    String position,
    @Nullable String from,
    String to,
    @Nullable String assetCode,
    String contract,
    BigInteger units,
    long blockNumber) {}
