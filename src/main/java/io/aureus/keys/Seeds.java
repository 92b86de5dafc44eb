package io.aureus.keys;

import java.util.List;
import java.util.Optional;

/** The seed that every address comes from. It is made once, at the first start. */
public interface Seeds {
  /** True once the words were shown for back-up. */
  boolean wasShown();

  /**
   * The seed's BIP39 words, for the owner to write down. They are given once: the answer is empty
   * ever after, on every node.
   */
  Optional<List<String>> revealOnce();

  /**
   * The extended public key of the family's account ({@code m/44'/60'/0'} for {@code evm}), BIP32
   * {@code xpub…}: a watch-only wallet finds every address with it and can spend nothing. It shows
   * all addresses, so it is for the owner alone.
   */
  String accountKey(String family);
}
