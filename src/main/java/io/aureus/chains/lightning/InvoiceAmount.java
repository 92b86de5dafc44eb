package io.aureus.chains.lightning;

import io.aureus.chains.lightning.LightningRefusal.Kind;
import java.util.OptionalLong;

/**
 * The amount in the human-readable part of an invoice: a number of bitcoins, and its multiplier.
 */
final class InvoiceAmount {
  /** All bitcoins that there will ever be. */
  static final long MOST = 21_000_000L * 100_000_000_000L;

  private static final String MULTIPLIERS = "munp";

  /** Tenths of a millisatoshi in one bitcoin, since a p is one. */
  private static final long BITCOIN = 1_000_000_000_000L;

  private static final int DIGITS = 20;

  private InvoiceAmount() {}

  /**
   * @param text what follows the network in the human-readable part
   * @return in millisatoshi; empty where the payer chooses
   */
  static OptionalLong read(String text) {
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    int multiplier = MULTIPLIERS.indexOf(text.charAt(text.length() - 1));
    String digits = multiplier < 0 ? text : text.substring(0, text.length() - 1);
    if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw wrong("“%s” is none: right is a whole number, and m, u, n or p after it", text);
    }
    if (digits.charAt(0) == '0') {
      throw wrong("“%s” begins with 0: right is a whole number of 1 or more", text);
    }
    if (digits.length() > DIGITS) {
      throw tooMuch(text);
    }
    return OptionalLong.of(millisatoshi(text, digits, multiplier));
  }

  private static long millisatoshi(String text, String digits, int multiplier) {
    boolean pico = multiplier == MULTIPLIERS.length() - 1;
    if (pico && !digits.endsWith("0")) {
      throw wrong("“%s” is a fraction of a millisatoshi: with p, the last digit is 0", text);
    }
    long number;
    try {
      number =
          pico
              ? Long.parseLong(digits.substring(0, digits.length() - 1))
              : Math.multiplyExact(Long.parseLong(digits), unit(multiplier));
    } catch (ArithmeticException | NumberFormatException e) {
      throw tooMuch(text);
    }
    if (number > MOST) {
      throw tooMuch(text);
    }
    return number;
  }

  /** In millisatoshi; of no multiplier, where it is negative. Not for p. */
  private static long unit(int multiplier) {
    long unit = BITCOIN / 10;
    for (int i = 0; i <= multiplier; i++) {
      unit /= 1_000;
    }
    return unit;
  }

  /** The shortest way to write it. */
  static String write(OptionalLong amount) {
    if (amount.isEmpty()) {
      return "";
    }
    long millisatoshi = amount.getAsLong();
    for (int multiplier = -1; multiplier < MULTIPLIERS.length() - 1; multiplier++) {
      if (millisatoshi % unit(multiplier) == 0) {
        String letter = multiplier < 0 ? "" : MULTIPLIERS.substring(multiplier, multiplier + 1);
        return millisatoshi / unit(multiplier) + letter;
      }
    }
    return millisatoshi + "0p";
  }

  private static LightningRefusal tooMuch(String text) {
    return wrong("“%s” is more than all bitcoins that there will be", text);
  }

  private static LightningRefusal wrong(String words, String text) {
    String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
    return new LightningRefusal(Kind.AMOUNT, "its amount " + words.formatted(shown));
  }
}
