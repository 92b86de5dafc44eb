package io.aureus.chains.bitcoin;

/**
 * One output of one transaction.
 *
 * @param txid as nodes show it: 64 hex digits in small letters
 * @param index of the output, from 0; 4294967295 in a coinbase
 */
public record OutPoint(String txid, long index) {
  /** How many bytes it takes in transactions. */
  static final int SIZE = 36;

  /** As it stands in transactions. */
  byte[] bytes() {
    byte[] hash = Digests.bytes(txid);
    byte[] bytes = new byte[SIZE];
    for (int i = 0; i < 32; i++) {
      bytes[i] = hash[31 - i];
    }
    for (int i = 0; i < 4; i++) {
      bytes[32 + i] = (byte) (index >> (8 * i));
    }
    return bytes;
  }

  @Override
  public String toString() {
    return txid + ":" + index;
  }
}
