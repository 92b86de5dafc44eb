package io.aureus.merchants;

import java.time.Instant;
import java.util.Set;

/** A row of {@code api_key} or {@code api_token} to be. */
record NewKeyRow(
    MerchantId merchant,
    String platform,
    String hint,
    Bytes hash,
    Bytes sealed,
    Set<Scope> scopes,
    Instant at) {

  @Override
  public String toString() {
    return "NewKeyRow[" + merchant + ", " + platform + "]";
  }
}
