package io.aureus.keys;

import io.aureus.money.CoinNetwork;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * Keeps the sealed seed and derives public keys from it. The seed is opened once, for the moment in
 * which the accounts' public keys are made; every address comes from those.
 */
final class SeedKeeper implements SeedSource {
  private static final String CONTEXT = "seed:1";
  private static final String EVM = "evm";

  private final KeyRows rows;
  private final SecretBox box;
  private final Curve curve;
  private final Clock clock;
  private final RandomGenerator random;
  private final Map<String, AddressSettings.Plan> coins;
  private final Map<String, PublicAccount> accounts = new ConcurrentHashMap<>();

  /**
   * @param coins our accounts of Bitcoin's kind, by family
   */
  SeedKeeper(
      KeyRows rows,
      SecretBox box,
      Curve curve,
      Clock clock,
      RandomGenerator random,
      Map<String, AddressSettings.Plan> coins) {
    this.rows = rows;
    this.box = box;
    this.curve = curve;
    this.clock = clock;
    this.random = random;
    this.coins = coins;
  }

  /** Makes a seed of 24 random words where there is none yet. */
  void createIfAbsent() {
    if (rows.seed().isEmpty()) {
      byte[] entropy = new byte[32];
      random.nextBytes(entropy);
      rows.insertSeed(box.seal(entropy, CONTEXT), clock.instant());
      Arrays.fill(entropy, (byte) 0);
    }
  }

  /**
   * Restores a seed into a database that has none.
   *
   * @throws IllegalStateException where another seed is there already
   * @throws IllegalArgumentException where the words are no seed
   */
  void restore(List<String> words) {
    byte[] entropy = Mnemonic.entropy(words);
    rows.insertSeed(box.seal(entropy, CONTEXT), clock.instant());
    if (!Arrays.equals(entropy, open())) {
      throw new IllegalStateException(
          "the seed words to restore are not those of the seed in this database; nothing was"
              + " changed. Remove aureus.keys.seed-words-file, or use an empty database");
    }
  }

  @Override
  public boolean wasShown() {
    return rows.seedWasShown();
  }

  @Override
  public Optional<List<String>> revealOnce() {
    return rows.markShown(clock.instant()).map(bytes -> Mnemonic.words(box.open(bytes, CONTEXT)));
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

  private PublicAccount account(String family) {
    PublicAccount known = accounts.get(family);
    return known == null ? accounts.computeIfAbsent(family, this::derive) : known;
  }

  private PublicAccount derive(String family) {
    ExtendedKey master = master();
    try {
      ExtendedKey secret = master.descend(path(family));
      try {
        ExtendedPublicKey key = secret.publicKey();
        return family.equals(EVM) ? new EvmAccount(key) : coins(family, master, key);
      } finally {
        secret.wipe();
      }
    } finally {
      master.wipe();
    }
  }

  private CoinAccount coins(String family, ExtendedKey master, ExtendedPublicKey key) {
    StringBuilder origin = new StringBuilder(master.publicKey().fingerprint());
    for (int step : path(family)) {
      origin.append('/').append(step & ~ExtendedKey.HARDENED).append('h');
    }
    return CoinAccount.of(curve, plan(family), origin.toString(), key);
  }

  /** BIP44, BIP49, BIP84 or BIP86: {@code m/purpose'/coin'/0'}. */
  private int[] path(String family) {
    int purpose = family.equals(EVM) ? 44 : plan(family).form().purpose();
    int coin = family.equals(EVM) ? 60 : CoinNetwork.of(plan(family).chain()).coinType();
    return new int[] {
      purpose | ExtendedKey.HARDENED, coin | ExtendedKey.HARDENED, ExtendedKey.HARDENED
    };
  }

  private AddressSettings.Plan plan(String family) {
    AddressSettings.Plan plan = coins.get(family);
    if (plan == null) {
      throw new IllegalArgumentException("no derivation for the chain family " + family);
    }
    return plan;
  }

  private ExtendedKey master() {
    byte[] entropy = open();
    byte[] seed = Mnemonic.seed(Mnemonic.words(entropy), "");
    Arrays.fill(entropy, (byte) 0);
    ExtendedKey master = ExtendedKey.master(curve, seed);
    Arrays.fill(seed, (byte) 0);
    return master;
  }

  /** The secret of a family's account; the caller wipes it. */
  ExtendedKey accountSecret(String family) {
    ExtendedKey master = master();
    try {
      return master.descend(path(family));
    } finally {
      master.wipe();
    }
  }

  /** The private keys of {@code evm}, for the moment of a signing. */
  OpenedKeys openKeys() {
    return new OpenedKeys(accountSecret(EVM));
  }

  @Override
  public String hotAddress(String family) {
    return account(family).hot();
  }

  private byte[] open() {
    return rows.seed()
        .map(bytes -> box.open(bytes, CONTEXT))
        .orElseThrow(() -> new IllegalStateException("there is no seed in the database"));
  }
}
