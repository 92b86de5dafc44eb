package io.aureus.keys;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Addresses from the public key of a signer's account in another process. The key is asked for
 * once: then addresses come without the signer.
 */
final class DistantSeeds implements SeedSource {
  private static final String EVM = "evm";

  private final SignerLine line;
  private final Curve curve;
  private volatile @Nullable PublicAccount evm;

  DistantSeeds(SignerLine line, Curve curve) {
    this.line = line;
    this.curve = curve;
  }

  /** The words are shown at the signer, never here. */
  @Override
  public boolean wasShown() {
    return true;
  }

  @Override
  public Optional<List<String>> revealOnce() {
    return Optional.empty();
  }

  @Override
  public String accountKey(String family) {
    return account(family).text();
  }

  @Override
  public List<String> addresses(String family, long from, int count) {
    return account(family).addresses(from, count);
  }

  @Override
  public String hotAddress(String family) {
    return account(family).hot();
  }

  private PublicAccount account(String family) {
    if (!family.equals(EVM)) {
      throw new IllegalArgumentException("no derivation for the chain family " + family);
    }
    PublicAccount known = evm;
    if (known == null) {
      String xpub = line.ask("account", String.class, "family", family);
      known = new PublicAccount(ExtendedPublicKey.parse(curve, xpub));
      evm = known;
    }
    return known;
  }
}
