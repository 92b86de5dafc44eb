package io.aureus.checkout;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** What a payer's wallet shows of a Lightning address, as LUD-06 and LUD-16 have it. Pure. */
final class PayMetadata {
  /** So that all of it stays below the 639 bytes that an invoice's description may have. */
  private static final int OF_THE_NAME = 60;

  private PayMetadata() {}

  /** The same text for the same payee: its hash is in the invoice. */
  static String of(String shop, String address) {
    return JsonMapper.shared()
        .writeValueAsString(
            List.of(
                List.of("text/plain", "Payment to " + cut(shop)),
                List.of("text/identifier", address)));
  }

  private static String cut(String name) {
    if (name.length() <= OF_THE_NAME) {
      return name;
    }
    boolean isHalf = Character.isHighSurrogate(name.charAt(OF_THE_NAME - 2));
    return name.substring(0, isHalf ? OF_THE_NAME - 2 : OF_THE_NAME - 1) + "…";
  }
}
