package io.aureus.merchants;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Keys and tokens as stored, and as remembered for a few seconds by the hash of their text. */
final class CredentialStore {
  /** A token with its secret, opened and ready to be computed with. */
  record OpenToken(StoredKey stored, Bytes secret) {}

  private final KeyRows keys;
  private final KeyRows tokens;
  private final CallbackRows callbacks;
  private final MerchantRows merchants;
  private final Seals seals;
  private final ShortMemory<Bytes, StoredKey> knownKeys;
  private final ShortMemory<Bytes, OpenToken> knownTokens;
  private final KnownHashes hashes;

  /** What lies in the database. */
  record Rows(KeyRows keys, KeyRows tokens, CallbackRows callbacks, MerchantRows merchants) {}

  CredentialStore(
      Rows rows,
      Seals seals,
      ShortMemory<Bytes, StoredKey> knownKeys,
      ShortMemory<Bytes, OpenToken> knownTokens,
      KnownHashes hashes) {
    this.keys = rows.keys();
    this.tokens = rows.tokens();
    this.callbacks = rows.callbacks();
    this.merchants = rows.merchants();
    this.seals = seals;
    this.knownKeys = knownKeys;
    this.knownTokens = knownTokens;
    this.hashes = hashes;
  }

  KeyRows keys() {
    return keys;
  }

  KeyRows tokens() {
    return tokens;
  }

  CallbackRows callbacks() {
    return callbacks;
  }

  Seals seals() {
    return seals;
  }

  /** The key of that text, good or not. */
  Optional<StoredKey> key(String key) {
    Bytes hash = Secrets.hash(key);
    return knownKeys
        .find(hash, wanted -> keys.byHash(hash))
        .filter(stored -> stored.hash().equals(hash));
  }

  /** The token of that text, good or not. */
  Optional<OpenToken> token(String token) {
    Bytes hash = Secrets.hash(token);
    return knownTokens
        .find(hash, wanted -> tokens.byHash(hash).map(this::open))
        .filter(open -> open.stored().hash().equals(hash));
  }

  /** Whether a key or a token of that text exists, as of a few seconds ago. */
  boolean isKnown(String text) {
    return hashes.contains(Secrets.hash(text));
  }

  /**
   * Lets one change of a merchant's credentials happen at a time.
   *
   * @throws Refusal with {@code NOT_FOUND}
   */
  void lock(MerchantId merchant) {
    if (merchants.lock(merchant).isEmpty()) {
      throw new Refusal(ErrorCode.NOT_FOUND, "no merchant " + merchant);
    }
  }

  void forget() {
    knownKeys.forget();
    knownTokens.forget();
    hashes.forget();
  }

  private OpenToken open(StoredKey stored) {
    return new OpenToken(
        stored, Bytes.of(seals.openApiSecret(stored).getBytes(StandardCharsets.UTF_8)));
  }
}
