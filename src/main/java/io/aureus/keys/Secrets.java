package io.aureus.keys;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import java.util.regex.Pattern;

/** Knows what could spend by its look, so that it is refused before anybody reads it. */
final class Secrets {
  private static final Pattern HEX = Pattern.compile("(0x)?[0-9a-fA-F]{64}");
  private static final Pattern WORDS = Pattern.compile("\\p{L}+(\\s+\\p{L}+){11,}");

  /** {@code xprv…} and its kin, alone or in a descriptor; never in the middle of another key. */
  private static final Pattern EXTENDED = Pattern.compile("(?is)(.*[(\\]/,\\s])?[a-z]prv.*");

  /** A single key as wallets export it (WIF), alone or in a descriptor. */
  private static final Pattern SINGLE =
      Pattern.compile("(?s)(.*[(\\],\\s])?(5|K|L|9|c|6|T)[1-9A-HJ-NP-Za-km-z]{50,51}([/),\\s].*)?");

  private Secrets() {}

  /**
   * @param what the text was given for
   * @throws Refusal {@code BAD_REQUEST}; it holds nothing of the text
   */
  static void refuse(String text, String what) {
    if (EXTENDED.matcher(text).matches()
        || HEX.matcher(text).matches()
        || SINGLE.matcher(text).matches()
        || WORDS.matcher(text).matches()) {
      throw new Refusal(
          ErrorCode.BAD_REQUEST,
          what
              + ": this looks like a PRIVATE key or seed words. It was not stored. Whoever sees it"
              + " can spend: treat that wallet as exposed");
    }
  }
}
