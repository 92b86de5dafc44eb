package io.aureus.keys;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

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
  private volatile @Nullable PublicAccount evm;

  SeedKeeper(KeyRows rows, SecretBox box, Curve curve, Clock clock, RandomGenerator random) {
    this.rows = rows;
    this.box = box;
    this.curve = curve;
    this.clock = clock;
    this.random = random;
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

  private PublicAccount account(String family) {
    if (!family.equals(EVM)) {
      throw new IllegalArgumentException("no derivation for the chain family " + family);
    }
    PublicAccount known = evm;
    if (known == null) {
      known = derive();
      evm = known;
    }
    return known;
  }

  private PublicAccount derive() {
    ExtendedKey secret = accountSecret();
    try {
      return new PublicAccount(secret.publicKey());
    } finally {
      secret.wipe();
    }
  }

  /** BIP44 {@code m/44'/60'/0'}. */
  private ExtendedKey accountSecret() {
    byte[] entropy = open();
    byte[] seed = Mnemonic.seed(Mnemonic.words(entropy), "");
    Arrays.fill(entropy, (byte) 0);
    ExtendedKey master = ExtendedKey.master(curve, seed);
    Arrays.fill(seed, (byte) 0);
    try {
      return master.descend(
          44 | ExtendedKey.HARDENED, 60 | ExtendedKey.HARDENED, ExtendedKey.HARDENED);
    } finally {
      master.wipe();
    }
  }

  /** The private keys of {@code evm}, for the moment of a signing. */
  OpenedKeys openKeys() {
    return new OpenedKeys(accountSecret());
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
