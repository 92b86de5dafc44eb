package io.aureus.merchants;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * JSON Web Tokens (RFC 7519) by HMAC-SHA256 with the claims {@code sub}, {@code iat} and {@code
 * exp}, as Get API-Key has always answered them.
 */
final class AccessTokens {
  private static final String NAME = "access-token";
  private static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";

  private final CallbackRows rows;
  private final Seals seals;
  private final Secrets secrets;
  private final Clock clock;
  private final Duration life;
  private volatile @Nullable SecretKeySpec key;

  AccessTokens(CredentialStore store, Secrets secrets, Clock clock, AccessSettings settings) {
    this.rows = store.callbacks();
    this.seals = store.seals();
    this.secrets = secrets;
    this.clock = clock;
    this.life = settings.accessToken();
  }

  String issue(MerchantId merchant) {
    Instant now = clock.instant();
    String claims =
        String.format(
            Locale.ROOT,
            "{\"sub\":\"%s\",\"iat\":%d,\"exp\":%d}",
            merchant,
            now.getEpochSecond(),
            now.plus(life).getEpochSecond());
    String signed = base64(utf8(HEADER)) + "." + base64(utf8(claims));
    return signed + "." + base64(mac(utf8(signed)));
  }

  private byte[] mac(byte[] text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key());
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private SecretKeySpec key() {
    SecretKeySpec known = key;
    if (known == null) {
      Bytes stored = rows.ownSecret(NAME, seals.own(Bytes.of(secrets.bytes(32)), NAME));
      known = new SecretKeySpec(seals.openOwn(stored, NAME).array(), "HmacSHA256");
      key = known;
    }
    return known;
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
