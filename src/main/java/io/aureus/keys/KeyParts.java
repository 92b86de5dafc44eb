package io.aureus.keys;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where the keys are: in this process, or in a signer's of its own.
 *
 * @param seeds addresses, and what is shown of the seed
 */
record KeyParts(Signer signer, SpendingPolicy policy, SeedSource seeds) {
  private static final String UNIX = "unix:";

  /**
   * The keys of another process.
   *
   * @param rows of this process, which must hold no seed
   * @param address {@code unix:} and the path of the signer's socket
   * @throws IllegalStateException where this process has a seed of its own
   */
  static KeyParts distant(KeyRows rows, String address, Map<String, AddressSettings.Plan> coins) {
    if (!address.startsWith(UNIX) || address.length() == UNIX.length()) {
      throw new IllegalArgumentException(
          "aureus.keys.signer must be unix: and the path of a signer's socket, not " + address);
    }
    if (rows.seed().isPresent()) {
      throw new IllegalStateException(
          "aureus.keys.signer is set, but this database holds a seed of its own, whose addresses a"
              + " signer does not have: use an empty database, or remove the setting");
    }
    SignerLine line = new SignerLine(Path.of(address.substring(UNIX.length())));
    DistantSeeds seeds = new DistantSeeds(line, Curve.best(), coins);
    return new KeyParts(new DistantSigner(line, seeds), new DistantPolicy(line), seeds);
  }
}
