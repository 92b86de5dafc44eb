package io.aureus.merchants;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A row of {@code api_key} or {@code api_token}; the sealed form is of the key, or the secret. */
record StoredKey(
    long id,
    MerchantId merchant,
    String platform,
    Bytes hash,
    Bytes sealed,
    Set<Scope> scopes,
    @Nullable Instant revokedAt) {

  boolean isGoodAt(Instant now) {
    return revokedAt == null || now.isBefore(revokedAt);
  }

  @Override
  public String toString() {
    return "StoredKey[" + id + ", " + merchant + "]";
  }
}
