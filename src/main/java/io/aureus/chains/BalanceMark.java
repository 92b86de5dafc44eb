package io.aureus.chains;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * The native balance of an address at the last block where recorded transfers explained it.
 *
 * @param canonical the address as it is compared
 * @param shown the address as it is watched
 * @param number the block
 * @param units the balance after it; null where it is still to be asked for
 */
public record BalanceMark(
    String canonical, String shown, long number, @Nullable BigInteger units) {}
