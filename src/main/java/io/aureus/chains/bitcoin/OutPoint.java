package io.aureus.chains.bitcoin;

/**
 * One output of one transaction.
 *
 * @param txid as nodes show it: 64 hex digits in small letters
 * @param index of the output, from 0; 4294967295 in a coinbase
 */
public record OutPoint(String txid, long index) {
  @Override
  public String toString() {
    return txid + ":" + index;
  }
}
