package io.aureus.chains.lightning;

import java.util.Arrays;
import java.util.Optional;

/** The tagged fields that are read; all others are passed over. */
enum InvoiceTag {
  PAYMENT_HASH(1, 52, "payment hash (p)"),
  ROUTE(3, 0, "private route (r)"),
  FEATURES(5, 0, "list of features (9)"),
  EXPIRY(6, 0, "expiry (x)"),
  FALLBACK(9, 0, "address on the chain (f)"),
  DESCRIPTION(13, 0, "description (d)"),
  SECRET(16, 52, "payment secret (s)"),
  NODE(19, 53, "node (n)"),
  DESCRIPTION_HASH(23, 52, "hash of a description (h)"),
  FINAL_DELTA(24, 0, "last lock time (c)"),
  METADATA(27, 0, "metadata (m)");

  private final int code;
  private final int length;
  private final String words;

  /**
   * @param code the value of its letter
   * @param length in groups of five bits; 0 where it may have any
   * @param words for people
   */
  InvoiceTag(int code, int length, String words) {
    this.code = code;
    this.length = length;
    this.words = words;
  }

  static Optional<InvoiceTag> of(int code) {
    return Arrays.stream(values()).filter(tag -> tag.code == code).findFirst();
  }

  int code() {
    return code;
  }

  boolean mayHave(int groups) {
    return length == 0 || length == groups;
  }

  /** Whether an invoice may have several. */
  boolean isList() {
    return this == ROUTE || this == FALLBACK;
  }

  String words() {
    return words;
  }
}
