package io.aureus.keys;

import java.util.List;

/** Fresh public addresses from the seed; never a private key. */
public interface Derivation {
  /**
   * @param family the chain family, e.g. {@code evm} (BIP44 path {@code m/44'/60'/0'/0/index}) or
   *     {@code bitcoin} (BIP84, BIP86 or BIP49, as the settings say)
   * @param from first index, 0 or more
   * @param count 1 to 10,000
   * @return addresses in index order, in the family's usual spelling (EIP-55 for {@code evm})
   */
  List<String> addresses(String family, long from, int count);
}
