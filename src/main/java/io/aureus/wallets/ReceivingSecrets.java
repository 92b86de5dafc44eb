package io.aureus.wallets;

import io.aureus.chains.lightning.NodeTarget;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Knows secrets of nodes that could pay, as far as their text tells, so that they are refused
 * before anybody stores them. Passwords of phoenixd and Electrum tell nothing.
 */
final class ReceivingSecrets {
  /** What an LND's macaroon names beside {@code write}, where it may move money or make keys. */
  private static final List<String> MOVES = List.of("offchain", "onchain", "macaroon", "signer");

  private static final String WRITE = "write";
  private static final String GENERATE = "generate";

  private static final int RUNE_CODE = 32;

  /** All that is asked of a Core Lightning. */
  private static final Set<String> METHODS =
      Set.of(
          "method=getinfo",
          "method=invoice",
          "method=listinvoices",
          "method=waitanyinvoice",
          "method=listpays",
          "method=listpeerchannels",
          "method=listfunds");

  private ReceivingSecrets() {}

  /**
   * @throws Refusal {@code BAD_REQUEST}; it holds nothing of the secret
   */
  static void mustNotPay(NodeTarget target) {
    boolean pays =
        switch (target.program()) {
          case "lnd" -> isPayingMacaroon(target.secret());
          case "core-lightning" -> isOpenRune(target.secret());
          default -> false;
        };
    if (pays) {
      throw new Refusal(
          ErrorCode.BAD_REQUEST,
          "this secret could pay, and was not stored: make one that may only receive, as the"
              + " documentation says");
    }
  }

  /**
   * A macaroon lists what it is good for as names of things, each with names of deeds after it, in
   * fields of one length byte each.
   */
  private static boolean isPayingMacaroon(String secret) {
    byte[] bytes;
    try {
      bytes = HexFormat.of().parseHex(secret);
    } catch (IllegalArgumentException e) {
      throw new Refusal(
          ErrorCode.BAD_REQUEST,
          "an LND's macaroon is given in hexadecimal: xxd -ps -u -c 1000 receiving.macaroon");
    }
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    // By the names of single calls it could be good for any of them.
    return text.contains("\n\u0003uri") || MOVES.stream().anyMatch(thing -> mayWrite(text, thing));
  }

  private static boolean mayWrite(String text, String thing) {
    String name = "\n" + (char) thing.length() + thing;
    int at = text.indexOf(name);
    if (at < 0) {
      return false;
    }
    int next = at + name.length();
    while (next + 1 < text.length() && text.charAt(next) == 0x12) {
      int end = Math.min(text.length(), next + 2 + text.charAt(next + 1));
      String deed = text.substring(next + 2, end);
      if (deed.equals(WRITE) || deed.equals(GENERATE)) {
        return true;
      }
      next = end;
    }
    return false;
  }

  /** A rune is good for all that no rule of it forbids: one has to name the methods it is for. */
  private static boolean isOpenRune(String secret) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(secret.replaceAll("=+$", ""));
    } catch (IllegalArgumentException e) {
      throw new Refusal(
          ErrorCode.BAD_REQUEST,
          "a rune is letters, digits, - and _, as lightning-cli createrune shows it");
    }
    String rules =
        bytes.length <= RUNE_CODE
            ? ""
            : new String(bytes, RUNE_CODE, bytes.length - RUNE_CODE, StandardCharsets.UTF_8);
    // Behind a backslash the signs between rules are none.
    return rules.indexOf('\\') >= 0
        || Arrays.stream(rules.split("&", -1)).noneMatch(ReceivingSecrets::isOfOurMethods);
  }

  private static boolean isOfOurMethods(String rule) {
    return METHODS.containsAll(List.of(rule.split("\\|", -1)));
  }
}
