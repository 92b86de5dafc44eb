package io.aureus.chains.lightning;

/**
 * A text that is no invoice, address or offer that could be paid. The words are a clause about
 * “it”, e.g. {@code it is an invoice of Bitcoin: right is one of a private test network}. Like any
 * answer it carries no stack trace.
 */
public final class LightningRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with the text, for programs. */
  public enum Kind {
    /** Too long, cut off, mistyped, or of no kind that is known. */
    TEXT,
    /** It belongs to another network or coin. */
    NETWORK,
    /** An amount that cannot be. */
    AMOUNT,
    /** A part is missing, is there twice, or says what it must not. */
    FIELD,
    /** It demands a feature that is not known here. */
    FEATURE,
    /** Nobody signed it, or somebody else than it says. */
    SIGNATURE
  }

  private final Kind kind;

  LightningRefusal(Kind kind, String words) {
    super(words, null, false, false);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  /** The words that a person reads; never null. */
  public String words() {
    return String.valueOf(getMessage());
  }

  /** An {@code IllegalArgumentException} of a text, in the same words. */
  static LightningRefusal of(Kind kind, IllegalArgumentException cause) {
    return new LightningRefusal(kind, String.valueOf(cause.getMessage()));
  }
}
