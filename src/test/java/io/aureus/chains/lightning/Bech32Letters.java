package io.aureus.chains.lightning;

import io.aureus.money.Bech32;
import java.math.BigInteger;

/** Numbers in the letters of BIP173. */
final class Bech32Letters {
  private Bech32Letters() {}

  /** In the fewest letters. */
  static String of(BigInteger number) {
    StringBuilder letters = new StringBuilder();
    for (BigInteger left = number; left.signum() > 0; left = left.shiftRight(5)) {
      letters.insert(0, Bech32.letter(left.intValue() & 31));
    }
    return letters.toString();
  }
}
