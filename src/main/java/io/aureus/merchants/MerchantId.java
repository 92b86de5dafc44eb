package io.aureus.merchants;

/** A merchant's public number, {@code mct-} and 12 hex digits; {@code user_id} on the wire. */
public record MerchantId(String value) {
  public MerchantId {
    if (!value.matches("mct-[0-9a-f]{12}")) {
      throw new IllegalArgumentException("not a merchant id: " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
