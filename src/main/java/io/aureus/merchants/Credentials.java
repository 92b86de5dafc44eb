package io.aureus.merchants;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes, rotates and revokes what a merchant's programs prove themselves with. A secret is returned
 * when it is made, and never again.
 *
 * <p>To rotate is to make a new one with the same scopes and to revoke the old one, at once or
 * after an overlap in which both are good, so that a shop can change its setting without a gap.
 */
public final class Credentials implements CallbackCredentials {
  /** Keys that are made for no plugin. */
  public static final String OWN_PLATFORM = "AURPAY";

  private static final int MOST_GOOD = 50;
  private static final Duration MOST_OVERLAP = Duration.ofDays(30);

  private final CredentialStore store;
  private final Secrets secrets;
  private final Clock clock;
  private final TransactionTemplate transactions;

  Credentials(
      CredentialStore store, Secrets secrets, Clock clock, TransactionTemplate transactions) {
    this.store = store;
    this.secrets = secrets;
    this.clock = clock;
    this.transactions = transactions;
  }

  /**
   * @param platform who will use it: 1 to 40 letters, digits, {@code -} and {@code _}; kept in
   *     upper case
   * @throws Refusal with {@code BAD_REQUEST} for a platform, for no scope, or for one that a plugin
   *     must not have, {@code NOT_FOUND} for the merchant, {@code CONFLICT} where 50 keys are good
   *     already
   */
  public NewApiKey createKey(MerchantId merchant, String platform, Set<Scope> scopes) {
    String name = platform(platform);
    if (!name.equals(OWN_PLATFORM) && !Scope.PLUGIN.containsAll(scopes)) {
      throw new Refusal(
          ErrorCode.BAD_REQUEST,
          "a plugin's key travels in callback URLs: it may create and read orders, nothing else");
    }
    return locked(merchant, () -> addKey(merchant, name, scopes));
  }

  /**
   * The key that a platform's plugin uses, opened once more, or a new one where there is none. It
   * may create and read orders and nothing else, whoever asks.
   */
  public NewApiKey pluginKey(MerchantId merchant, String platform) {
    String name = platform(platform);
    return locked(
        merchant,
        () ->
            store.keys().ofPlatform(merchant, name, clock.instant()).stream()
                // One that ends soon is not handed out any more.
                .filter(key -> key.scopes().equals(Scope.PLUGIN) && key.revokedAt() == null)
                .findFirst()
                .map(key -> new NewApiKey(key.id(), store.seals().openKey(key)))
                .orElseGet(() -> addKey(merchant, name, Scope.PLUGIN)));
  }

  /**
   * @param overlap how long the old key stays good, 0 to 30 days
   */
  public NewApiKey rotateKey(MerchantId merchant, long id, Duration overlap) {
    return locked(
        merchant,
        () -> {
          StoredKey old = good(store.keys(), merchant, id);
          store.keys().revoke(merchant, id, end(overlap));
          return addKey(merchant, old.platform(), old.scopes());
        });
  }

  public void revokeKey(MerchantId merchant, long id) {
    revoke(store.keys(), merchant, id);
  }

  /** All that ever were, the newest first. */
  public List<KeyInfo> keys(MerchantId merchant) {
    return store.keys().list(merchant);
  }

  /** As {@link #createKey}, for signed requests. */
  public NewApiToken createToken(MerchantId merchant, Set<Scope> scopes) {
    return locked(merchant, () -> addToken(merchant, scopes));
  }

  /** As {@link #rotateKey}; token and secret are both new. */
  public NewApiToken rotateToken(MerchantId merchant, long id, Duration overlap) {
    return locked(
        merchant,
        () -> {
          StoredKey old = good(store.tokens(), merchant, id);
          store.tokens().revoke(merchant, id, end(overlap));
          return addToken(merchant, old.scopes());
        });
  }

  public void revokeToken(MerchantId merchant, long id) {
    revoke(store.tokens(), merchant, id);
  }

  /** All that ever were, the newest first. */
  public List<KeyInfo> tokens(MerchantId merchant) {
    return store.tokens().list(merchant);
  }

  /**
   * Who stands behind what asked for something: whoever made a key or a token can sign with it.
   *
   * @param actor e.g. {@code token:3}
   * @return e.g. {@code person:12}; {@code actor} itself where no person made it
   */
  public String behind(String actor) {
    String[] parts = actor.split(":", 2);
    if (parts.length < 2 || !parts[1].matches("[0-9]{1,18}")) {
      return actor;
    }
    long id = Long.parseLong(parts[1]);
    Optional<String> maker =
        switch (parts[0]) {
          case "token" -> store.tokens().maker(id);
          case "key" -> store.keys().maker(id);
          default -> Optional.empty();
        };
    return maker.filter(made -> !made.isEmpty()).orElse(actor);
  }

  /**
   * Makes the callback token and secret, or replaces them; a callback sent from now on, also one
   * that is tried again, is signed with the new pair.
   */
  public Pair rotateCallback(MerchantId merchant) {
    Pair pair = new Pair(secrets.token(), secrets.secret());
    return locked(
        merchant,
        () -> {
          store.callbacks().put(merchant, store.seals().callback(pair, merchant), clock.instant());
          return pair;
        });
  }

  @Override
  public Optional<Pair> of(MerchantId merchant) {
    return store.callbacks().find(merchant).map(pair -> store.seals().openCallback(pair, merchant));
  }

  @Override
  public Optional<String> apiKey(@Nullable Long apiKeyId) {
    if (apiKeyId == null) {
      return Optional.empty();
    }
    return store
        .keys()
        .byId(apiKeyId)
        .filter(key -> key.isGoodAt(clock.instant()))
        .map(store.seals()::openKey);
  }

  private NewApiKey addKey(MerchantId merchant, String platform, Set<Scope> scopes) {
    requireRoom(store.keys(), merchant, scopes);
    String key = secrets.key();
    long id =
        store
            .keys()
            .add(
                new NewKeyRow(
                    merchant,
                    platform,
                    Secrets.hint(key),
                    Secrets.hash(key),
                    store.seals().key(key, merchant),
                    scopes,
                    clock.instant()));
    return new NewApiKey(id, key);
  }

  private NewApiToken addToken(MerchantId merchant, Set<Scope> scopes) {
    requireRoom(store.tokens(), merchant, scopes);
    String token = secrets.token();
    String secret = secrets.secret();
    long id =
        store
            .tokens()
            .add(
                new NewKeyRow(
                    merchant,
                    "",
                    Secrets.hint(token),
                    Secrets.hash(token),
                    store.seals().apiSecret(secret, token, merchant),
                    scopes,
                    clock.instant()));
    return new NewApiToken(id, token, secret);
  }

  private void requireRoom(KeyRows rows, MerchantId merchant, Set<Scope> scopes) {
    if (scopes.isEmpty()) {
      throw new Refusal(ErrorCode.BAD_REQUEST, "scopes must name at least one scope");
    }
    if (rows.count(merchant, clock.instant()) >= MOST_GOOD) {
      throw new Refusal(
          ErrorCode.CONFLICT, "there are " + MOST_GOOD + " already: revoke one that is not used");
    }
  }

  private StoredKey good(KeyRows rows, MerchantId merchant, long id) {
    return rows.byId(id)
        .filter(key -> key.merchant().equals(merchant) && key.isGoodAt(clock.instant()))
        .orElseThrow(Credentials::missing);
  }

  private void revoke(KeyRows rows, MerchantId merchant, long id) {
    locked(
        merchant,
        () -> {
          if (!rows.revoke(merchant, id, clock.instant())) {
            throw missing();
          }
          return id;
        });
  }

  /** One change at a time per merchant, and no stale answer of this node after it. */
  private <T> T locked(MerchantId merchant, Supplier<T> change) {
    T done =
        transactions.execute(
            status -> {
              store.lock(merchant);
              T changed = change.get();
              store.forget();
              return changed;
            });
    return Objects.requireNonNull(done);
  }

  private Instant end(Duration overlap) {
    if (overlap.isNegative() || overlap.compareTo(MOST_OVERLAP) > 0) {
      throw new Refusal(ErrorCode.BAD_REQUEST, "overlap must be from 0 to 30 days");
    }
    return clock.instant().plus(overlap);
  }

  private static String platform(String given) {
    if (!given.matches("[A-Za-z0-9_-]{1,40}")) {
      throw new Refusal(
          ErrorCode.BAD_REQUEST, "platform must have 1 to 40 letters, digits, - or _");
    }
    return given.toUpperCase(Locale.ROOT);
  }

  private static Refusal missing() {
    return new Refusal(ErrorCode.NOT_FOUND, "no such key, or it is revoked already");
  }
}
