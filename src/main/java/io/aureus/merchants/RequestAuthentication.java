package io.aureus.merchants;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Both families on every path: a {@code Signature} header makes it a signed request, else the
 * {@code API-Key} counts. In the usual case a check costs no SQL but the memory of the signature.
 */
final class RequestAuthentication implements Authentication {
  /** The same for every way of being wrong, so that nobody learns which keys there are. */
  private static final String WRONG =
      "the API-Key is not good, or the Signature does not belong to the API-Token and the request";

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final Bytes NO_SECRET = Bytes.of(new byte[32]);

  private final CredentialStore store;
  private final UsedSignatures used;
  private final LastUses lastUses;
  private final Clock clock;
  private final Duration window;

  RequestAuthentication(
      CredentialStore store,
      UsedSignatures used,
      LastUses lastUses,
      Clock clock,
      AccessSettings settings) {
    this.store = store;
    this.used = used;
    this.lastUses = lastUses;
    this.clock = clock;
    this.window = settings.signatureWindow();
  }

  @Override
  public Caller authenticate(SignedRequest request) {
    if (request.header("Signature").isPresent()) {
      return bySignature(request);
    }
    Optional<String> key = request.header("API-Key").map(String::strip);
    if (key.isEmpty() || key.get().isEmpty()) {
      throw refuse(
          "send an API-Key header, or sign the request with API-Token, Algorithm, Date and"
              + " Signature");
    }
    return byKey(key.get());
  }

  @Override
  public boolean namesOneOfOurs(SignedRequest request) {
    return request
        .header(request.header("Signature").isPresent() ? "API-Token" : "API-Key")
        .map(String::strip)
        .filter(store::isKnown)
        .isPresent();
  }

  private Caller byKey(String key) {
    Instant now = clock.instant();
    StoredKey stored =
        store.key(key).filter(found -> found.isGoodAt(now)).orElseThrow(() -> refuse(WRONG));
    lastUses.ofKey(stored.id(), now);
    return new Caller(stored.merchant(), "key:" + stored.id(), stored.id(), stored.scopes());
  }

  private Caller bySignature(SignedRequest request) {
    Instant now = clock.instant();
    SignatureHeaders headers = SignatureHeaders.read(request, now, window);
    CredentialStore.OpenToken token =
        store.token(headers.token()).filter(found -> found.stored().isGoodAt(now)).orElse(null);
    // With no such token the work is done all the same, for the time it takes.
    Bytes matched = matching(headers, token == null ? NO_SECRET : token.secret());
    if (token == null || matched == null) {
      throw refuse(WRONG);
    }
    StoredKey stored = token.stored();
    if (!READING.contains(request.method())
        && !used.isFirstUse(stored.id(), matched, headers.date())) {
      throw refuse(
          "this signed request came before: sign each request anew, with a Date of its own");
    }
    lastUses.ofToken(stored.id(), now);
    return new Caller(stored.merchant(), "token:" + stored.id(), null, stored.scopes());
  }

  /** The HMAC that the signature is the Base64 of; null where it is of none of the texts. */
  private static @Nullable Bytes matching(SignatureHeaders headers, Bytes secret) {
    byte[] sent = headers.signature().getBytes(StandardCharsets.UTF_8);
    Bytes matched = null;
    for (String text : headers.toSign()) {
      byte[] mac = hmac(text, secret);
      if (MessageDigest.isEqual(Base64.getEncoder().encode(mac), sent)) {
        matched = Bytes.of(mac);
      }
    }
    return matched;
  }

  private static byte[] hmac(String text, Bytes secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.array(), "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Refusal refuse(String words) {
    return new Refusal(ErrorCode.UNAUTHORIZED, words);
  }
}
