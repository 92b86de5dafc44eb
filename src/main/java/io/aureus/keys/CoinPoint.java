package io.aureus.keys;

import java.util.regex.Pattern;

/**
 * An output of a transaction, by which a later one spends it.
 *
 * @param txid 64 hex digits in the usual spelling, the last byte of the hash first
 * @param index of the output, from 0
 */
public record CoinPoint(String txid, long index) implements Comparable<CoinPoint> {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
  private static final long MOST = 0xffff_ffffL;

  /**
   * @throws IllegalArgumentException where it can be no output's name
   */
  public CoinPoint {
    if (!HEX.matcher(txid).matches() || index < 0 || index > MOST) {
      throw new IllegalArgumentException(
          "an output is named by 64 hex digits and a number from 0, not " + txid + ":" + index);
    }
  }

  @Override
  public int compareTo(CoinPoint other) {
    int byHash = txid.compareTo(other.txid);
    return byHash == 0 ? Long.compare(index, other.index) : byHash;
  }

  /** {@code txid:index}. */
  @Override
  public String toString() {
    return txid + ":" + index;
  }
}
