package io.aureus.payouts;

import java.util.Locale;
import java.util.UUID;

/**
 * @param value a UUID in small letters
 */
public record PayoutId(String value) {
  public PayoutId {
    if (!UUID.fromString(value).toString().equals(value.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("not a payout id: " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
