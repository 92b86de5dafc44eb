package io.aureus.keys;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Addresses from the public key of a signer's account in another process. The key is asked for
 * once: then addresses come without the signer.
 */
final class DistantSeeds implements SeedSource {
  private static final String EVM = "evm";

  private final SignerLine line;
  private final Curve curve;
  private final Map<String, AddressSettings.Plan> coins;
  private final Map<String, PublicAccount> accounts = new ConcurrentHashMap<>();

  /**
   * @param coins by family; the signer says which form the addresses have
   */
  DistantSeeds(SignerLine line, Curve curve, Map<String, AddressSettings.Plan> coins) {
    this.line = line;
    this.curve = curve;
    this.coins = coins;
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
  public List<String> change(String family, long from, int count) {
    return account(family).change(from, count);
  }

  @Override
  public String hotAddress(String family) {
    return account(family).hot();
  }

  private PublicAccount account(String family) {
    PublicAccount known = accounts.get(family);
    return known == null ? accounts.computeIfAbsent(family, this::asked) : known;
  }

  private PublicAccount asked(String family) {
    AddressSettings.Plan plan = coins.get(family);
    if (!family.equals(EVM) && plan == null) {
      throw new IllegalArgumentException("no derivation for the chain family " + family);
    }
    String text = line.ask("account", String.class, "family", family);
    return plan == null
        ? new EvmAccount(ExtendedPublicKey.parse(curve, text))
        : CoinDescriptor.read(curve, plan.chain(), text);
  }
}
