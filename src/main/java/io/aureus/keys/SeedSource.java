package io.aureus.keys;

/** What comes from a seed without opening it: here, or in a signer of its own. */
interface SeedSource extends Seeds, Derivation, ChangeAddresses {
  /** As {@link Signer#hotAddress}. */
  String hotAddress(String family);
}
